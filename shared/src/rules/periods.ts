import type { Frequency } from '../contract/domain'
import { shanghaiDate } from './format'

export type PeriodKind = 'week' | 'month' | 'quarter' | 'year'

/** A stretch of the calendar of Shanghai, from its first instant to before `until`. */
export interface Period {
  kind: PeriodKind
  /** `2026`, `2026-Q3`, `2026-09`, and for a week its Monday, `2026-09-14`. */
  key: string
  from: Date
  until: Date
}

/**
 * What an item is accounted for by; null where it is published on a change alone, so that no period can be without one.
 * Items of an event have the quarterly floor (村民委员会组织法 2025 第三十五条).
 */
export const periodKinds: Record<Frequency, PeriodKind | null> = {
  onChange: null,
  perTerm: null,
  perEvent: 'quarter',
  weekly: 'week',
  monthly: 'month',
  quarterly: 'quarter',
  yearly: 'year',
}

/** Days after a period in which it may still be published (四川条例第十条 as the default where the catalogue names none). */
export const graceDays: Record<PeriodKind, number> = { week: 1, month: 10, quarter: 10, year: 30 }

export const dayMs = 86_400_000
const daysInWeek = 7

const midnight = (year: number, month: number, day: number): Date =>
  new Date(
    Date.parse(`${new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10)}T00:00:00+08:00`),
  )

const two = (n: number): string => String(n).padStart(2, '0')

/** The period that an instant lies in. */
export function periodAt(kind: PeriodKind, instant: Date): Period {
  const [year = 0, month = 1, day = 1] = shanghaiDate(instant).split('-').map(Number)
  switch (kind) {
    case 'year':
      return { kind, key: String(year), from: midnight(year, 1, 1), until: midnight(year + 1, 1, 1) }
    case 'quarter': {
      const quarter = Math.ceil(month / 3)
      const first = 3 * quarter - 2
      return {
        kind,
        key: `${year}-Q${quarter}`,
        from: midnight(year, first, 1),
        until: midnight(year, first + 3, 1),
      }
    }
    case 'month':
      return {
        kind,
        key: `${year}-${two(month)}`,
        from: midnight(year, month, 1),
        until: midnight(year, month + 1, 1),
      }
    case 'week': {
      const sinceMonday = (new Date(`${shanghaiDate(instant)}T00:00:00Z`).getUTCDay() + 6) % daysInWeek
      const from = midnight(year, month, day - sinceMonday)
      return {
        kind,
        key: shanghaiDate(from),
        from,
        until: new Date(from.getTime() + daysInWeek * dayMs),
      }
    }
  }
}

export const periodBefore = ({ kind, from }: Period): Period => periodAt(kind, new Date(from.getTime() - 1))
export const periodAfter = ({ kind, until }: Period): Period => periodAt(kind, until)

/** Years that a page can ask for: nobody published before, and what is later is a slip of the hand. */
const [firstYear, lastYear] = [1980, 2200]

/** The period of a key, or null where it is none of that kind. */
export function periodOfKey(kind: PeriodKind, key: string): Period | null {
  const [, year, quarter, month, day] = /^(\d{4})(?:-Q([1-4])|-(\d\d)(?:-(\d\d))?)?$/.exec(key) ?? []
  if (year === undefined || Number(year) < firstYear || Number(year) > lastYear) return null
  const first = month ?? two(quarter === undefined ? 1 : 3 * Number(quarter) - 2)
  const from = new Date(`${year}-${first}-${day ?? '01'}T00:00:00+08:00`)
  if (Number.isNaN(from.getTime())) return null
  const period = periodAt(kind, from)
  return period.key === key ? period : null
}

/** The last instant at which the period may still be published. */
export const lastDayOf = ({ kind, until }: Period): Date =>
  new Date(until.getTime() + graceDays[kind] * dayMs)

const numerals = ['', '一', '二', '三', '四'] as const

/** `第三季度`, `9月`, `9月14日至20日`, with the year when it is not this one. */
export function periodText({ kind, key, from, until }: Period, now: Date | null): string {
  const [year, month, day] = shanghaiDate(from).split('-').map(Number)
  const dated = now === null || shanghaiDate(now).slice(0, 4) !== String(year) ? `${year}年` : ''
  switch (kind) {
    case 'year':
      return `${year}年`
    case 'quarter':
      return `${dated}第${numerals[Number(key.slice(-1))]}季度`
    case 'month':
      return `${dated}${month}月`
    case 'week': {
      const [, lastMonth, lastDay] = shanghaiDate(new Date(until.getTime() - 1))
        .split('-')
        .map(Number)
      return `${dated}${month}月${day}日至${lastMonth === month ? '' : `${lastMonth}月`}${lastDay}日`
    }
  }
}

/** Whether a title says that the text is of the period: 三季度, 9月. */
export function namesPeriod(title: string, { kind, key, from }: Period): boolean {
  const [year = '', month = ''] = shanghaiDate(from).split('-')
  switch (kind) {
    case 'year':
      return title.includes(`${year}年度`) || title.includes(`${year}年全年`)
    case 'quarter':
      return title.includes(`${numerals[Number(key.slice(-1))]}季度`)
    case 'month':
      return new RegExp(`(?:^|\\D)${Number(month)}月份?(?!\\d)`).test(title)
    case 'week':
      return false
  }
}

/**
 * Whether something that was published then is of the period. What is published of an event counts where it was
 * published; a report comes after its period: until the grace of the next one has begun, it is still of the last.
 */
export function isOfPeriod(frequency: Frequency, period: Period, publishedAt: Date): boolean {
  const grace = frequency === 'perEvent' ? 0 : graceDays[period.kind] * dayMs
  const time = publishedAt.getTime()
  return period.from.getTime() + grace <= time && time < period.until.getTime() + grace
}
