import { disclosureOf, type Frequency, lateSentence, lateSince } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'

const now = new Date('2026-11-26T02:00:00Z')
const sentence = (frequency: Frequency, level2 = '财务收支明细') => lateSentence({ frequency, level2 }, now)

describe('应公开未公开 in a sentence', () => {
  it.each<[Frequency, string]>([
    ['monthly', '10月的财务收支明细应在 11 月 10 日前公开，已过 16 天，还没有公开'],
    ['quarterly', '第三季度的财务收支明细应在 10 月 10 日前公开，已过 47 天，还没有公开'],
    ['perEvent', '第三季度的财务收支明细应在 10 月 10 日前公开，已过 47 天，还没有公开'],
    ['yearly', '2025年的财务收支明细应在 1 月 30 日前公开，已过 300 天，还没有公开'],
    ['onChange', '财务收支明细应当公开，还从未公开'],
  ])('of an item that is due %s', (frequency, text) => {
    expect(sentence(frequency)).toBe(text)
  })

  it('names the week by its days', () => {
    expect(sentence('weekly', '公开墙')).toBe(
      '公开墙（11月16日至22日）应在 11 月 23 日前公开，已过 3 天，还没有公开',
    )
  })

  it('speaks of a period that is over whenever the item is late', () => {
    for (const frequency of ['weekly', 'monthly', 'quarterly', 'yearly'] as const) {
      for (let day = 0; day < 500; day++) {
        const at = new Date(now.getTime() + day * 86_400_000)
        const last = new Date('2025-06-05T02:00:00Z')
        if (disclosureOf(frequency, { last }, at).state !== 'missing') continue
        const since = lateSince({ frequency }, at)
        expect(since && since <= at).toBe(true)
        expect(lateSentence({ frequency, level2: '某事' }, at)).toMatch(/已过 [1-9]\d* 天/)
      }
    }
  })
})
