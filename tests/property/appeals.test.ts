import {
  addOfficeDays,
  addOfficeMinutes,
  appealClocks,
  appealStatistics,
  dueOfAppeal,
  nextRise,
  type OfficeTime,
  officeMinutesBetween,
} from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { appealTerms, officeTime } from '../../server/src/features/appeals/terms'

const office: OfficeTime = officeTime()
const terms = appealTerms()
const begins = Date.parse('2026-01-01T00:00:00+08:00')
const ends = Date.parse('2026-11-30T00:00:00+08:00')
const instant = fc.integer({ min: begins / 1000, max: ends / 1000 }).map((at) => new Date(at * 1000))
const minutes = fc.integer({ min: 1, max: 6000 })
const at = (text: string) => new Date(`${text}:00+08:00`)
const said = (date: Date | null) => date?.toISOString() ?? null

describe('office time', () => {
  it('of so many minutes has passed just when it is said to have', () => {
    fc.assert(
      fc.property(instant, minutes, (from, count) => {
        const to = addOfficeMinutes(from, count, office)
        expect(to && officeMinutesBetween(from, to, office)).toBe(count)
      }),
    )
  })

  it('is never over before that: a second earlier it has not passed', () => {
    fc.assert(
      fc.property(instant, minutes, (from, count) => {
        const to = addOfficeMinutes(from, count, office) as Date
        const before = officeMinutesBetween(from, new Date(to.getTime() - 1000), office) as number
        expect(before).toBeLessThan(count)
      }),
    )
  })

  it('adds up: first one part, then the other', () => {
    fc.assert(
      fc.property(instant, minutes, minutes, (from, one, two) => {
        const half = addOfficeMinutes(from, one, office) as Date
        expect(said(addOfficeMinutes(half, two, office))).toBe(
          said(addOfficeMinutes(from, one + two, office)),
        )
      }),
    )
  })

  it('does not run earlier for who hands over later', () => {
    fc.assert(
      fc.property(instant, instant, minutes, (a, b, count) => {
        const [first, second] = a < b ? [a, b] : [b, a]
        const [one, two] = [first, second].map((from) => addOfficeMinutes(from, count, office) as Date)
        expect((one as Date).getTime()).toBeLessThanOrEqual((two as Date).getTime())
      }),
    )
  })

  it.each([
    ['in the morning', '2026-11-20T10:00', 60, '2026-11-20T11:00'],
    ['just until lunch', '2026-11-20T10:30', 60, '2026-11-20T11:30'],
    ['over lunch', '2026-11-20T11:00', 60, '2026-11-20T14:00'],
    ['from lunch on', '2026-11-20T12:00', 60, '2026-11-20T14:30'],
    ['just until the evening', '2026-11-20T16:00', 60, '2026-11-20T17:00'],
    ['over a weekend', '2026-11-20T16:30', 60, '2026-11-23T09:00'],
    ['from a Saturday', '2026-11-21T10:00', 60, '2026-11-23T09:30'],
    ['from before the office opens', '2026-11-20T06:00', 60, '2026-11-20T09:30'],
    ['over 国庆节', '2026-09-30T16:30', 60, '2026-10-08T09:00'],
    ['on a Saturday that is worked', '2026-10-10T09:00', 60, '2026-10-10T10:00'],
  ])('passes %s', (_what, from, count, to) => {
    expect(said(addOfficeMinutes(at(from), count, office))).toBe(said(at(to)))
  })

  it.each([
    ['over a weekend', '2026-11-20T10:00', 3, '2026-11-25T17:00'],
    ['from a Saturday', '2026-11-21T10:00', 3, '2026-11-25T17:00'],
    ['over 国庆节, with the Saturday that is worked', '2026-09-30T16:30', 3, '2026-10-10T17:00'],
    ['over 春节', '2026-02-13T10:00', 5, '2026-02-27T17:00'],
  ])('counts days %s', (_what, from, days, to) => {
    expect(said(addOfficeDays(at(from), days, office))).toBe(said(at(to)))
  })

  it('is 待定 in a year whose days off are not published', () => {
    expect(addOfficeDays(at('2026-12-30T10:00'), 3, office)).toBeNull()
    expect(addOfficeMinutes(at('2026-12-31T16:30'), 60, office)).toBeNull()
    expect(said(addOfficeMinutes(at('2026-12-30T16:30'), 60, office))).toBe(said(at('2026-12-31T09:00')))
    expect(officeMinutesBetween(at('2026-12-31T10:00'), at('2027-01-05T10:00'), office)).toBeNull()
  })
})

describe('the clocks of an appeal', () => {
  const none = { acknowledge: null, answer: null, close: null }

  it('run out in order, and only the first one has a grace', () => {
    fc.assert(
      fc.property(instant, (handedAt) => {
        const due = dueOfAppeal(handedAt, terms, office)
        const round = { handedAt, due, done: none, raised: [] }
        const first = nextRise(round, terms, office)
        expect(first?.clock).toBe('acknowledge')
        expect(officeMinutesBetween(due.acknowledge as Date, first?.at as Date, office)).toBe(
          terms.graceMinutes,
        )
        const raised = [{ clock: 'acknowledge' as const, at: first?.at as Date }]
        expect(nextRise({ ...round, raised }, terms, office)).toEqual({ clock: 'answer', at: due.answer })
      }),
    )
  })

  it('never run out twice', () => {
    const due = dueOfAppeal(at('2026-11-20T10:00'), terms, office)
    const raised = appealClocks.map((clock) => ({ clock, at: at('2026-12-01T10:00') }))
    expect(nextRise({ due, done: none, raised }, terms, office)).toBeNull()
  })

  it('are counted for the office without anybody’s name', () => {
    const round = (handedAt: Date, hours: number | null) => ({
      ...{ handedAt, due: dueOfAppeal(handedAt, terms, office), raised: [] },
      done: {
        ...none,
        acknowledge: hours === null ? null : new Date(handedAt.getTime() + hours * 3_600_000),
      },
    })
    const rounds = [
      round(at('2026-11-20T08:30'), 1),
      round(at('2026-11-20T08:30'), 2),
      round(at('2026-11-20T08:30'), null),
    ]
    expect(appealStatistics(rounds, at('2026-11-20T17:00'), office).acknowledge).toEqual({
      ...{ inTime: 1, late: 2, medianMinutes: 90 },
    })
  })
})
