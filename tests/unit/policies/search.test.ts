import { describe, expect, it } from '@jest/globals'
import { demoPolicies } from '../../../server/src/demo/packages'
import { calendarOf, folded } from '../../../server/src/features/policies/reading/calendar.rules'
import { searcherOf, soughtOf } from '../../../server/src/features/policies/reading/search.rules'
import { timesSlower } from '../../support/measured'

const demo = demoPolicies(new Date('2026-11-27T02:00:00Z')).map(({ content }) => soughtOf(content))
const found = (q: string) => demo.filter((one) => searcherOf(q)(one) > 0).length

describe('searching policies', () => {
  it('wants every word, finds the title before the text, and reads wide and large signs alike', () => {
    expect(found('绿色食品')).toBeGreaterThan(0)
    expect(found('绿色食品 没有这个词')).toBe(0)
    expect(found('ＡＢＣ没有')).toBe(0)
    const sought = { title: '农机补贴', rest: '买插秧机的有补贴', documentNo: '' }
    expect(searcherOf('农机')(sought)).toBeGreaterThan(searcherOf('插秧机')(sought))
    expect(searcherOf('　')(sought)).toBe(0)
  })

  it('looks through five thousand policies in a few times what a bare look costs', () => {
    const many = Array.from({ length: 5000 }, (_, at) => ({
      ...(demo[at % demo.length] as (typeof demo)[0]),
    }))
    let bare = 0
    const slower = timesSlower(
      () => {
        const score = searcherOf('合作社 补贴')
        for (const one of many) score(one)
      },
      () => {
        for (const { title, rest } of many)
          for (const word of ['合作社', '补贴']) if (title.includes(word) || rest.includes(word)) bare += 1
      },
    )
    expect(bare).toBeGreaterThan(0)
    // Measured 5; a text that was folded at every search would be hundreds.
    expect(slower).toBeLessThan(25)
  })
})

describe('a calendar entry', () => {
  it('escapes what means something, and cuts no character in two', () => {
    const text = calendarOf({
      id: 'x',
      title: '一、二；三,四;五\\六\n七'.repeat(10),
      on: '2026-12-31',
      phone: '',
      place: '',
      url: '',
      changedAt: new Date('2026-11-27T02:00:00Z'),
    })
    expect(text).toContain('DTEND;VALUE=DATE:20270101')
    const lines = text.split('\r\n')
    for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    expect(text.replaceAll('\r\n ', '')).toContain('三\\,四\\;五\\\\六\\n七')
    expect(folded('短')).toBe('短')
  })
})
