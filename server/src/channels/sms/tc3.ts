import { createHash, createHmac } from 'node:crypto'

export interface Tc3Request {
  secretId: string
  secretKey: string
  /** `sms` */
  service: string
  host: string
  action: string
  contentType: string
  payload: string
  now: Date
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

/** TC3-HMAC-SHA256 of a POST: https://cloud.tencent.com/document/api/382/52072 */
export function tc3Authorization(request: Tc3Request): string {
  const { secretId, secretKey, service, host, action, contentType, payload, now } = request
  const headers = `content-type:${contentType}\nhost:${host}\nx-tc-action:${action.toLowerCase()}\n`
  const signedHeaders = 'content-type;host;x-tc-action'
  const canonical = ['POST', '/', '', headers, signedHeaders, sha256(payload)].join('\n')
  // The vendor's day is that of UTC.
  const date = now.toISOString().slice(0, 10)
  const scope = `${date}/${service}/tc3_request`
  const toSign = ['TC3-HMAC-SHA256', tc3Timestamp(now), scope, sha256(canonical)].join('\n')
  const key = hmac(hmac(hmac(`TC3${secretKey}`, date), service), 'tc3_request')
  const signature = hmac(key, toSign).toString('hex')
  return `TC3-HMAC-SHA256 Credential=${secretId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`
}

export const tc3Timestamp = (now: Date): string => String(Math.floor(now.getTime() / 1000))
