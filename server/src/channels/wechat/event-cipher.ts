import { createDecipheriv } from 'node:crypto'

const blockSize = 32

/**
 * AES-256-CBC of 16 random bytes, the length of the message in 4, the message, and the appid, padded to 32.
 * Undefined where the key, the padding, the length or the appid is not right.
 * https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/Message_encryption_and_decryption.html
 */
export function decryptEvent(encrypted: string, aesKey: string, appid: string): string | undefined {
  const key = Buffer.from(aesKey, 'base64')
  const sealed = Buffer.from(encrypted, 'base64')
  if (key.length !== 32 || sealed.length === 0 || sealed.length % blockSize !== 0) return undefined
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([decipher.update(sealed), decipher.final()])
  const padding = padded.at(-1) ?? 0
  const isPadding =
    padding >= 1 && padding <= blockSize && padded.subarray(-padding).every((byte) => byte === padding)
  const plain = padded.subarray(16, padded.length - padding)
  if (!isPadding || plain.length < 4) return undefined
  const end = 4 + plain.readUInt32BE(0)
  return end <= plain.length && plain.subarray(end).toString() === appid
    ? plain.subarray(4, end).toString()
    : undefined
}
