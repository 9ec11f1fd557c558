import { neverConnected } from '../wechat/http'

export type Posted =
  | { kind: 'answered'; status: number; body: Record<string, unknown> }
  | { kind: 'unreachable'; detail: string }
  | { kind: 'unknown'; detail: string }

/** One POST. Whatever was written and has no answer in JSON may have been acted on. */
export async function postToVendor(
  url: URL,
  init: { headers: Record<string, string>; body?: string },
  timeoutMs: number,
): Promise<Posted> {
  try {
    const signal = AbortSignal.timeout(timeoutMs)
    const response = await fetch(url, { method: 'POST', redirect: 'manual', signal, ...init })
    const body = parse(await response.text())
    if (body) return { kind: 'answered', status: response.status, body }
    return { kind: 'unknown', detail: `HTTP ${response.status} without the vendor's body` }
  } catch (error) {
    const detail = describe(error)
    return { kind: neverConnected(error) ? 'unreachable' : 'unknown', detail }
  }
}

function parse(text: string): Record<string, unknown> | null {
  try {
    return objectOf(JSON.parse(text))
  } catch {
    return null
  }
}

export const objectOf = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Names only: a URL here would carry a number into a log. */
function describe(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: unknown } }
  if (typeof cause?.code === 'string') return cause.code
  return name === 'TimeoutError' ? 'timed out' : (name ?? 'request failed')
}
