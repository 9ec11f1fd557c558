import type { Schedule } from './world'

// Written anew and not taken from the service: the two must agree by themselves.

const minute = 60_000
const day = 24 * 60 * minute
/** Shanghai is eight hours ahead, all the year round. */
const ahead = 8 * 60 * minute

const minutesIn = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}
const midnight = (at: number): number => Math.floor((at + ahead) / day) * day - ahead

/** When somebody may be disturbed, from `at` on. */
export function afterQuiet({ quietFrom, quietTo }: Schedule, at: number): number {
  const [from, to] = [minutesIn(quietFrom), minutesIn(quietTo)]
  if (from === to) return at
  for (const night of [-1, 0]) {
    const begins = midnight(at) + night * day + from * minute
    const ends = begins + ((to - from + 24 * 60) % (24 * 60)) * minute
    if (at >= begins && at < ends) return ends
  }
  return at
}

/** 1 Monday to 7 Sunday. 1970-01-01 was a Thursday. */
const weekdayOf = (at: number): number => ((Math.floor((at + ahead) / day) + 3) % 7) + 1

/** The digests that go after `at`, the next ones first. */
export function digestsAfter(schedule: Schedule, at: number, count: number): number[] {
  const found: number[] = []
  for (let today = midnight(at) - 2 * day; found.length < count; today += day) {
    if (schedule.frequency === 'weekly' && weekdayOf(today) !== schedule.weekday) continue
    const goes = afterQuiet(schedule, today + minutesIn(schedule.hour) * minute)
    if (goes > at) found.push(goes)
  }
  return found
}
