/** A key for one intended write: made once, sent again with every retry of that write. */
export function newIdempotencyKey(): string {
  return Array.from({ length: 3 }, () => Math.random().toString(36).slice(2, 12)).join('')
}
