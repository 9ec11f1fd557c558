import { disclosureOf, type Frequency } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import township from '../../config/catalogue/township.json'
import village from '../../config/catalogue/village.json'

const dayMs = 86_400_000
const items = [...village, ...township] as { no: number; level2: string; frequency: Frequency }[]
const at = (day: number, hour = 0) => new Date(Date.UTC(2026, 0, 1 + day, hour - 8))

/** The first instant at which a region that began then may be late, worked out on the calendar by hand. */
function firstLate(frequency: Frequency, start: Date): Date {
  const local = new Date(start.getTime() + 8 * 3_600_000)
  const [year, month, date] = [local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()]
  const midnight = (y: number, m: number, d: number) => new Date(Date.UTC(y, m, d, -8))
  if (frequency === 'weekly') {
    const sinceMonday = (local.getUTCDay() + 6) % 7
    return midnight(year, month, date - sinceMonday + 7 + 1)
  }
  if (frequency === 'monthly') return midnight(year, month + 1, 1 + 10)
  if (frequency === 'yearly') return midnight(year + 1, 0, 1 + 30)
  return midnight(year, month - (month % 3) + 3, 1 + 10)
}

const red = (frequency: Frequency, start: Date, now: Date) =>
  disclosureOf(frequency, { last: null, start, since: null }, now).state === 'missing'

describe('a region that begins on a day', () => {
  it('has both catalogues whole', () => expect(items).toHaveLength(51 + 40))

  it('is late with nothing on its first day, whatever day of four years that is', () => {
    // Items of one frequency are alike: all of the catalogues' are tried.
    const all = [...new Set(items.map(({ frequency }) => frequency))]
    expect(all.length).toBeGreaterThan(5)
    const days = Array.from({ length: 4 * 366 }, (_, day) => day)
    const late = days.filter((day) =>
      all.some((frequency) => [0, 23].some((hour) => red(frequency, at(day), at(day, hour)))),
    )
    expect(late).toEqual([])
  })

  it('is late with an item from the moment its first period is over and its days have passed, and not before', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...items),
        fc.integer({ min: 0, max: 1400 }),
        fc.integer({ min: 0, max: 500 * 24 }),
        ({ frequency }, day, hours) => {
          const start = at(day)
          const late = firstLate(frequency, start)
          const now = new Date(start.getTime() + hours * 3_600_000)
          expect(red(frequency, start, now)).toBe(now >= late)
          expect(red(frequency, start, new Date(late.getTime() - 1))).toBe(false)
          expect(red(frequency, start, late)).toBe(true)
        },
      ),
      { numRuns: 500, endOnFailure: true },
    )
  })

  it('says a state that holds until the instant that it names', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...items),
        fc.integer({ min: 0, max: 1400 }),
        fc.integer({ min: 0, max: 400 }),
        ({ frequency }, day, later) => {
          const history = { last: null, start: at(day), since: null }
          const told = disclosureOf(frequency, history, at(day + later))
          if (told.until === null) return
          const last = new Date(Math.min(told.until.getTime() - 1, at(day + later).getTime() + 300 * dayMs))
          expect(disclosureOf(frequency, history, last).state).toBe(told.state)
          expect(disclosureOf(frequency, history, told.until)).not.toEqual(told)
        },
      ),
      { numRuns: 300, endOnFailure: true },
    )
  })
})
