import { createHash, createHmac } from 'node:crypto'
import { SmsRefusal } from './types'

/** A request as it came over the wire. */
export interface Raw {
  method: string
  path: string
  query: string
  headers: Record<string, string>
  body: string
}

export interface Keys {
  keyId: string
  keySecret: string
}

const hex = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')
const mac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text, 'utf8')

/** The headers that the caller says are signed, as the vendor reads them. */
const headerLines = (names: string[], headers: Record<string, string>) =>
  names.map((name) => `${name}:${(headers[name] ?? '').trim()}\n`).join('')

function canonicalOf({ method, path, query, headers, body }: Raw, names: string[], lower: string[]): string {
  const read = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      lower.includes(name) ? value.toLowerCase() : value,
    ]),
  )
  return `${method}\n${path}\n${query}\n${headerLines(names, read)}\n${names.join(';')}\n${hex(body)}`
}

const tencentPattern =
  /^TC3-HMAC-SHA256 Credential=([^/]+)\/(\d{4}-\d\d-\d\d)\/(\w+)\/tc3_request, SignedHeaders=([\w;-]+), Signature=([0-9a-f]{64})$/

/** https://cloud.tencent.com/document/api/382/52072, read as the vendor's side of it. */
export function checkTencent(raw: Raw, { keyId, keySecret }: Keys, now: Date): void {
  const match = tencentPattern.exec(raw.headers.authorization ?? '')
  if (!match) throw new SmsRefusal('AuthFailure.InvalidAuthorization')
  const [, id, date = '', service = '', signed = '', signature] = match
  if (id !== keyId) throw new SmsRefusal('AuthFailure.SecretIdNotFound')
  const timestamp = Number(raw.headers['x-tc-timestamp'])
  const isOfDate = new Date(timestamp * 1000).toISOString().startsWith(date)
  if (Math.abs(now.getTime() / 1000 - timestamp) > 300 || !isOfDate)
    throw new SmsRefusal('AuthFailure.SignatureExpire')
  const names = signed.split(';')
  if (!['content-type', 'host'].every((name) => names.includes(name)))
    throw new SmsRefusal('AuthFailure.SignatureFailure')
  const scope = [date, service, 'tc3_request'].join('/')
  const text = `TC3-HMAC-SHA256\n${timestamp}\n${scope}\n${hex(canonicalOf(raw, names, ['x-tc-action']))}`
  const ofDay = mac(`TC3${keySecret}`, date).digest()
  const ofService = mac(ofDay, service).digest()
  const expected = mac(mac(ofService, 'tc3_request').digest(), text).digest('hex')
  if (expected !== signature) throw new SmsRefusal('AuthFailure.SignatureFailure')
}

const aliyunPattern = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([\w;-]+),Signature=([0-9a-f]{64})$/
const mustBeSigned = ['host', 'x-acs-action', 'x-acs-content-sha256', 'x-acs-date', 'x-acs-version']

/** https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature */
export function checkAliyun(raw: Raw, { keyId, keySecret }: Keys, now: Date, nonces: Set<string>): void {
  const match = aliyunPattern.exec(raw.headers.authorization ?? '')
  if (!match) throw new SmsRefusal('IncompleteSignature')
  const [, id, signed = '', signature] = match
  if (id !== keyId) throw new SmsRefusal('InvalidAccessKeyId.NotFound')
  if (!mustBeSigned.every((name) => signed.split(';').includes(name)))
    throw new SmsRefusal('IncompleteSignature')
  const away = Math.abs(now.getTime() - Date.parse(raw.headers['x-acs-date'] ?? ''))
  if (!(away <= 15 * 60_000)) throw new SmsRefusal('InvalidTimeStamp.Expired')
  if (raw.headers['x-acs-content-sha256'] !== hex(raw.body)) throw new SmsRefusal('SignatureDoesNotMatch')
  const inOrder = raw.query.split('&').sort().join('&')
  const canonical = canonicalOf({ ...raw, query: inOrder }, signed.split(';'), [])
  const expected = mac(keySecret, `ACS3-HMAC-SHA256\n${hex(canonical)}`).digest('hex')
  if (expected !== signature) throw new SmsRefusal('SignatureDoesNotMatch')
  const nonce = raw.headers['x-acs-signature-nonce'] ?? ''
  if (nonce === '' || nonces.has(nonce)) throw new SmsRefusal('SignatureNonceUsed')
  nonces.add(nonce)
}
