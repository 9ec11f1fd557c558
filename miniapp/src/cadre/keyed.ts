/**
 * An idempotency key for exactly this request: pressing again with other words after a lost connection
 * is another write, and the server refuses one key for two.
 */
export function keyed(key: string, body: unknown): string {
  let sum = 5381
  for (const letter of JSON.stringify(body)) sum = ((sum * 33) ^ letter.charCodeAt(0)) >>> 0
  return `${key}-${sum.toString(36)}`
}
