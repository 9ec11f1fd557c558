import type { AskedHow, PostingPlace } from '../contract/outputs'
import { shanghaiDate } from './format'
import { type Period, periodAt, periodBefore, periodOfKey } from './periods'

/** What is noted when something went out besides the messages. */
export const postedText: Record<PostingPlace, string> = {
  group: '已发到群里',
  loudspeaker: '大喇叭已播',
  board: '已张榜',
}

export const askedHowText: Record<AskedHow, string> = {
  inPerson: '本人到村里来要',
  phone: '本人打电话来要',
  relative: '家里人来要',
}

/** `2026Q3`, as an address has it; null where it is none. */
export const quarterOf = (written: string): Period | null =>
  periodOfKey('quarter', written.replace(/Q/, '-Q'))

export const quarterWritten = ({ key }: Period): string => key.replace('-', '')

/** This quarter and the one before it. */
export function recentQuarters(now: Date): Period[] {
  const current = periodAt('quarter', now)
  return [current, periodBefore(current)]
}

/** `2026年第三季度` with what is in it: `7月1日至9月30日`, or until today. */
export function quarterSpan({ from, until }: Period, now: Date): string {
  const last = new Date(Math.min(until.getTime() - 1, now.getTime()))
  const day = (at: Date) => {
    const [, month, date] = shanghaiDate(at).split('-')
    return `${Number(month)}月${Number(date)}日`
  }
  return `${day(from)}至${day(last)}`
}
