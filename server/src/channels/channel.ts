/**
 * What an outward channel promises the push engine: one call, one of three answers.
 * The three are kept apart because only a definite no may be tried again (docs/adr/0006-push.md).
 */
export type ChannelName = 'wechat' | 'sms' | 'email'

/** What is said of published things, in words that a stranger may read on a locked screen. */
export interface Message {
  /** `digest`: everything of a day or a week; `burst`: what came too thick to be told one by one. */
  kind: 'single' | 'digest' | 'burst'
  /** Of a digest: of its first line. */
  title: string
  /** What it was published as; of a digest: of its first line. */
  name: string
  publishedAt: Date
  publishedBy: string
  /** A page of the mini-program with its query; of a digest: the inbox. */
  link: string
  /** How many things are told: 1 for a single. */
  count: number
  /** Each thing that is told, in the order in which it is to be read: by category, the newest first. */
  lines: MessageLine[]
  /** The village or township whose money an SMS spends. */
  region: string
  emergency: boolean
  /** An emergency, or of the person's own household: may spend what is kept for these, and SMS. */
  urgent: boolean
}

export interface MessageLine {
  category: string
  title: string
  name: string
  /** Why the person is told: 因为您订阅了“财务公开”. */
  why: string
  link: string
  publishedAt: Date
}

/** What one call of a channel uses; kept on its attempt. */
export interface Reservation {
  /** Where the message goes. One call at a time is under way for an address. */
  address: string
  /** What the vendor knows the message by: a template's id. With several vendors its name comes first: `tencent:1234`. */
  template: string
  /** Whose rate and quota the call counts against: `wechat`, `sms:tencent`, `sms:aliyun`, `email`. */
  provider: string
  /** What was set aside for this call alone. */
  grant: string
  /** What the call will cost, in fen; 0 where it is free. */
  fen: number
}

export interface ReservationRequest {
  delivery: string
  person: string
  message: Message
}

export type Reserved =
  | { kind: 'reserved'; reservation: Reservation }
  | { kind: 'held'; until: Date }
  /** The person cannot be reached this way; `why` is a code. */
  | { kind: 'none'; why: string }

/** An attempt that has ended, as the ledger has it. */
export interface EndedAttempt {
  delivery: string
  address: string | null
  template: string | null
  grant: string | null
  fen: number
  effect: Effect | null
  startedAt: Date
}

export interface Channel {
  readonly name: ChannelName
  /** How long a receipt may take. After it a call without an answer stays unknown, and the next channel follows. */
  readonly receiptWindowMs: number
  /** How many calls at most, by provider; a provider that is absent sets no limit. */
  readonly limits: Readonly<Record<string, ProviderLimit>>
  /**
   * Sets aside what a call needs, for many at once and in few round trips; asked again for the same delivery, it gives
   * the same again. `heldUntil`: until when a template of this channel is stopped; null when it is not.
   */
  reserve(
    requests: readonly ReservationRequest[],
    heldUntil: (template: string) => Date | null,
  ): Promise<Map<string, Reserved>>
  /** The calls were not made: what was set aside for the deliveries is free again. */
  release(held: readonly { delivery: string; grant: string; fen: number }[]): Promise<void>
  /** What is set aside, a page at a time: for the sweep. */
  reserved(): AsyncIterable<{ _id: string; delivery: string }[]>
  /** Makes the call. Never throws for what the provider or the network does: that is an Outcome. */
  send(
    reservation: Pick<Reservation, 'address' | 'template'>,
    message: Message,
    tries: number,
  ): Promise<Outcome>
  /** What the effects of attempts mean for what was set aside. Repeatable. */
  finish(attempts: readonly EndedAttempt[]): Promise<void>
  /** Who can be reached as things stand, for the preview: null, or the code why not. Few round trips, spends nothing. */
  canReach(
    persons: readonly string[],
    message: Pick<Message, 'urgent' | 'emergency'>,
  ): Promise<Map<string, string | null>>
  /** What a message would cost one person, in fen. */
  price(message: Message): number
}

export interface ProviderLimit {
  /** Never more than `calls` in any window of `windowMs`, over all processes. Absent: no limit. */
  rate?: { calls: number; windowMs: number }
  /** Calls a day (Asia/Shanghai). Absent: no limit. */
  daily?: number
}

export type Outcome = Accepted | Refused | Unknown

/** The provider said yes. `receiptKey` is what its later receipt will name. */
export interface Accepted {
  kind: 'accepted'
  receiptKey?: string
}

/** A definite no: the provider's own error code, or the message never left this machine. */
export interface Refused {
  kind: 'refused'
  code: string
  /** `now`: at once; `later`: the same attempt after `retryAfterMs`; `never`: this attempt is over. */
  retry: 'never' | 'later' | 'now'
  retryAfterMs?: number
  effect: RefusalEffect
  /** For the log and the operator. Carries no secret and no address. */
  detail: string
}

/** The request may have been acted on: a timeout, a reset, a 5xx without the provider's body. */
export interface Unknown {
  kind: 'unknown'
  detail: string
}

/** What an answer means beyond its one message. Stored on the attempt, so that a restart decides the same. */
export type Effect = 'accepted' | 'unknown' | RefusalEffect

export type RefusalEffect =
  /** Nothing beyond this message. */
  | 'refused'
  /** What the person granted for this template before the call is void. */
  | 'grantGone'
  /** The address is no longer anyone's. */
  | 'addressGone'
  /** Nothing with this template or its page will pass: it is stopped and the operator is told. */
  | 'templateBroken'
  /** The quota of the minute or the day is spent: the channel waits for `retryAfterMs`. */
  | 'quotaSpent'
  /** Nothing at all will pass (secret, address list, ban): the channel is stopped and the operator is told. */
  | 'channelBroken'

export const effectOf = (outcome: Outcome): Effect =>
  outcome.kind === 'refused' ? outcome.effect : outcome.kind
