/**
 * What every outward channel promises the push engine: one call, one of three answers.
 * The three are kept apart because only a definite no may be tried again (docs: the push engine, "Retry").
 */
export type ChannelName = 'inbox' | 'wechat' | 'sms' | 'email' | 'paper'

export interface Channel<Message> {
  readonly name: ChannelName
  /** Never throws for what the provider or the network does: that is an Outcome. */
  send(message: Message): Promise<Outcome>
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
  /** `now`: at once; `later`: the same attempt after `retryAfterMs`; `never`: on to the next channel. */
  retry: 'never' | 'later' | 'now'
  retryAfterMs?: number
  effect?: RefusalEffect
  /** For the log and the operator. Carries no secret and no address. */
  detail: string
}

/** The request may have been acted on: a timeout, a reset, a 5xx without the provider's body. */
export interface Unknown {
  kind: 'unknown'
  detail: string
}

/** What a refusal says beyond this one message. */
export type RefusalEffect =
  /** The person's grants for this template, older than the call's start, are void. */
  | 'grantVoid'
  /** The address is no longer anyone's. */
  | 'openidInvalid'
  /** Nothing with this template or its page will pass: stop it and tell the operator. */
  | 'templateBroken'
  /** These words will never pass: a person has to change them. */
  | 'contentRefused'
  /** The day's quota is spent: the whole queue waits until `retryAfterMs`. */
  | 'quotaSpent'
  /** Nothing at all will pass (secret, address list, ban): stop the channel and tell the operator. */
  | 'channelBroken'
