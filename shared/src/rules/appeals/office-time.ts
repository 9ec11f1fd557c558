import { shanghaiDate } from '../format'
import { plusDays } from '../policies/dates'
import { addWorkingDays, isWorkingDay, type WorkingDayTable } from '../policies/working-days'

/** 办公时间: periods of a working day, `HH:MM` of Shanghai, in order and apart. */
export interface OfficeTime {
  periods: readonly { from: string; to: string }[]
  table: WorkingDayTable
}

const minuteMs = 60_000

const instantOf = (day: string, time: string): number => Date.parse(`${day}T${time}:00+08:00`)

/** The office's periods of one day, as instants; none on a day off. Null: 待定. */
function periodsOf(day: string, { periods, table }: OfficeTime): { from: number; to: number }[] | null {
  const works = isWorkingDay(day, table)
  if (works === null) return null
  return works ? periods.map(({ from, to }) => ({ from: instantOf(day, from), to: instantOf(day, to) })) : []
}

/**
 * When so many minutes of office time have passed: nights, lunch and days off do not count. What is over just when the office
 * closes is over then, not when it opens again. Null: 待定.
 */
export function addOfficeMinutes(at: Date, minutes: number, office: OfficeTime): Date | null {
  let left = minutes * minuteMs
  if (left <= 0) return at
  for (let day = shanghaiDate(at); ; day = plusDays(day, 1)) {
    const periods = periodsOf(day, office)
    if (periods === null) return null
    for (const { from, to } of periods) {
      const begins = Math.max(from, at.getTime())
      if (begins >= to) continue
      if (begins + left <= to) return new Date(begins + left)
      left -= to - begins
    }
  }
}

/** Minutes of office time between two instants, parts of a minute too; 0 where the second is not later. Null: 待定. */
export function officeMinutesBetween(from: Date, to: Date, office: OfficeTime): number | null {
  let passed = 0
  for (let day = shanghaiDate(from); day <= shanghaiDate(to); day = plusDays(day, 1)) {
    const periods = periodsOf(day, office)
    if (periods === null) return null
    for (const period of periods) {
      const begins = Math.max(period.from, from.getTime())
      const ends = Math.min(period.to, to.getTime())
      passed += Math.max(0, ends - begins)
    }
  }
  return passed / minuteMs
}

/** When the office closes on the nth working day; the day on which it begins does not count. Null: 待定. */
export function addOfficeDays(at: Date, days: number, office: OfficeTime): Date | null {
  const day = addWorkingDays(shanghaiDate(at), days, office.table)
  const last = office.periods.at(-1)
  return day === null || last === undefined ? null : new Date(instantOf(day, last.to))
}
