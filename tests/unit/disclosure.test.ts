import { disclosureOf, frequencies, type NilReturn, periodAt, windowDays } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'

const now = new Date('2026-11-20T02:00:00Z')
const ago = (days: number, ms = 0) => new Date(now.getTime() - days * 86_400_000 - ms)
const long = new Date('2025-01-01T00:00:00Z')
const day = (text: string) => new Date(`${text}T12:00:00+08:00`)

describe('an item', () => {
  it.each(frequencies)('%s, never published, is missing', (frequency) => {
    expect(disclosureOf(frequency, { last: null, since: long }, now)).toEqual({
      state: 'missing',
      text: '应公开未公开：还从未公开',
      until: null,
    })
  })

  it.each(frequencies)('%s is in order to the last moment of its window, and not after it', (frequency) => {
    const days = windowDays[frequency]
    if (days === null) {
      expect(disclosureOf(frequency, { last: ago(10_000), since: long }, now).state).toBe('published')
      return
    }
    const last = disclosureOf(frequency, { last: ago(days), since: long }, now)
    expect(last).toMatchObject({ state: 'published', until: new Date(now.getTime() + 1) })
    const late = disclosureOf(frequency, { last: ago(days, 1), since: long }, now)
    expect(late.state).toBe(frequency === 'perEvent' ? 'unrecorded' : 'missing')
    if (late.state === 'missing') expect(late.text).toMatch(/^应公开未公开：.+，上一次是 /)
  })

  it('says when it was published', () => {
    expect(disclosureOf('monthly', { last: ago(2) }, now).text).toBe('11 月 18 日 周三公开')
  })
})

describe('an item of an event', () => {
  const at = (text: string, history: Parameters<typeof disclosureOf>[1]) =>
    disclosureOf('perEvent', history, day(text))

  it('is grey where nothing is recorded yet, until the quarter’s end and ten days, and then missing', () => {
    const history = { last: day('2026-05-20'), since: long }
    expect(at('2026-09-15', history)).toEqual({
      state: 'unrecorded',
      text: '本期未登记：第三季度还没有登记',
      until: new Date('2026-10-11T00:00:00+08:00'),
    })
    expect(at('2026-10-10', history).state).toBe('unrecorded')
    expect(at('2026-10-11', history)).toEqual({
      state: 'missing',
      text: '应公开未公开：第三季度没有公开，也没有报“本期无”，上一次是 5 月 20 日 周三',
      until: null,
    })
  })

  it('is not late for quarters in which the region had not begun', () => {
    const history = { last: null, since: day('2026-08-01') }
    expect(at('2026-08-20', history).state).toBe('unrecorded')
    expect(at('2026-10-10', history).state).toBe('unrecorded')
    expect(at('2026-10-11', history).state).toBe('missing')
    expect(at('2026-10-11', { last: null, since: null }).state).toBe('unrecorded')
    expect(at('2026-10-11', { last: null, since: day('2026-10-02') }).state).toBe('unrecorded')
  })
})

describe('a nil return', () => {
  const nil: NilReturn = {
    period: periodAt('quarter', day('2026-08-01')),
    at: day('2026-11-05'),
    text: '第三季度没有这项支出，村监会11月5日已审核',
  }
  const states = (frequency: 'quarterly' | 'perEvent', last: Date | null, days: string[]) =>
    days.map((text) => disclosureOf(frequency, { last, nil, since: long }, day(text)).state)

  it('keeps an item in order until the next period must be published', () => {
    expect(disclosureOf('quarterly', { last: null, nil, since: long }, day('2026-11-06'))).toEqual({
      state: 'nil',
      text: nil.text,
      until: new Date('2027-01-11T00:00:00+08:00'),
    })
    expect(states('quarterly', null, ['2027-01-10', '2027-01-11'])).toEqual(['nil', 'missing'])
    expect(states('perEvent', null, ['2027-01-10', '2027-01-11'])).toEqual(['nil', 'missing'])
  })

  it('gives way to what is published after it, and takes the place of what was published before', () => {
    expect(states('quarterly', day('2026-11-06'), ['2026-11-07'])).toEqual(['published'])
    expect(states('quarterly', day('2026-10-20'), ['2026-11-07'])).toEqual(['nil'])
  })
})
