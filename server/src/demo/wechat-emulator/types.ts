import type { TemplateField } from './fields'
import type { CallQuotas } from './quotas'

export interface EmulatorTemplate {
  templateId: string
  title: string
  /** `once`: one grant, one message. `long`: one grant until it is taken back. */
  kind: 'once' | 'long'
  fields: TemplateField[]
}

export interface EmulatorEvents {
  /** Where events are pushed, as entered in the vendor's console. */
  url: string
  token: string
  /** 明文, 兼容 or 安全模式; plain unless told. */
  mode?: 'plain' | 'compatible' | 'safe'
  format?: 'json' | 'xml'
  /** EncodingAESKey, 43 characters; of the modes that encrypt. */
  aesKey?: string
}

export interface EmulatorOptions {
  /** Only `now` is read; the same clock as the application's, so that a moved demo agrees with itself. */
  clock: { now(): Date }
  /** 0: any free port of the loopback. */
  port?: number
  appid?: string
  secret?: string
  templates?: EmulatorTemplate[]
  /** The released version's pages; without them every page exists. */
  pages?: string[]
  /** Where events are pushed and the token they are signed with; may be told later. */
  eventUrl?: string
  eventToken?: string
  receipts?: { enabled?: boolean; delayMs?: number }
  /** Sends a day, over all users. */
  dailyQuota?: number
  /** Calls a minute and a day; the vendor's own figures unless told. */
  quotas?: CallQuotas
  /** Every openid has just opened the mini-program: where people come by other doors, as in the demo. */
  everybodyIsHere?: boolean
  /** How long a send takes; two for one openid within it answer 43108. */
  sendTakesMs?: number
}

export interface EmulatorUser {
  openid: string
  unionid?: string
  phone?: string
  /** The vendor writes it as a string or as a number; 86 unless told. */
  countryCode?: string | number
  /** A user the vendor will not let in: 40226. */
  blocked?: boolean
}

export interface Choice {
  templateId: string
  /** An acceptance may say how the message is to be shown. */
  result: 'accept' | 'acceptWithAlert' | 'acceptWithAudio' | 'acceptWithForcePush' | 'reject'
}

export interface PhoneMessage {
  msgId: string
  openid: string
  templateId: string
  title: string
  fields: { key: string; name: string; value: string }[]
  page: string
  /** Which edition of the mini-program it opens. */
  state: 'developer' | 'trial' | 'formal'
  at: string
}

/** What a receipt says of a message that the vendor took and could not deliver. */
export interface FailedReceipt {
  code: number
  status: string
}

export type FaultMode = 'timeout' | 'reset' | 'http500' | 'errcode'

export interface Fault {
  path: string
  mode: FaultMode
  /** With mode `errcode`. */
  errcode?: number
  /** How many calls it strikes; 1 unless told. */
  times?: number
  /** `after-effect`: what was asked is done, only the answer is lost. */
  after?: 'before-effect' | 'after-effect'
}

/** One call from the application, with the truth about it, which the application may never have learned. */
export interface LogEntry {
  seq: number
  at: string
  path: string
  query: Record<string, string>
  body: unknown
  /** What was done; absent when a fault struck before and answered nothing. */
  answer?: Record<string, unknown>
  /** How the answer was spoiled. */
  fault?: FaultMode
  /** Set when a phone has received a message by this call. */
  delivered?: string
}

export interface PushedEvent {
  at: string
  body: Record<string, unknown>
  /** How many times it was posted, and whether the application answered "success". */
  tries: number
  taken: boolean
}

/** The vendor's answer of an error code. */
export class VendorError extends Error {
  readonly errcode: number

  constructor(errcode: number, errmsg: string) {
    super(errmsg)
    this.errcode = errcode
  }
}
