export type SmsVendorName = 'tencent' | 'aliyun'

export interface EmulatedAccount {
  keyId: string
  keySecret: string
  sign: string
  /** Tencent's SdkAppId. */
  appId?: string
  /** The approved texts by their ids, with `{1}` or `${name}` for variables. */
  templates: Record<string, string>
}

export interface SmsEmulatorOptions {
  /** Only `now` is read. */
  clock: { now(): Date }
  /** 0: any free port of the loopback. */
  port?: number
  accounts: Partial<Record<SmsVendorName, EmulatedAccount>>
  /** Messages to one number in 24 hours. */
  numberLimit?: number
  /** Calls of a vendor in any second; absent: as many as come. */
  callsASecond?: number
}

export type SmsFaultMode = 'timeout' | 'reset' | 'http500' | 'slow' | 'code'

export interface SmsFault {
  vendor: SmsVendorName
  mode: SmsFaultMode
  /** With `code`: the vendor's own error. */
  code?: string
  /** With `slow`: how long the answer takes. */
  ms?: number
  /** How many calls it strikes; 1 unless told. */
  times?: number
  /** `after-effect`: the message is on its way, only the answer is lost. */
  after?: 'before-effect' | 'after-effect'
}

/** One call from the application, with the truth about it, which the application may never have learned. */
export interface SmsLogEntry {
  seq: number
  /** The machine's time of arrival, for limits by the second. */
  arrivedAt: number
  at: string
  vendor: SmsVendorName
  phone: string
  template: string
  /** The vendor's code; absent when a fault struck before. */
  code?: string
  fault?: SmsFaultMode
  /** The message's id, when a phone has received it. */
  delivered?: string
}

export interface PhoneSms {
  id: string
  vendor: SmsVendorName
  phone: string
  template: string
  /** As it stands on the phone, with its sign. */
  text: string
  context: string
  at: string
}

export interface ReceiptsWanted {
  enabled?: boolean
  delayMs?: number
  /** Before the answer to the call. */
  early?: boolean
  /** Each is pushed again. */
  twice?: boolean
}

/** The vendor's answer of an error code. */
export class SmsRefusal extends Error {
  readonly code: string

  constructor(code: string, message = code) {
    super(message)
    this.code = code
  }
}
