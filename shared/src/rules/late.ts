import type { ItemState } from '../contract/domain'
import { plainDateText, shanghaiDate } from './format'
import { dayMs, lastDayOf, type Period, periodAt, periodBefore, periodKinds, periodText } from './periods'

/** Chinese words for the days over are counted from the day after the last one. */
const daysOver = (lastDay: Date, now: Date): number =>
  Math.floor((now.getTime() - lastDay.getTime()) / dayMs) + 1

/** The newest period whose last day to publish is over; null where an item has none. */
export function overduePeriod({ frequency }: Pick<ItemState['item'], 'frequency'>, now: Date): Period | null {
  const kind = periodKinds[frequency]
  if (kind === null) return null
  let period = periodBefore(periodAt(kind, now))
  while (lastDayOf(period) > now) period = periodBefore(period)
  return period
}

/** Since when an item is late: the end of the last day for its newest overdue period; null where nobody can say. */
export function lateSince(item: Pick<ItemState['item'], 'frequency'>, now: Date): Date | null {
  const period = overduePeriod(item, now)
  return period ? lastDayOf(period) : null
}

/** 10月财务收支应在11月10日前公开，已过16天，还没有公开。 Without a full stop. */
export function lateSentence(
  { frequency, level2 }: Pick<ItemState['item'], 'frequency' | 'level2'>,
  now: Date,
): string {
  const period = overduePeriod({ frequency }, now)
  if (!period) return `${level2}应当公开，还从未公开`
  const end = lastDayOf(period)
  const lastDay = plainDateText(shanghaiDate(new Date(end.getTime() - 1)), now)
  // A week is named by days: with the name after it nobody knows where it ends.
  const what =
    period.kind === 'week'
      ? `${level2}（${periodText(period, now)}）`
      : `${periodText(period, now)}的${level2}`
  return `${what}应在 ${lastDay}前公开，已过 ${daysOver(end, now)} 天，还没有公开`
}
