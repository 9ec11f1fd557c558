import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'

/** HMAC-SHA256 in hex; the label keeps hashes of different things apart. `key` is 64 hex digits. */
export const keyedHash = (label: string, text: string, key: string): string =>
  createHmac('sha256', Buffer.from(key, 'hex')).update(`${label}:${text}`).digest('hex')

/** Digits only, without the country code of the mainland. */
export const plainPhone = (phone: string): string => {
  const digits = phone.normalize('NFKC').replace(/\D/g, '')
  return digits.length === 13 && digits.startsWith('86') ? digits.slice(2) : digits
}

export const hashPhone = (phone: string, hashKey: string): string =>
  keyedHash('phone', plainPhone(phone), hashKey)

/** Names the key in what it sealed, so that a new key can be used while the old one still opens. */
export const keyId = (fieldKey: string): string =>
  createHash('sha256').update(Buffer.from(fieldKey, 'hex')).digest('hex').slice(0, 8)

/** `key id.nonce.tag.text`, AES-256-GCM. */
export function sealText(plain: string, fieldKey: string): string {
  const id = keyId(fieldKey)
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(fieldKey, 'hex'), nonce).setAAD(Buffer.from(id))
  const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return [id, ...[nonce, cipher.getAuthTag(), text].map((part) => part.toString('base64url'))].join('.')
}

export const sealPhone = (phone: string, fieldKey: string): string => sealText(plainPhone(phone), fieldKey)

/** As it was written: a decoder passes over what is left at the end. */
const isWhole = (part: string): boolean => Buffer.from(part, 'base64url').toString('base64url') === part

/** Null where none of the keys opens it, or somebody changed it. */
export function openText(sealed: string, fieldKeys: readonly string[]): string | null {
  const [id, nonce, tag, text] = sealed.split('.')
  const key = fieldKeys.find((candidate) => keyId(candidate) === id)
  if (key === undefined || !id || !nonce || !tag || !text) return null
  if (![nonce, tag, text].every(isWhole)) return null
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

export const openPhone = openText
