import { AppError } from '../errors'

/** A page of a list that does not change while it is read: the cursor is the number of what came before. */
export function offsetPage<T>(
  all: readonly T[],
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): { page: T[]; next?: string } {
  if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) throw new AppError('invalidCursor')
  const from = Number(cursor ?? 0)
  const page = all.slice(from, from + limit)
  const end = from + page.length
  return { page, ...(page.length > 0 && end < all.length ? { next: String(end) } : {}) }
}
