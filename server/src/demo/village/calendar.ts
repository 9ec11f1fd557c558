import { shanghaiDate } from '@hutang/shared'

const dayMs = 86_400_000

/** An instant by the clock of Asia/Shanghai; month 13 is January of the next year. */
export const shanghai = (year: number, month: number, day: number, hour = 9, minute = 30): Date =>
  new Date(Date.UTC(year, month - 1, day, hour - 8, minute))

const parts = (instant: Date) => {
  const date = shanghaiDate(instant)
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) }
}

export const yearOf = (instant: Date): number => parts(instant).year
export const monthOf = (instant: Date): number => parts(instant).month

/** So many days away from an instant, at an hour of the day in Shanghai. */
export function daysFrom(instant: Date, days: number, hour = 9, minute = 30): Date {
  const { year, month, day } = parts(instant)
  return shanghai(year, month, day + days, hour, minute)
}

/** An office day: a weekend moves on to Monday. */
export function officeDay(instant: Date): Date {
  const weekday = new Date(`${shanghaiDate(instant)}T00:00:00Z`).getUTCDay()
  const shift = weekday === 6 ? 2 : weekday === 0 ? 1 : 0
  return new Date(instant.getTime() + shift * dayMs)
}

export interface Period {
  year: number
  /** The month, the quarter or, for weeks, the number counted back from the newest. */
  no: number
  from: Date
  until: Date
  publishedAt: Date
}

/** The newest `count` months whose accounts, due on `day` of the next month, are out by the base; oldest first. */
export function months(base: Date, count: number, day: number): Period[] {
  const { year, month } = parts(base)
  return newest(base, count, (back) => {
    const first = shanghai(year, month - back, 1, 0, 0)
    const at = parts(first)
    return {
      year: at.year,
      no: at.month,
      from: first,
      until: shanghai(at.year, at.month + 1, 0, 0, 0),
      publishedAt: officeDay(shanghai(at.year, at.month + 1, day)),
    }
  })
}

export function quarters(base: Date, count: number, day: number): Period[] {
  const { year, month } = parts(base)
  const current = Math.floor((month - 1) / 3)
  return newest(base, count, (back) => {
    const at = parts(shanghai(year, (current - back) * 3 + 1, 1, 0, 0))
    return {
      year: at.year,
      no: (at.month + 2) / 3,
      from: shanghai(at.year, at.month, 1, 0, 0),
      until: shanghai(at.year, at.month + 3, 0, 0, 0),
      publishedAt: officeDay(shanghai(at.year, at.month + 3, day)),
    }
  })
}

/** Every Monday; the newest is number 0. */
export function weeks(base: Date, count: number): Period[] {
  const weekday = new Date(`${shanghaiDate(base)}T00:00:00Z`).getUTCDay()
  const monday = (weekday + 6) % 7
  return newest(base, count, (back) => {
    const publishedAt = daysFrom(base, -monday - 7 * back)
    return {
      year: yearOf(publishedAt),
      no: back,
      from: daysFrom(publishedAt, -7),
      until: daysFrom(publishedAt, -1),
      publishedAt,
    }
  })
}

function newest(base: Date, count: number, period: (back: number) => Period): Period[] {
  const found: Period[] = []
  for (let back = 0; found.length < count; back++) {
    const one = period(back)
    if (one.publishedAt <= base) found.push(one)
  }
  return found.reverse()
}

/** `YYYY-MM-DD` of a day of a period's month. */
export const dateIn = (period: Period, day: number): string =>
  shanghaiDate(new Date(period.from.getTime() + (day - 1) * dayMs))

/** The newest day of the year that is past, and its year. */
export function lastOf(base: Date, month: number, day: number): { year: number; publishedAt: Date } {
  const on = (year: number) => ({ year, publishedAt: officeDay(shanghai(year, month, day)) })
  const thisYear = on(yearOf(base))
  return thisYear.publishedAt <= base ? thisYear : on(yearOf(base) - 1)
}
