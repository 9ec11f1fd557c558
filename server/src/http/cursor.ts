import { AppError } from '../errors'

/** After which notice the next page begins: newest first, equal instants by `_id`. */
export interface Position {
  at: Date
  id: string
}

export const cursorOf = ({ at, id }: Position): string =>
  Buffer.from(JSON.stringify([at.getTime(), id])).toString('base64url')

export function positionOf(cursor: string): Position {
  const [at, id] = parsed(cursor)
  if (typeof at !== 'number' || !Number.isSafeInteger(at) || Math.abs(at) > 8.64e15 || typeof id !== 'string')
    throw new AppError('invalidCursor')
  return { at: new Date(at), id }
}

function parsed(cursor: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(value) && value.length === 2 ? value : []
  } catch {
    return []
  }
}
