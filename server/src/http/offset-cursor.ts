import { AppError } from '../errors'

/** How many came before the page of a cursor. */
export function offsetOf(cursor: string | undefined): number {
  if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) throw new AppError('invalidCursor')
  return Number(cursor ?? 0)
}

/** A page of a list that does not change while it is read: the cursor is the number of what came before. */
export function offsetPage<T>(
  all: readonly T[],
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): { page: T[]; next?: string } {
  const from = offsetOf(cursor)
  const page = all.slice(from, from + limit)
  const end = from + page.length
  return { page, ...(page.length > 0 && end < all.length ? { next: String(end) } : {}) }
}
