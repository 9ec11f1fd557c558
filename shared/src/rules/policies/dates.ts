/** Arithmetic with days of Shanghai, `YYYY-MM-DD`; no clock and no time zone is in it. */

const dayMs = 86_400_000

const ms = (date: string): number => Date.parse(`${date}T00:00:00Z`)
const dateOfMs = (at: number): string => new Date(at).toISOString().slice(0, 10)

const lastDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

const lastDayOf = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (lastDays[month - 1] ?? 0)

const dayOf = (date: string): number => Number(date.slice(8))
const monthOf = (date: string): number => Number(date.slice(5, 7))

const shape = /^(?:19|20|21)\d{2}-\d{2}-\d{2}$/

/** A day that there is. */
export function isPolicyDate(text: unknown): text is string {
  if (typeof text !== 'string' || !shape.test(text)) return false
  const day = dayOf(text)
  return day > 0 && day <= lastDayOf(yearOf(text), monthOf(text))
}

export const yearOf = (date: string): number => Number(date.slice(0, 4))

export const plusDays = (date: string, days: number): string => dateOfMs(ms(date) + days * dayMs)

/** From the first day to the second; negative where the second is earlier. */
export const daysFrom = (from: string, to: string): number => Math.round((ms(to) - ms(from)) / dayMs)

/** The same day so many months later; the last day of the month where there is no such day. */
export function plusMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const at = year * 12 + month - 1 + months
  const [y, m] = [Math.floor(at / 12), (at % 12) + 1]
  return `${y}-${String(m).padStart(2, '0')}-${String(Math.min(day, lastDayOf(y, m))).padStart(2, '0')}`
}

/**
 * Full months, and the days beyond them as hundredths: 35.29 is 35 months and 29 days. So 满 36 个月 and 不超过 36 个月
 * are both exact on the day itself. Negative where the second is earlier.
 */
export function monthsFrom(from: string, to: string): number {
  if (to < from) return -monthsFrom(to, from)
  const [day, year, month] = [dayOf(from), yearOf(to), monthOf(to)]
  const whole = (year - yearOf(from)) * 12 + month - monthOf(from)
  const due = Math.min(day, lastDayOf(year, month))
  if (dayOf(to) >= due) return whole + (dayOf(to) - due) / 100
  const before = month === 1 ? 31 : lastDayOf(year, month - 1)
  return whole - 1 + (before - Math.min(day, before) + dayOf(to)) / 100
}

/** A day as it is said: 2026年3月1日. */
export function dayWords(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day}日`
}

/** A day in the year that it is said in: 12月10日, and with its year where that is another. */
export const shortDayWords = (date: string, today: string): string =>
  date.slice(0, 4) === today.slice(0, 4) ? dayWords(date).slice(5) : dayWords(date)
