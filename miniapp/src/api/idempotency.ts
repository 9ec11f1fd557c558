/** A new idempotency key: one for each write, sent again with every retry of it. */
export function newIdempotencyKey(): string {
  return Array.from({ length: 3 }, () => Math.random().toString(36).slice(2, 12)).join('')
}

/**
 * An idempotency key for this key and body. If the person changes the body after a lost connection, it is another
 * write and needs another key: the server refuses the same key with another body.
 */
export function keyed(key: string, body: unknown): string {
  let sum = 5381
  for (const letter of JSON.stringify(body)) sum = ((sum * 33) ^ letter.charCodeAt(0)) >>> 0
  return `${key}-${sum.toString(36)}`
}
