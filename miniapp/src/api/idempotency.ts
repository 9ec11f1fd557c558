/** A new idempotency key: one for each write, sent again with every retry of it. */
export function newIdempotencyKey(): string {
  return Array.from({ length: 3 }, () => Math.random().toString(36).slice(2, 12)).join('')
}
