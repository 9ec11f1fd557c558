/** One HTTP call to the vendor, and what may be concluded from how it ended. */
export type WechatResult<T> =
  | { kind: 'ok'; value: T }
  /** The vendor's own error code. */
  | { kind: 'refused'; code: number; message: string }
  /** No connection was ever made, so nothing was asked. */
  | { kind: 'unreachable'; detail: string }
  /** The request may have been acted on. */
  | { kind: 'unknown'; detail: string }

export type VendorBody = Record<string, unknown>

export interface WechatCall {
  method: 'GET' | 'POST'
  path: string
  query?: Record<string, string>
  body?: unknown
}

export interface WechatHttpOptions {
  baseUrl: string
  timeoutMs: number
}

export async function callWechat(
  options: WechatHttpOptions,
  call: WechatCall,
): Promise<WechatResult<VendorBody>> {
  const url = new URL(call.path, options.baseUrl)
  for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value)
  let status: number
  let text: string
  let picture: string | null
  try {
    const response = await fetch(url, {
      method: call.method,
      redirect: 'manual',
      signal: AbortSignal.timeout(options.timeoutMs),
      ...(call.body === undefined
        ? {}
        : { body: JSON.stringify(call.body), headers: { 'content-type': 'application/json' } }),
    })
    status = response.status
    picture = await pictureOf(response)
    text = picture === null ? await response.text() : ''
  } catch (error) {
    const detail = describeFailure(error)
    return neverConnected(error) ? { kind: 'unreachable', detail } : { kind: 'unknown', detail }
  }
  return picture === null ? readVendorBody(status, text) : { kind: 'ok', value: { picture } }
}

/** A picture instead of a body, as a data URI; of an error the vendor answers JSON. */
async function pictureOf(response: Response): Promise<string | null> {
  const type = response.headers.get('content-type') ?? ''
  if (!response.ok || !/^image\/(png|jpeg)/.test(type)) return null
  const bytes = Buffer.from(await response.arrayBuffer())
  return `data:${type.split(';')[0]};base64,${bytes.toString('base64')}`
}

function readVendorBody(status: number, text: string): WechatResult<VendorBody> {
  const body = parseVendorJson(text)
  if (!body) return { kind: 'unknown', detail: `HTTP ${status} without the vendor's body` }
  const code = body.errcode
  if (typeof code === 'number' && code !== 0) {
    return { kind: 'refused', code, message: typeof body.errmsg === 'string' ? body.errmsg : '' }
  }
  if (code === undefined && (status < 200 || status > 299)) {
    return { kind: 'unknown', detail: `HTTP ${status} without the vendor's error code` }
  }
  return { kind: 'ok', value: body }
}

/**
 * The vendor writes message ids as bare numbers beyond 2^53 in one place and as strings in the other;
 * JSON.parse would round the first and no receipt would ever find its attempt.
 */
export function parseVendorJson(text: string): VendorBody | undefined {
  try {
    const exact = text.replace(/("(?:msgid|MsgID|MsgId)"\s*:\s*)(\d+)/g, '$1"$2"')
    const body: unknown = JSON.parse(exact)
    return typeof body === 'object' && body !== null && !Array.isArray(body)
      ? (body as VendorBody)
      : undefined
  } catch {
    return undefined
  }
}

const BEFORE_THE_REQUEST = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_SOCKET_CONNECTION_TIMEOUT',
  // The TLS handshake comes before the request: a certificate we refuse means nothing was asked.
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

/** Anything not proven to have failed before the request was written counts as written. */
export function neverConnected(error: unknown): boolean {
  return failedBeforeTheRequest((error as { cause?: unknown } | null)?.cause)
}

function failedBeforeTheRequest(cause: unknown): boolean {
  if (typeof cause !== 'object' || cause === null) return false
  const { code, syscall, errors } = cause as { code?: unknown; syscall?: unknown; errors?: unknown }
  if (Array.isArray(errors) && errors.length > 0) return errors.every(failedBeforeTheRequest)
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true
  return typeof code === 'string' && BEFORE_THE_REQUEST.has(code)
}

/** Names only: a URL here would carry the secret or the token into a log. */
function describeFailure(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: unknown } }
  if (typeof cause?.code === 'string') return cause.code
  return name === 'TimeoutError' ? 'timed out' : (name ?? 'request failed')
}
