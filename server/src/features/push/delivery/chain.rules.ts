import type { ChannelName } from '../../../channels/channel'
import type { AttemptDoc, DeliveryDoc, DeliveryResult } from '../push.model'

/** Where a sealed delivery stands. Derived from its attempts alone, so that whoever asks decides the same. */
export type Standing =
  /** The channel of that index is to be tried; `why`: the first reason why one before it did not reach the person. */
  | { kind: 'next'; index: number; why: string | null; unanswered: boolean }
  /** A call is under way, waits for its next try, or may still get its receipt. */
  | { kind: 'waits'; until: Date }
  | { kind: 'end'; result: DeliveryResult; reason: string | null }

type Chain = Pick<DeliveryDoc, 'channels' | 'visit'>
type Tried = Pick<AttemptDoc, 'channel' | 'state' | 'code' | 'leaseUntil' | 'startedAt'>

const droppedPrefix = 'dropped:'
/** The code of an attempt that is over because nothing is to be said any more. */
export const droppedCode = (why: string): string => `${droppedPrefix}${why}`

/** Nobody is asked for a channel that is off. */
const noChannel = 'channelsOff'

export function standingOf(
  delivery: Chain,
  attempts: readonly Tried[],
  receiptWindowOf: (channel: ChannelName) => number,
  now: Date,
): Standing {
  const tried = delivery.channels.map((name) => attempts.find(({ channel }) => channel === name))
  if (tried.some((one) => one?.state === 'accepted'))
    return { kind: 'end', result: 'delivered', reason: null }
  const index = tried.findLastIndex((one) => one !== undefined)
  const last = tried[index]
  const ended = tried.flatMap((one) => one ?? [])
  const why = ended.find(({ code }) => code !== null)?.code ?? null
  const unanswered = ended.some(({ state }) => state === 'unknown')
  const isLast = index === delivery.channels.length - 1
  const next: Standing = { kind: 'next', index: index + 1, why, unanswered }
  if (!last) return delivery.channels.length > 0 ? next : endOf(delivery, next)
  if (last.state === 'sending' || last.state === 'waiting') return { kind: 'waits', until: last.leaseUntil }
  if (last.code?.startsWith(droppedPrefix)) {
    return { kind: 'end', result: 'dropped', reason: last.code.slice(droppedPrefix.length) }
  }
  if (isLast) return endOf(delivery, next)
  const until = new Date(last.startedAt.getTime() + receiptWindowOf(last.channel))
  // The guard of the chain: what may have arrived is left its time before another channel says it again.
  return last.state === 'unknown' && until > now ? { kind: 'waits', until } : next
}

/** No channel is left. */
export function endOf(
  { visit }: Pick<Chain, 'visit'>,
  { why, unanswered }: { why: string | null; unanswered: boolean },
): Extract<Standing, { kind: 'end' }> {
  if (unanswered) return { kind: 'end', result: 'unknown', reason: why }
  return { kind: 'end', result: visit ? 'visit' : 'inbox', reason: why ?? noChannel }
}

/** The channels of a person in their order; in an emergency all the others after them. */
export function channelsFor(
  wanted: readonly ChannelName[],
  installed: readonly ChannelName[],
  isEmergency: boolean,
): ChannelName[] {
  const own = wanted.filter((name) => installed.includes(name))
  return isEmergency ? [...own, ...installed.filter((name) => !own.includes(name))] : own
}
