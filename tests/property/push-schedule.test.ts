import { shanghaiDate, shanghaiTime } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { quietUntil } from '../../server/src/features/push/following/quiet.rules'
import {
  laneOf,
  newestSlot,
  nextSlot,
  type Schedule,
} from '../../server/src/features/push/following/schedule.rules'

const two = (n: number) => String(n).padStart(2, '0')
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${two(hour)}:${two(minute)}`)
const halfHour = fc
  .integer({ min: 0, max: 47 })
  .map((n) => `${two(Math.floor(n / 2))}:${n % 2 ? '30' : '00'}`)
const instant = fc
  .integer({ min: 0, max: 3 * 366 * 86_400 })
  .map((seconds) => new Date(Date.UTC(2025, 10, 1) + seconds * 1000))
const schedule: fc.Arbitrary<Schedule> = fc.record({
  frequency: fc.constantFrom('immediate', 'daily', 'weekly'),
  hour: halfHour,
  weekday: fc.integer({ min: 1, max: 7 }),
  quietFrom: time,
  quietTo: time,
})
const dayMs = 86_400_000

describe('the hours of digests, whatever is chosen', () => {
  it('the newest has gone, the next has not, and nothing lies between them', () => {
    fc.assert(
      fc.property(schedule, instant, (chosen, now) => {
        const newest = newestSlot(chosen, now)
        const next = nextSlot(chosen, now)
        expect(newest.goesAt <= now && now < next.goesAt).toBe(true)
        expect(nextSlot(chosen, newest.goesAt)).toEqual(next)
        expect(newestSlot(chosen, next.goesAt)).toEqual(next)
        expect(next.key).not.toBe(newest.key)
      }),
    )
  })

  it('are at the chosen hour and day, or when the quiet hours end', () => {
    fc.assert(
      fc.property(schedule, instant, (chosen, now) => {
        const { at, goesAt } = nextSlot(chosen, now)
        expect(shanghaiTime(at)).toBe(chosen.hour)
        if (chosen.frequency === 'weekly')
          expect(new Date(`${shanghaiDate(at)}T00:00:00Z`).getUTCDay()).toBe(chosen.weekday % 7)
        expect(goesAt).toEqual(quietUntil(at, chosen) ?? at)
        expect(quietUntil(goesAt, chosen)).toBeNull()
      }),
    )
  })

  it('D7: are one a day or one a week, each with a key of its own', () => {
    fc.assert(
      fc.property(
        schedule,
        instant,
        fc.array(fc.integer({ min: 0, max: dayMs - 1 })),
        (chosen, now, jitter) => {
          const keys = new Set<string>()
          let slot = newestSlot(chosen, now)
          for (const late of jitter) {
            const next = nextSlot(chosen, slot.goesAt)
            const step = chosen.frequency === 'weekly' ? 7 : 1
            expect(next.at.getTime() - slot.at.getTime()).toBe(step * dayMs)
            keys.add(next.key)
            // Whenever the clock on the wall looks until the one after, the slot is the same.
            expect(newestSlot(chosen, new Date(next.goesAt.getTime() + late)).key).toBe(next.key)
            slot = next
          }
          expect(keys.size).toBe(jitter.length)
        },
      ),
    )
  })

  it('a match waits for the next of them, or for nothing at all', () => {
    const urgency = fc.constantFrom('ordinary', 'prompt', 'emergency', 'quiet' as const)
    fc.assert(
      fc.property(schedule, instant, urgency, fc.option(instant), (chosen, now, how, validUntil) => {
        const { lane, nextAt } = laneOf({ urgency: how, validUntil }, chosen, now)
        expect(nextAt >= now).toBe(true)
        if (how === 'emergency') return expect([lane, nextAt]).toEqual(['now', now])
        expect(quietUntil(nextAt, chosen)).toBeNull()
        const digest = nextSlot(chosen, now).goesAt
        const ends = validUntil !== null && validUntil <= digest
        const waits = how !== 'prompt' && chosen.frequency !== 'immediate' && !ends
        expect(lane).toBe(waits ? 'digest' : 'now')
        if (waits) expect(nextAt).toEqual(digest)
      }),
    )
  })
})
