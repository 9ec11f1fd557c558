import { monthsFrom, mostOfAll, plusDays, plusMonths } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'

describe('最高可达', () => {
  const policies = fc
    .array(
      fc.record({ fen: fc.integer({ min: 1, max: 50 }), excludes: fc.subarray([0, 1, 2, 3, 4, 5, 6, 7]) }),
      {
        minLength: 1,
        maxLength: 8,
      },
    )
    .map((rows) =>
      rows.map(({ fen, excludes }, at) => ({
        key: String(at),
        amount: { kind: 'fixed', fen } as const,
        excludes: excludes.map(String),
      })),
    )

  it('is the dearest of all choices that may be had together', () => {
    fc.assert(
      fc.property(policies, (all) => {
        let best = 0
        for (let chosen = 0; chosen < 2 ** all.length; chosen += 1) {
          const taken = all.filter((_, at) => chosen & (1 << at))
          const apart = taken.every((one) =>
            taken.every((other) => one === other || !one.excludes.includes(other.key)),
          )
          if (apart)
            best = Math.max(
              best,
              taken.reduce((sum, { amount }) => sum + amount.fen, 0),
            )
        }
        const most = mostOfAll(all, {})
        expect(most.fen).toBe(best)
        const sum = all
          .filter(({ key }) => most.policies.includes(key))
          .reduce((s, { amount }) => s + amount.fen, 0)
        expect(sum).toBe(best)
      }),
    )
  })
})

describe('days', () => {
  const day = fc.integer({ min: 0, max: 20_000 }).map((days) => plusDays('1990-01-01', days))

  it('are full months and the days beyond them', () => {
    fc.assert(
      fc.property(day, day, (a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a]
        const months = monthsFrom(from, to)
        const full = Math.floor(months + 1e-9)
        const beyond = Math.round((months - full) * 100)
        expect(plusDays(plusMonths(from, full), beyond)).toBe(to)
        expect(plusMonths(from, full + 1) > to).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })

  it('grow older with every day', () => {
    fc.assert(
      fc.property(day, fc.nat({ max: 20_000 }), (from, days) => {
        const to = plusDays(from, days)
        return monthsFrom(from, to) < monthsFrom(from, plusDays(to, 1))
      }),
    )
  })
})
