/**
 * What an outward channel promises the push engine: one call, one of three answers.
 * The three are kept apart because only a definite no may be tried again (docs/adr/0006-push.md).
 */
export type ChannelName = 'inbox' | 'wechat' | 'sms' | 'email' | 'paper'

/** What is said of one published thing, in words that a stranger may read on a locked screen. */
export interface Message {
  title: string
  /** What it was published as. */
  name: string
  publishedAt: Date
  publishedBy: string
  /** A page of the mini-program with its query. */
  link: string
  emergency: boolean
  /** May spend what is kept for emergencies and the own household. */
  urgent: boolean
}

/** What one call of a channel uses; kept on its attempt. */
export interface Reservation {
  /** Where the message goes. One call at a time is under way for an address. */
  address: string
  template: string
  /** What was set aside for this call alone. */
  grant: string
}

export interface ReservationRequest {
  delivery: string
  person: string
  message: Message
  /** Until when a template of this channel is stopped; null when it is not. */
  heldUntil(template: string): Date | null
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
  effect: Effect | null
  startedAt: Date
}

export interface Channel {
  readonly name: ChannelName
  /** Sets aside what a call needs; asked again for the same delivery, it gives the same again. */
  reserve(request: ReservationRequest): Promise<Reserved>
  /** The call was not made: what was set aside for the delivery is free again. */
  release(delivery: string, grant: string): Promise<void>
  /** What is set aside, a page at a time: for the sweep. */
  reserved(): AsyncIterable<{ _id: string; delivery: string }[]>
  /** Makes the call. Never throws for what the provider or the network does: that is an Outcome. */
  send(reservation: Omit<Reservation, 'grant'>, message: Message, tries: number): Promise<Outcome>
  /** What the effect of an attempt means for what was set aside. Repeatable. */
  finish(attempt: EndedAttempt): Promise<void>
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
  /** The day's quota is spent: the channel waits until `retryAfterMs`. */
  | 'quotaSpent'
  /** Nothing at all will pass (secret, address list, ban): the channel is stopped and the operator is told. */
  | 'channelBroken'

export const effectOf = (outcome: Outcome): Effect =>
  outcome.kind === 'refused' ? outcome.effect : outcome.kind
