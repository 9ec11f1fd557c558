import type { Lane, MatchDoc, PreferenceDoc } from '../push.types'
import { minutesOf, quietUntil, shanghaiMs } from './quiet.rules'

/** What of a preference says when a person is told. */
export type Schedule = Pick<PreferenceDoc, 'frequency' | 'hour' | 'weekday' | 'quietFrom' | 'quietTo'>

/** The hour of one digest of one person. */
export interface Slot {
  /** Of the day or the ISO week in Shanghai: `daily:2026-11-20`, `weekly:2026-W47`. The delivery adds the person. */
  key: string
  /** The hour the person has chosen. */
  at: Date
  /** Later than `at` where that falls into quiet hours: it goes when they end. */
  goesAt: Date
}

const dayMs = 86_400_000
const minuteMs = 60_000

/** The newest digest that may have gone by now. Who is told at once has none: a digest made for them all the same is a daily. */
export function newestSlot(schedule: Schedule, now: Date): Slot {
  const { first, step } = daysOf(schedule, now)
  for (let day = first; ; day -= step) {
    const slot = slotOn(schedule, day)
    if (slot.goesAt <= now) return slot
  }
}

/** The first digest that goes later than this. */
export function nextSlot(schedule: Schedule, after: Date): Slot {
  const { first, step } = daysOf(schedule, after)
  // Quiet hours put one off by less than a day: that of a day or a week before may still be to come.
  for (let day = first - step; ; day += step) {
    const slot = slotOn(schedule, day)
    if (slot.goesAt > after) return slot
  }
}

/** The day of the slot of this day or this week, and how many days there are from one to the next. */
function daysOf({ frequency, weekday }: Schedule, now: Date): { first: number; step: number } {
  const today = dayOf(now)
  return frequency === 'weekly'
    ? { first: today - weekdayOf(today) + weekday, step: 7 }
    : { first: today, step: 1 }
}

/** In numbers, without dates as text: every match of everybody is asked for its slots. */
function slotOn(schedule: Schedule, day: number): Slot {
  const at = new Date(day * dayMs + minutesOf(schedule.hour) * minuteMs - shanghaiMs)
  return {
    get key() {
      return schedule.frequency === 'weekly' ? `weekly:${isoWeekOf(day)}` : `daily:${dateOf(day)}`
    },
    at,
    goesAt: quietUntil(at, schedule) ?? at,
  }
}

/** Days of Shanghai are counted from 1970-01-01, a Thursday. */
const dayOf = (instant: Date): number => Math.floor((instant.getTime() + shanghaiMs) / dayMs)
const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)
/** 1 Monday to 7 Sunday. */
const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1

/** The ISO week of an instant: `2026-W47`. */
export const weekOf = (instant: Date): string => isoWeekOf(dayOf(instant))

/** ISO 8601: a week belongs to the year of its Thursday. */
function isoWeekOf(day: number): string {
  const thursday = day - weekdayOf(day) + 4
  const year = dateOf(thursday).slice(0, 4)
  const first = Date.parse(`${year}-01-01T00:00:00Z`) / dayMs
  return `${year}-W${String(Math.floor((thursday - first) / 7) + 1).padStart(2, '0')}`
}

/** The hints of a match: which worker it waits for, and from when. */
export function laneOf(
  { urgency, validUntil }: Pick<MatchDoc, 'urgency' | 'validUntil'>,
  schedule: Schedule,
  now: Date,
): { lane: Lane; nextAt: Date } {
  if (urgency === 'emergency') return { lane: 'now', nextAt: now }
  const soon = () => ({ lane: 'now' as const, nextAt: quietUntil(now, schedule) ?? now })
  if (urgency === 'prompt' || schedule.frequency === 'immediate') return soon()
  const digest = nextSlot(schedule, now).goesAt
  return validUntil !== null && validUntil <= digest ? soon() : { lane: 'digest', nextAt: digest }
}
