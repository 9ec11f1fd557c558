import { isOfPeriod, periodAfter, periodAt, periodBefore, periodOfKey, periodText } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'

const kinds = ['week', 'month', 'quarter', 'year'] as const
const now = new Date('2026-11-20T02:00:00Z')

describe('a period', () => {
  it.each([
    ['year', '2026', '2025-12-31T16:00:00.000Z', '2026-12-31T16:00:00.000Z', '2026年', '2026年'],
    [
      'quarter',
      '2026-Q4',
      '2026-09-30T16:00:00.000Z',
      '2026-12-31T16:00:00.000Z',
      '第四季度',
      '2026年第四季度',
    ],
    ['month', '2026-11', '2026-10-31T16:00:00.000Z', '2026-11-30T16:00:00.000Z', '11月', '2026年11月'],
    [
      'week',
      '2026-11-16',
      '2026-11-15T16:00:00.000Z',
      '2026-11-22T16:00:00.000Z',
      '11月16日至22日',
      '2026年11月16日至22日',
    ],
  ] as const)('%s is reckoned in Shanghai', (kind, key, from, until, short, long) => {
    const period = periodAt(kind, now)
    expect(period).toEqual({ kind, key, from: new Date(from), until: new Date(until) })
    expect(periodText(period, now)).toBe(short)
    expect(periodText(period, null)).toBe(long)
  })

  it('changes at midnight in Shanghai', () => {
    expect(periodAt('quarter', new Date('2026-09-30T15:59:59.999Z')).key).toBe('2026-Q3')
    expect(periodAt('quarter', new Date('2026-09-30T16:00:00Z')).key).toBe('2026-Q4')
    expect(periodAt('year', new Date('2026-12-31T16:00:00Z')).key).toBe('2027')
    expect(periodAt('week', new Date('2026-12-31T16:00:00Z')).key).toBe('2026-12-28')
  })

  it('names the year when it is another', () => {
    expect(periodText(periodAt('quarter', new Date('2025-12-01T00:00:00Z')), now)).toBe('2025年第四季度')
    expect(periodText(periodAt('week', new Date('2026-11-30T00:00:00Z')), now)).toBe('11月30日至12月6日')
  })

  it.each(kinds)('%s has its neighbours, and is found by its key', (kind) => {
    let period = periodAt(kind, new Date('2024-02-10T00:00:00Z'))
    for (let n = 0; n < 60; n++) {
      const next = periodAfter(period)
      expect(next.from).toEqual(period.until)
      expect(periodBefore(next)).toEqual(period)
      expect(periodOfKey(kind, period.key)).toEqual(period)
      for (const other of kinds) if (other !== kind) expect(periodOfKey(other, period.key)).toBeNull()
      period = next
    }
  })

  it.each(['', '2026-Q5', '2026-13', '2026-02-30', '2026-9', 'Q3', '2026-11-17', '第三季度', '2026-Q3 '])(
    'is not %j',
    (key) => {
      for (const kind of kinds) expect(periodOfKey(kind, key)).toBeNull()
    },
  )
})

describe('what was published', () => {
  const quarter = periodAt('quarter', new Date('2026-08-01T00:00:00Z'))
  const of = (frequency: 'quarterly' | 'perEvent', day: string) =>
    isOfPeriod(frequency, quarter, new Date(`${day}T12:00:00+08:00`))

  it('of an event counts where it was published', () => {
    expect(
      ['2026-06-30', '2026-07-01', '2026-09-30', '2026-10-01'].map((day) => of('perEvent', day)),
    ).toEqual([false, true, true, false])
  })

  it('as a report counts for the period before until its ten days are over', () => {
    expect(
      ['2026-07-10', '2026-07-11', '2026-09-30', '2026-10-10', '2026-10-11'].map((day) =>
        of('quarterly', day),
      ),
    ).toEqual([false, true, true, true, false])
  })
})
