import { dateOf, parseCell } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { columnOf, kindsOf, reading, sheetOf } from '../../support/sheet'

const date = (text: string, year: string | null = null) =>
  parseCell({ key: 'a', label: '日期', kind: 'date' }, text, { year })

describe('a date as spreadsheets and people write it (sheets.md 10)', () => {
  it.each([
    '2026/9/15 0:00',
    '2026-09-15 00:00:00',
    '2026年9月15日 星期二',
    '2026年9月15日（星期二）',
    '2026年09月15日',
    '2026年9月15号',
    '20260915',
    '46280',
    '46280.5',
    '2026.9.15',
    '2026. 9. 15',
    '２０２６／９／１５',
    '2026/9/15 14:30',
    '2026-09-15T00:00:00',
    '二〇二六年九月十五日',
    '二○二六年九月十五日',
    '2026年9月15日（农历八月初五）',
    '2026-9-15 上午',
  ])('%s', (text) => {
    expect(date(text)).toEqual({ cell: '2026-09-15' })
  })

  it.each([
    '2026-02-30',
    '2026-13-01',
    '2026年9月',
    '农历八月十五',
    '2026.9.15-2026.9.20',
    '春节前',
    '12',
    '1200000',
  ])('%s is none', (text) => {
    expect(date(text)).toEqual({ problem: expect.stringContaining('不是日期') })
  })

  it('that lacks its year, or is written backwards, is offered and not taken', () => {
    expect(date('9月15日', '2026')).toMatchObject({ mend: '2026-09-15' })
    expect(date('9.15', '2026')).toMatchObject({ mend: '2026-09-15' })
    expect(date('26.9.15')).toMatchObject({ mend: '2026-09-15' })
    expect(date('15/9/2026')).toMatchObject({ mend: '2026-09-15' })
    expect(date('9月15日')).not.toHaveProperty('mend')
  })

  it('is no whole number that is added up', () => {
    const read = reading('日期\t事由\n2026/9/15 0:00\t割草\n20260916\t割草\n46282\t割草')
    expect(kindsOf(read)[0]).toEqual(['日期', 'date', 'none'])
    expect(columnOf(read, '日期')).toEqual(['2026-09-15', '2026-09-16', '2026-09-17'])
  })

  it('of a file comes as it is, and its serial number where the column is one of dates', () => {
    const read = reading(
      sheetOf([
        ['日期', '数量'],
        [{ date: '2026-09-15' }, 46280],
        [46281, 2],
      ]),
    )
    expect(columnOf(read, '日期')).toEqual(['2026-09-15', '2026-09-16'])
    expect(columnOf(read, '数量')).toEqual(['46280', '2'])
  })

  it('takes its year from the title where that says only one', () => {
    const read = reading('护塘村2026年9月用工\n日期\t用工人员\t工日\n9月15日\t甲\t0.5\n9.16\t乙\t1')
    expect(read.problems.map(({ mend }) => mend)).toEqual(['2026-09-15', '2026-09-16'])
  })

  it('takes it from the day on which it is read where the sheet says none', () => {
    const read = reading('日期\t用工人员\n9月15日\t甲\n12.16\t乙', { today: '2026-11-27' })
    expect(read.problems.map(({ mend }) => mend)).toEqual(['2026-09-15', '2025-12-16'])
  })

  it('exists', () => {
    expect(dateOf('2024-2-29')).toBe('2024-02-29')
    expect(dateOf('2026-2-29')).toBeUndefined()
  })
})
