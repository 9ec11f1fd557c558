import { createCipheriv, randomBytes } from 'node:crypto'
import type { EmulatorEvents } from './types'

type Fields = Record<string, unknown>

export interface PushForm {
  body: string
  type: string
  /** Absent of a plain push. */
  encrypted?: string
}

/** An event as the console's settings say: JSON or XML; plain, encrypted, or both side by side (兼容模式). */
export function formOf(
  { mode = 'plain', format = 'json', aesKey = '' }: EmulatorEvents,
  appid: string,
  event: Fields,
): PushForm {
  const plain = format === 'xml' ? xmlEvent(event) : event
  const write = (fields: Fields) => (format === 'xml' ? `<xml>${xml(fields)}</xml>` : JSON.stringify(fields))
  const type = format === 'xml' ? 'text/xml' : 'application/json'
  if (mode === 'plain') return { body: write(plain), type }
  const encrypted = encrypt(write(plain), aesKey, appid)
  const outer = { ToUserName: event.ToUserName, Encrypt: encrypted }
  return { body: write(mode === 'safe' ? outer : { ...plain, ...outer }), type, encrypted }
}

/** In XML the entries lie in an element named after the event. */
function xmlEvent({ List, ...event }: Fields): Fields {
  if (List === undefined) return event
  const name = String(event.Event).replace(/(^|_)([a-z])/g, (_, _line, letter: string) =>
    letter.toUpperCase(),
  )
  return { ...event, [name]: { List } }
}

const xml = (fields: Fields): string =>
  Object.entries(fields)
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one) => `<${name}>${textOf(one)}</${name}>`),
    )
    .join('\n')

function textOf(value: unknown): string {
  if (typeof value === 'object' && value !== null) return xml(value as Fields)
  return typeof value === 'number' ? String(value) : `<![CDATA[${String(value)}]]>`
}

/** https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/Message_encryption_and_decryption.html */
function encrypt(message: string, aesKey: string, appid: string): string {
  const key = Buffer.from(`${aesKey}=`, 'base64')
  const text = Buffer.from(message)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  const whole = Buffer.concat([randomBytes(16), length, text, Buffer.from(appid)])
  const missing = 32 - (whole.length % 32)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const sealed = [cipher.update(Buffer.concat([whole, Buffer.alloc(missing, missing)])), cipher.final()]
  return Buffer.concat(sealed).toString('base64')
}
