import { isPolicyDate, plusDays } from './dates'

/**
 * 放假和调休 of each year, as the State Council announces them: days off and days worked, `YYYY-MM-DD`. A year that is not in
 * it is not known, and nothing is reckoned over it.
 */
export type WorkingDayTable = Readonly<
  Record<string, { holidays: readonly string[]; workdays: readonly string[] } | undefined>
>

const sets = new WeakMap<readonly string[], ReadonlySet<string>>()

function setOf(days: readonly string[]): ReadonlySet<string> {
  const had = sets.get(days)
  if (had) return had
  const made = new Set(days)
  sets.set(days, made)
  return made
}

/** Null: 待定, the table does not reach this year. */
export function isWorkingDay(day: string, table: WorkingDayTable): boolean | null {
  const year = table[day.slice(0, 4)]
  if (!year || !isPolicyDate(day)) return null
  if (setOf(year.holidays).has(day)) return false
  if (setOf(year.workdays).has(day)) return true
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6
}

/** The nth working day after a day, which itself does not count (before it, where n is negative). Null: 待定. */
export function addWorkingDays(day: string, n: number, table: WorkingDayTable): string | null {
  const step = n < 0 ? -1 : 1
  let at = day
  for (let left = Math.abs(n); left > 0; ) {
    at = plusDays(at, step)
    const works = isWorkingDay(at, table)
    if (works === null) return null
    if (works) left -= 1
  }
  return at
}

/** Working days after the first day, up to and with the second; 0 where that is not later. Null: 待定. */
export function workingDaysBetween(from: string, to: string, table: WorkingDayTable): number | null {
  let found = 0
  for (let at = plusDays(from, 1); at <= to; at = plusDays(at, 1)) {
    const works = isWorkingDay(at, table)
    if (works === null) return null
    if (works) found += 1
  }
  return found
}
