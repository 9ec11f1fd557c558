import { AppError } from '../../errors'

const mostSkipped = 1_000_000

/** A page by its place: lists of one village are short, and stand still while they are read. */
export function pageFrom(cursor: string | undefined, limit: number): { skip: number; next: string } {
  if (cursor !== undefined && !/^\d{1,7}$/.test(cursor)) throw new AppError('invalidCursor')
  const skip = Number(cursor ?? 0)
  if (skip > mostSkipped) throw new AppError('invalidCursor')
  return { skip, next: String(skip + limit) }
}
