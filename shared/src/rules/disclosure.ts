import type { DisclosureState } from '../contract/disclosure'
import type { Frequency } from '../contract/domain'
import { dateText, plainDateText, shanghaiDate } from './format'
import {
  dayMs,
  graceDays,
  lastDayOf,
  type Period,
  periodAfter,
  periodAt,
  periodBefore,
  periodKinds,
  periodText,
} from './periods'

/**
 * Days a publication keeps an item in order, by its frequency: the period, and the days to publish in.
 * `null`: once published it stays so. Event items of a village have a quarterly floor (村民委员会组织法 2025
 * 第三十五条: 一般事项至少每季度).
 */
export const windowDays: Record<Frequency, number | null> = {
  onChange: null,
  perTerm: 5 * 366,
  perEvent: 92 + graceDays.quarter,
  weekly: 7 + graceDays.week,
  monthly: 31 + graceDays.month,
  quarterly: 92 + graceDays.quarter,
  yearly: 366 + graceDays.year,
}

const lacking: Record<Frequency, string> = {
  onChange: '还从未公开',
  perTerm: '本届还没有公开',
  perEvent: '没有公开，也没有报“本期无”',
  weekly: '近一周没有公开',
  monthly: '近一个月没有公开',
  quarterly: '近三个月没有公开',
  yearly: '近一年没有公开',
}

export interface Disclosure {
  state: DisclosureState
  text: string
  /** The first instant at which the state is another; null where only a publication changes it. */
  until: Date | null
}

/** A nil return (本期无) that stands: nothing was published of its period. */
export interface NilReturn {
  period: Period
  /** When it was published. */
  at: Date
  /** What readers are told, without a full stop. */
  text: string
}

export interface DisclosureHistory {
  /** When something was last published under the item. */
  last: Date | null
  /** 补录: the day of the newest that was brought in later. It keeps nothing in time and makes nothing late; the words tell of it. */
  before?: Date | null
  /** The newest nil return. */
  nil?: NilReturn | null
  /** Since when the region has published here at all; null: not yet. Nobody is late for what was before. */
  since?: Date | null
  /** 启用日期, where the region has one: it counts as `since`, and nothing is late before its first period is. */
  start?: Date | null
}

/**
 * The state of an item: `published` within its frequency, `nil` (本期无) until the next period's last day, for items of an
 * event `unrecorded` (本期未登记) until then, `notDue` (还没到时间) while the region's first period is, otherwise `missing` (应公开未公开). An event counts as recorded when something
 * is published of it: events of their own do not exist yet.
 */
export function disclosureOf(frequency: Frequency, history: DisclosureHistory, now: Date): Disclosure {
  const { last, nil = null } = history
  const days = windowDays[frequency]
  const end = last && days !== null ? last.getTime() + days * dayMs : null
  const published = last !== null && (end === null || now.getTime() <= end)
  const nilEnd = nil && lastDayOf(periodAfter(nil.period))
  const nilHolds = nilEnd !== null && now < nilEnd
  if (nil && nilHolds && !(published && last > nil.at)) return { state: 'nil', text: nil.text, until: nilEnd }
  if (published) {
    const until = end === null ? null : new Date(end + 1)
    return { state: 'published', text: `${dateText(last, now)}公开`, until }
  }
  return (
    (frequency === 'perEvent' ? unrecorded(history, now) : null) ??
    notDue(frequency, history, now) ??
    missing(frequency, history, now)
  )
}

/**
 * The last instant for what a region owes first: the period that its start lies in, and the days to publish it. What has
 * no period has the quarterly floor (村民委员会组织法 2025 第三十五条).
 */
const firstDue = (frequency: Frequency, start: Date): { period: Period; until: Date } => {
  const period = periodAt(periodKinds[frequency] ?? 'quarter', start)
  return { period, until: lastDayOf(period) }
}

/** 还没到时间; null where the region has no start, or its first period is due. */
function notDue(frequency: Frequency, { start = null }: DisclosureHistory, now: Date): Disclosure | null {
  if (start === null) return null
  const { period, until } = firstDue(frequency, start)
  if (now >= until) return null
  const what = periodKinds[frequency] === null ? '' : `${periodText(period, now)}的`
  const lastDay = plainDateText(shanghaiDate(new Date(until.getTime() - 1)), now)
  return { state: 'notDue', text: `还没到时间：${what}应在 ${lastDay}前（含当日）公开`, until }
}

/** The newest quarter whose last day is over has to be accounted for; null where it is not. */
function unrecorded(
  { last, nil = null, since: first = null, start = null }: DisclosureHistory,
  now: Date,
): Disclosure | null {
  const since = start ?? first
  const running = runningQuarter(now)
  const due = periodBefore(running)
  const accounted = (last !== null && last >= due.from) || (nil !== null && nil.period.from >= due.from)
  if (!accounted && since !== null && since < due.until) return null
  return {
    state: 'unrecorded',
    text: `本期未登记：${periodText(running, now)}还没有登记`,
    until: lastDayOf(running),
  }
}

/** The quarter that may still be published: after its end it runs on for its days of grace. */
const runningQuarter = (now: Date): Period =>
  periodAt('quarter', new Date(now.getTime() - graceDays.quarter * dayMs))

function missing(frequency: Frequency, { last, before = null }: DisclosureHistory, now: Date): Disclosure {
  const period = frequency === 'perEvent' ? periodText(periodBefore(runningQuarter(now)), now) : ''
  return { state: 'missing', text: `应公开未公开：${missingText()}`, until: null }

  function missingText(): string {
    if (last) return `${period}${lacking[frequency]}，上一次是 ${dateText(last, now)}`
    return before ? `只有补录的（${plainDateText(shanghaiDate(before), now)}）` : '还从未公开'
  }
}
