const DAY = 86_400_000

export interface Parts {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  millisecond: number
}

/** Date.UTC takes the years 0 to 99 for those of the last century. */
export function timeOf({ year, month, day, hour, minute, second, millisecond }: Parts): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getTime() + hour * 3_600_000 + minute * 60_000 + second * 1000 + millisecond
}

export function partsOfTime(time: number): Parts {
  const date = new Date(time)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
  }
}

export const dayNumber = (time: number) => Math.floor(time / DAY)
/** 0 is Sunday. */
export const weekday = (time: number) => (((dayNumber(time) + 4) % 7) + 7) % 7
export const isoWeekday = (time: number) => weekday(time) || 7

function yearStart(year: number): number {
  return timeOf({ year, month: 1, day: 1, hour: 0, minute: 0, second: 0, millisecond: 0 })
}

export function dayOfYear(time: number): number {
  return dayNumber(time) - dayNumber(yearStart(partsOfTime(time).year)) + 1
}

/** Weeks begin on Sunday; the days before the first of a year are in week 0. */
export const week = (time: number) => Math.floor((dayOfYear(time) + 6 - weekday(time)) / 7)

/** The year and week of ISO 8601: those of the week's Thursday. */
export function isoWeek(time: number): { year: number; week: number } {
  const thursday = time + (4 - isoWeekday(time)) * DAY
  return { year: partsOfTime(thursday).year, week: Math.floor((dayOfYear(thursday) - 1) / 7) + 1 }
}

/** The Monday of an ISO week. */
export function isoWeekStart(year: number, number: number): number {
  const fourth = yearStart(year) + 3 * DAY
  return fourth + ((number - 1) * 7 + 1 - isoWeekday(fourth)) * DAY
}

export function daysInMonth(year: number, month: number): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month, 0)
  return date.getUTCDate()
}
