import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, randomInt } from 'node:crypto'

/** No letter that a hand or a printer could take for another: no B, I, L, O, S, U, Z, no 0, no 1. */
const alphabet = '23456789ACDEFGHJKMNPQRTVWXY'
const slipLength = 8

const keyed = (label: string, text: string, key: string): string =>
  createHmac('sha256', Buffer.from(key, 'hex')).update(`${label}:${text}`).digest('hex')

/** Digits only, without the country code of the mainland. */
export const plainPhone = (phone: string): string => {
  const digits = phone.normalize('NFKC').replace(/\D/g, '')
  return digits.length === 13 && digits.startsWith('86') ? digits.slice(2) : digits
}

export const hashPhone = (phone: string, hashKey: string): string =>
  keyed('phone', plainPhone(phone), hashKey)

export const plainSlipCode = (code: string): string =>
  code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')

export const hashSlipCode = (code: string, hashKey: string): string =>
  keyed('slip', plainSlipCode(code), hashKey)

/** Eight signs in two groups, as printed on the slip: `7KQ4-M2XA`. */
export function newSlipCode(): string {
  const signs = Array.from({ length: slipLength }, () => alphabet.charAt(randomInt(alphabet.length))).join('')
  return `${signs.slice(0, slipLength / 2)}-${signs.slice(slipLength / 2)}`
}

/** Names the key in what it sealed, so that a new key can be used while the old one still opens. */
export const keyId = (fieldKey: string): string =>
  createHash('sha256').update(Buffer.from(fieldKey, 'hex')).digest('hex').slice(0, 8)

/** `key id.nonce.tag.text`, AES-256-GCM. */
export function sealPhone(phone: string, fieldKey: string): string {
  const id = keyId(fieldKey)
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(fieldKey, 'hex'), nonce).setAAD(Buffer.from(id))
  const text = Buffer.concat([cipher.update(plainPhone(phone), 'utf8'), cipher.final()])
  return [id, ...[nonce, cipher.getAuthTag(), text].map((part) => part.toString('base64url'))].join('.')
}

/** Null where none of the keys opens it, or somebody changed it. */
export function openPhone(sealed: string, fieldKeys: readonly string[]): string | null {
  const [id, nonce, tag, text] = sealed.split('.')
  const key = fieldKeys.find((candidate) => keyId(candidate) === id)
  if (key === undefined || !id || !nonce || !tag || !text) return null
  try {
    const decipher = createDecipheriv(
      'aes-256-gcm',
      Buffer.from(key, 'hex'),
      Buffer.from(nonce, 'base64url'),
      {
        authTagLength: 16,
      },
    )
    decipher.setAAD(Buffer.from(id)).setAuthTag(Buffer.from(tag, 'base64url'))
    return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}
