import { addWorkingDays, plusDays, plusMonths, shanghaiDate } from '@hutang/shared'
import { workingDayTable } from '../../rules/office-tables'

/** For the demo alone: in a year that is not published yet, Monday to Friday. */
function officeDaysFrom(day: string, count: number): string {
  const known = addWorkingDays(day, count, workingDayTable())
  if (known !== null) return known
  let at = day
  for (let left = Math.abs(count); left > 0; ) {
    at = plusDays(at, Math.sign(count))
    if (new Date(`${at}T00:00:00Z`).getUTCDay() % 6 !== 0) left -= 1
  }
  return at
}

const words = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/**
 * The days of config/demo, relative to the demo's day: `{D-7}` as `YYYY-MM-DD` and `{d-7}` in words, `{D+9-36m}` so many
 * months before that, `{W+3}` and `{w+3}` the third working day from then, `{y+1}` the year, `{Y-20}` the year of that day.
 */
export function datedText(text: string, base: Date): string {
  const today = shanghaiDate(base)
  return text.replace(
    /\{([DdWwYy])([+-]\d+)?(?:([+-]\d+)m)?\}/g,
    (_, kind: string, by?: string, months?: string) => {
      const shift = Number(by ?? 0)
      if (kind === 'y') return String(Number(today.slice(0, 4)) + shift)
      if (kind === 'W') return officeDaysFrom(today, shift)
      if (kind === 'w') return words(officeDaysFrom(today, shift))
      const day = plusMonths(plusDays(today, shift), Number(months ?? 0))
      if (kind === 'Y') return day.slice(0, 4)
      return kind === 'D' ? day : words(day)
    },
  )
}

/** The same in every text of a value. */
export function dated<T>(value: T, base: Date): T {
  const walk = (one: unknown): unknown => {
    if (typeof one === 'string') return datedText(one, base)
    if (Array.isArray(one)) return one.map(walk)
    if (typeof one !== 'object' || one === null) return one
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, walk(inner)]))
  }
  return walk(value) as T
}
