import { createHash, timingSafeEqual } from 'node:crypto'
import { decryptEvent } from './event-cipher'
import { parseVendorJson, type VendorBody } from './http'
import { parseVendorXml } from './xml'

/** What the vendor's console and we agreed on. */
export interface EventSecrets {
  appid: string
  /** Signs the pushes. Empty: nothing is ours. */
  token: string
  /** EncodingAESKey; empty: pushes come as they are. */
  aesKey: string
  /** `auto`: encrypted where there is a key, else plain. */
  mode: 'auto' | 'plain' | 'compatible' | 'safe'
}

export interface SignedQuery {
  signature?: string
  timestamp?: string
  nonce?: string
  /** Of an encrypted push: over what is encrypted as well. */
  msg_signature?: string
}

export type OpenedPush =
  | { kind: 'message'; body: VendorBody }
  /** Not by the vendor, or not for us. */
  | { kind: 'forged' }
  /** By the vendor, and cannot be read: the console or our settings are to be changed. */
  | { kind: 'refused'; why: 'wrongMode' | 'keyMissing' | 'wrongKey' | 'unreadable' }

/**
 * https://developers.weixin.qq.com/miniprogram/dev/framework/server-ability/message-push.html
 * An unset token verifies nothing.
 */
export const signatureIsValid = (token: string, { signature, timestamp, nonce }: SignedQuery): boolean =>
  isSignedBy(token, signature, timestamp, nonce)

function isSignedBy(token: string, signature = '', ...parts: (string | undefined)[]): boolean {
  if (!token || !parts.every((part) => part)) return false
  const expected = createHash('sha1')
    .update([token, ...parts].sort().join(''))
    .digest()
  const given = Buffer.from(signature, 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** Opens what was pushed, in whichever mode and format. The query's own signature has been checked. */
export function openPush(secrets: EventSecrets, query: SignedQuery, text: string): OpenedPush {
  const outer = readBody(text)
  if (!outer) return { kind: 'refused', why: 'unreadable' }
  const { Encrypt: encrypted } = outer
  const isEncrypted = typeof encrypted === 'string'
  const mode = isEncrypted ? (isMessage(outer) ? 'compatible' : 'safe') : 'plain'
  if (secrets.mode !== 'auto' && secrets.mode !== mode) return { kind: 'refused', why: 'wrongMode' }
  if (!isEncrypted || (secrets.aesKey === '' && mode === 'compatible'))
    return secrets.aesKey === '' || secrets.mode === 'plain'
      ? messageOf(outer)
      : // Once pushes are encrypted, one that is not could be anybody's.
        { kind: 'refused', why: 'wrongMode' }
  if (secrets.aesKey === '') return { kind: 'refused', why: 'keyMissing' }
  const { msg_signature: signature, timestamp, nonce } = query
  if (!isSignedBy(secrets.token, signature, timestamp, nonce, encrypted)) return { kind: 'forged' }
  const inner = decryptEvent(encrypted, secrets.aesKey, secrets.appid)
  return inner === undefined ? { kind: 'refused', why: 'wrongKey' } : messageOf(readBody(inner))
}

const readBody = (text: string): VendorBody | undefined =>
  text.trimStart().startsWith('<') ? parseVendorXml(text) : parseVendorJson(text)

const isMessage = ({ MsgType, FromUserName }: VendorBody): boolean =>
  typeof MsgType === 'string' && typeof FromUserName === 'string'

const messageOf = (body: VendorBody | undefined): OpenedPush =>
  body && isMessage(body) ? { kind: 'message', body } : { kind: 'refused', why: 'unreadable' }
