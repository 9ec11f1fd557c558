import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { displayText } from '../../server/src/features/board/words.rules'
import { disposition } from '../../server/src/http/files'
import { drawn } from '../../server/src/paper/fonts'
import { linesOf } from '../../server/src/paper/lines'
import { tableBlock } from '../../server/src/paper/texts'

/** A Chinese character is one wide, everything else half. */
const width = (text: string) =>
  [...text].reduce((sum, one) => sum + (/[\u2e80-\uffef]/.test(one) ? 1 : 0.5), 0)
const lines = (text: string, most: number) => linesOf(text, most, width)

describe('a line', () => {
  it('does not begin with what closes, nor end with what opens', () => {
    expect(lines('本季度流转费已发放，请查收。', 9)).toEqual(['本季度流转费已发', '放，请查收。'])
    expect(lines('请看公告（第三号）全文', 5)).toEqual(['请看公告', '（第三号）', '全文'])
  })

  it('does not tear a figure or a word', () => {
    expect(lines('合计12,345.60元整', 6)).toEqual(['合计', '12,345.60元', '整'])
    expect(lines('电话021-57380000请打', 7)).toEqual(['电话', '021-57380000请', '打'])
  })

  it('keeps the space before its first word, and none where it was broken', () => {
    expect(lines('\u3000\u3000村务 公开', 4)).toEqual(['\u3000\u3000村务', '公开'])
  })

  it('tears what is too wide by itself', () => {
    expect(lines('123456789', 2)).toEqual(['1234', '5678', '9'])
  })

  it('is never wider than it may be, and loses nothing', () => {
    const text = fc.string({ unit: fc.constantFrom(...'村务公开，。（）1234567890.abc —') })
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 12 }), (said, most) => {
        const broken = lines(said, most)
        for (const line of broken) expect(width(line)).toBeLessThanOrEqual(most)
        expect(broken.join('').replace(/\s/g, '')).toBe(said.replace(/\s/g, ''))
      }),
      { numRuns: 200, endOnFailure: true },
    )
  })
})

it('what is drawn has no sign that shows nothing, and keeps its wide space', () => {
  expect(drawn('\u3000一\u200b二\n三\ufe0f')).toBe('\u3000一二 三')
})

it('what hangs outside hangs for fifteen days at least, whatever its item asks', () => {
  const from = '2026-11-20T02:00:00Z'
  expect(displayText(from, '2026-11-27T02:00:00Z')).toBe('自2026年11月20日至2026年12月5日')
  expect(displayText(from, '2026-12-20T02:00:00Z')).toBe('自2026年11月20日至2026年12月20日')
})

it('a table on paper has units in its headings, figures as people write them, and dashes for nothing', () => {
  const columns = [
    { key: 'name', label: '户主', kind: 'name' as const },
    { key: 'area', label: '面积', kind: 'area' as const },
    { key: 'fee', label: '金额（元）', kind: 'money' as const },
    { key: 'on', label: '日期', kind: 'date' as const },
  ]
  const totals = [{ kind: 'sum' as const, label: '合计', cells: [null, 419, 125_700, null] }]
  const rows = [{ cells: ['沈大明', 419, 125_700, '2026-11-20'] }, { cells: ['陆小青', null, -100, null] }]
  const block = tableBlock({ caption: '', columns, totals }, rows, new Date('2026-11-20T02:00:00Z'))
  expect(block.columns).toEqual([
    { label: '户主', align: 'left' },
    { label: '面积（亩）', align: 'right' },
    { label: '金额（元）', align: 'right' },
    { label: '日期', align: 'center' },
  ])
  expect(block.rows).toEqual([
    ['沈大明', '4.19', '1,257.00', '11 月 20 日'],
    ['陆小青', '—', '-1.00', '—'],
  ])
  expect(block.totals).toEqual([['合计', '4.19', '1,257.00', '']])
})

it('a file is named in Chinese, without what a file may not be called', () => {
  expect(disposition('inline', '护塘村/公开: "甲"', 'pdf')).toBe(
    `inline; filename="paper.pdf"; filename*=UTF-8''${encodeURIComponent('护塘村 公开 甲.pdf')}`,
  )
})

it('a figure with decimals stands on paper as it was written', () => {
  const columns = [{ key: 'p', label: '进度（%）', kind: 'number' as const }]
  const { rows } = tableBlock({ caption: '', columns, totals: [] }, [{ cells: [985_000] }], new Date(0))
  expect(rows).toEqual([['98.5']])
})
