import { disclosureOf, frequencies, windowDays } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'

const now = new Date('2026-11-20T02:00:00Z')
const ago = (days: number, ms = 0) => new Date(now.getTime() - days * 86_400_000 - ms)

describe('an item', () => {
  it.each(frequencies)('%s, never published, is missing', (frequency) => {
    expect(disclosureOf(frequency, null, now)).toEqual({
      state: 'missing',
      text: '应公开未公开：还从未公开',
      until: null,
    })
  })

  it.each(frequencies)(
    '%s is in order to the last moment of its window and missing after it',
    (frequency) => {
      const days = windowDays[frequency]
      if (days === null) {
        expect(disclosureOf(frequency, ago(10_000), now).state).toBe('published')
        return
      }
      const last = disclosureOf(frequency, ago(days), now)
      expect(last).toMatchObject({ state: 'published', until: new Date(now.getTime() + 1) })
      const late = disclosureOf(frequency, ago(days, 1), now)
      expect(late.state).toBe('missing')
      expect(late.text).toMatch(/^应公开未公开：.+，上一次是 /)
    },
  )

  it('says when it was published', () => {
    expect(disclosureOf('monthly', ago(2), now).text).toBe('11 月 18 日 周三公开')
  })
})
