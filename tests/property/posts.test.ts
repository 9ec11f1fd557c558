import { dayBegins, dayEnds, dayMs, lastDayBefore, type RoleName, shanghaiDate } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { viewerOf } from '../../server/src/features/accounts/actor'
import { overlap } from '../../server/src/features/posts/posts.rules'
import type { PersonDoc, RoleDoc } from '../../server/src/features/residents'

const first = dayBegins('2026-01-01').getTime()
/** A day of Shanghai's calendar, counted from the first. */
const dayAt = (n: number): string => shanghaiDate(new Date(first + n * dayMs))

interface Span {
  from: number
  days: number
}
const span = (days: number): fc.Arbitrary<Span> =>
  fc.record({ from: fc.integer({ min: 0, max: days }), days: fc.integer({ min: 1, max: 20 }) })

interface Given {
  role: RoleName
  since: number
  /** Null: no end is set. */
  lasts: number | null
  leaves: Span[]
}
const given: fc.Arbitrary<Given> = fc.record({
  role: fc.constantFrom<RoleName[]>('clerk', 'supervisor', 'publisher'),
  since: fc.integer({ min: 0, max: 60 }),
  lasts: fc.option(fc.integer({ min: 0, max: 60 })),
  leaves: fc.array(span(80), { maxLength: 3 }),
})

const region = '310116109213'
const roleDoc = ({ role, since, lasts, leaves }: Given, n: number): RoleDoc => ({
  _id: `r${n}`,
  person: 'p',
  region,
  role,
  since: dayBegins(dayAt(since)),
  until: lasts === null ? null : lasts === 0 ? dayBegins(dayAt(since)) : dayEnds(dayAt(since + lasts - 1)),
  leaves: leaves.map(({ from, days }) => ({
    from: dayBegins(dayAt(from)),
    until: dayEnds(dayAt(from + days - 1)),
  })),
})

/** What the calendar says, day by day. */
const worksOn = ({ since, lasts, leaves }: Given, day: number): boolean =>
  day >= since &&
  (lasts === null || day < since + lasts) &&
  !leaves.some(({ from, days }) => day >= from && day < from + days)

const person: PersonDoc = {
  _id: 'p',
  name: '示例',
  residence: null,
  relation: null,
  sex: null,
  birthYear: null,
  enterprises: [],
  phoneHash: null,
  phoneSealed: null,
}
const account = { _id: 'a', verifiedAt: null, disputedAt: null }

describe('at every instant', () => {
  it('the powers of a person are exactly those of the dates', () => {
    const instant = fc.record({
      day: fc.integer({ min: 0, max: 100 }),
      // The borders of a day, and anywhere within it.
      ms: fc.oneof(fc.constantFrom(0, 1, dayMs - 1), fc.integer({ min: 0, max: dayMs - 1 })),
    })
    fc.assert(
      fc.property(fc.array(given, { maxLength: 6 }), instant, (all, { day, ms }) => {
        const now = new Date(first + day * dayMs + ms)
        const { roles } = viewerOf(account, { person, roles: all.map(roleDoc), tied: [], caredFor: [] }, now)
        const wanted = all.filter((one) => worksOn(one, day)).map(({ role }) => ({ role, region }))
        expect(roles).toEqual(wanted)
      }),
      { endOnFailure: true },
    )
  })

  it('two posts overlap exactly where there is a day of both', () => {
    const plain = given.map((one) => ({ ...one, leaves: [] }))
    fc.assert(
      fc.property(plain, plain, (one, other) => {
        const days = Array.from({ length: 200 }, (_, day) => day)
        const both = days.some((day) => worksOn(one, day) && worksOn(other, day))
        expect(overlap(roleDoc(one, 0), roleDoc(other, 1))).toBe(both)
      }),
      { endOnFailure: true },
    )
  })

  it('the last day of what ends after a day is that day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2000 }), (n) => {
        expect(lastDayBefore(dayEnds(dayAt(n)))).toBe(dayAt(n))
      }),
      { endOnFailure: true },
    )
  })
})
