import type {
  Channel,
  ChannelName,
  Message,
  Outcome,
  ProviderLimit,
  Reserved,
} from '../../server/src/channels/channel'

/** What a person has on their phone, or in their mailbox, by this channel. */
export interface Sent {
  person: string
  address: string
  message: Message
  tries: number
  at: Date
  outcome: Outcome
}

export interface Outside extends Channel {
  /** Every call that was made, in its order. */
  calls: Sent[]
  /** Of the calls those that were accepted, by person. */
  received(person: string): Message[]
  /** How many calls were under way at the same time for one address, at most. */
  mostForOneAddress(): number
  /** The most that was asked for together. */
  largestBatch(): number
}

interface Habits {
  name?: ChannelName
  now: () => Date
  addressOf?: (person: string) => string
  /** Why a person cannot be reached this way; null: they can. */
  none?: (person: string, message: Message) => string | null
  /** What the vendor answers. */
  answer?: (call: {
    person: string
    address: string
    message: Message
    tries: number
  }) => Outcome | Promise<Outcome>
  limits?: Record<string, ProviderLimit>
  receiptWindowMs?: number
  provider?: string
}

export const accepted: Outcome = { kind: 'accepted' }
export const silence: Outcome = { kind: 'unknown', detail: 'nothing came back' }
export const refused = (
  code: string,
  retry: 'never' | 'later' = 'never',
  retryAfterMs = 60_000,
): Outcome => ({
  kind: 'refused',
  code,
  retry,
  retryAfterMs,
  effect: 'refused',
  detail: code,
})

/** A vendor of messages without latency, which keeps a log of its own. */
export function outside({
  name = 'wechat',
  now,
  addressOf = (person) => `${name}-${person}`,
  none = () => null,
  answer = () => accepted,
  limits = {},
  receiptWindowMs = 5 * 60_000,
  provider = name,
}: Habits): Outside {
  const calls: Sent[] = []
  const underWay = new Map<string, number>()
  let most = 0
  let largest = 0
  return {
    calls,
    name,
    limits,
    receiptWindowMs,
    received: (person) =>
      calls.flatMap((call) =>
        call.person === person && call.outcome.kind === 'accepted' ? call.message : [],
      ),
    mostForOneAddress: () => most,
    largestBatch: () => largest,
    async reserve(requests) {
      largest = Math.max(largest, requests.length)
      return new Map(
        requests.map(({ delivery, person, message }): [string, Reserved] => {
          const why = none(person, message)
          if (why) return [delivery, { kind: 'none', why }]
          const address = addressOf(person)
          // One phone may be several persons': the template says whose message it is.
          const reservation = { address, template: person, provider, grant: delivery, fen: 0 }
          return [delivery, { kind: 'reserved', reservation }]
        }),
      )
    },
    async release() {},
    async *reserved() {},
    async send({ address, template: person }, message, tries) {
      underWay.set(address, (underWay.get(address) ?? 0) + 1)
      most = Math.max(most, underWay.get(address) ?? 0)
      const outcome = await answer({ person, address, message, tries })
      underWay.set(address, (underWay.get(address) ?? 0) - 1)
      calls.push({ person, address, message, tries, at: now(), outcome })
      return outcome
    },
    async finish() {},
    canReach: async (all) => new Map(all.map((person) => [person, null])),
    price: () => 0,
  }
}
