import { createHash, createHmac } from 'node:crypto'

export interface Acs3Request {
  accessKeyId: string
  accessKeySecret: string
  host: string
  action: string
  version: string
  query: Readonly<Record<string, string>>
  nonce: string
  now: Date
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** RFC 3986: what encodeURIComponent leaves, the vendor encodes. */
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)

/** The query as it is signed and as it is sent. */
export const acs3Query = (query: Readonly<Record<string, string>>): string =>
  Object.entries(query)
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map((pair) => pair.join('='))
    .join('&')

/** ACS3-HMAC-SHA256 of a POST without a body: https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature */
export function acs3Headers(request: Acs3Request): Record<string, string> {
  const { accessKeyId, accessKeySecret, host, action, version, query, nonce, now } = request
  const signed: Record<string, string> = {
    host,
    'x-acs-action': action,
    'x-acs-content-sha256': sha256(''),
    'x-acs-date': now.toISOString().replace(/\.\d+Z$/, 'Z'),
    'x-acs-signature-nonce': nonce,
    'x-acs-version': version,
  }
  const names = Object.keys(signed).sort()
  const headers = names.map((name) => `${name}:${signed[name]}\n`).join('')
  const canonical = ['POST', '/', acs3Query(query), headers, names.join(';'), sha256('')].join('\n')
  const toSign = `ACS3-HMAC-SHA256\n${sha256(canonical)}`
  const signature = createHmac('sha256', accessKeySecret).update(toSign).digest('hex')
  const { host: _, ...sent } = signed
  return {
    ...sent,
    authorization: `ACS3-HMAC-SHA256 Credential=${accessKeyId},SignedHeaders=${names.join(';')},Signature=${signature}`,
  }
}
