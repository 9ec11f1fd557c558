import type { ToldPart } from '@hutang/shared'
import type { ChannelName } from '../../../channels/channel'
import type { AnnouncementDoc } from '../../announcements'
import type { AttemptDoc, DeliveryDoc, MatchDoc } from '../push.model'

export type ToldMatch = Pick<MatchDoc, 'state' | 'outcome' | 'readAt' | 'nextAt' | 'lane'>
export type ToldDelivery = Pick<DeliveryDoc, '_id' | 'state' | 'result' | 'reason' | 'leaseUntil'>
export type ToldAttempt = Pick<AttemptDoc, 'delivery' | 'channel' | 'state' | 'code' | 'effect'>

/** Where one person stands with one announcement. */
export interface Standing {
  part: ToldPart
  /** A code: why, or what it waits for. */
  code: string | null
  /** By which channel it was sent. */
  channel: ChannelName | null
  effect: AttemptDoc['effect']
  /** Of who waits: when it is looked at next. */
  at: Date | null
}

const standing = (part: ToldPart, more: Partial<Standing> = {}): Standing => ({
  part,
  code: null,
  channel: null,
  effect: null,
  at: null,
  ...more,
})

/**
 * Exactly one part for each match, from what the ledger says alone. Who has read it has missed nothing, however the
 * message fared; everybody else is where their delivery ended.
 */
export function standsAt(
  match: ToldMatch,
  delivery: ToldDelivery | undefined,
  attempts: readonly ToldAttempt[],
  { visit }: Pick<AnnouncementDoc, 'visit'>,
  now: Date,
): Standing {
  const sent = attempts.find(({ state }) => state === 'accepted')?.channel ?? null
  if (match.readAt) return standing('read', { channel: sent })
  switch (match.state) {
    case 'pending':
      return standing('waiting', { code: waitsFor(match, now), at: match.nextAt })
    case 'dropped':
    case 'superseded':
      return standing('dropped', { code: match.outcome })
    case 'taken':
    case 'sent':
      return ofDelivery(delivery, attempts, visit, sent)
  }
}

function waitsFor({ lane, nextAt }: ToldMatch, now: Date): string {
  if (lane !== 'now') return lane
  return nextAt > now ? 'quiet' : 'soon'
}

function ofDelivery(
  delivery: ToldDelivery | undefined,
  attempts: readonly ToldAttempt[],
  visit: boolean,
  sent: ChannelName | null,
): Standing {
  if (!delivery) return standing('unknown', { code: 'noRecord' })
  const unanswered = attempts.find(({ state }) => state === 'unknown')
  const refused = attempts.find(({ state, code }) => state === 'refused' && code !== null)
  const why = { code: delivery.reason, effect: refused?.code === delivery.reason ? refused.effect : null }
  switch (delivery.result) {
    case 'delivered':
      return standing('told', { channel: sent })
    case 'unknown':
      return standing('unknown', { code: 'noAnswer', channel: unanswered?.channel ?? null })
    // A digest is on the visit list for those of its lines whose publisher asked for it.
    case 'visit':
    case 'inbox':
      if (delivery.result === 'visit' && visit) return standing('visit', why)
      return standing(refused ? 'failed' : 'inbox', why)
    case 'dropped':
      return standing('dropped', { code: delivery.reason })
    default:
      return standing('waiting', { code: unanswered ? 'receipt' : 'soon', at: delivery.leaseUntil })
  }
}

export const partNames: Readonly<Record<ToldPart, string>> = {
  read: '已看',
  told: '已发到，还没打开',
  unknown: '发出没回音',
  visit: '入户名单',
  inbox: '已张榜（手机上收不到）',
  failed: '没发成',
  waiting: '还在等',
  dropped: '不再发',
}
