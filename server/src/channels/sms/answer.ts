/** One SMS, in the vendor's terms. */
export interface Sms {
  /** Digits, of the mainland. */
  phone: string
  template: string
  /** In the order of the template. */
  variables: readonly { name: string; value: string }[]
  /** Comes back with the receipt. */
  context: string
}

/** Whom a refusal concerns beyond the one message. */
export type Blame = 'message' | 'template' | 'vendor'

export type SmsAnswer =
  | { kind: 'accepted'; id: string }
  /** The vendor's own code. `waitMs`: it may be tried again after that; null: never. */
  | {
      kind: 'refused'
      code: string
      blame: Blame
      waitMs: number | 'midnight' | null
      /** The number is nobody's. */
      addressGone: boolean
      detail: string
    }
  /** No connection was ever made. */
  | { kind: 'unreachable'; detail: string }
  | { kind: 'unknown'; detail: string }

export interface SmsVendor {
  readonly name: 'tencent' | 'aliyun'
  /** Never throws for what the vendor or the network does. */
  send(sms: Sms): Promise<SmsAnswer>
}
