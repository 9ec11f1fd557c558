import { groupKey, nameKey } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { chosenIn, columnOf, households, reading, sheetOf } from '../../support/sheet'

describe('a group that stands once for several rows (sheets.md 11)', () => {
  const text = '组别\t户主\t金额（元）\n一组\t甲\t1\n\t乙\t2\n二组\t丙\t3\n\t丁\t4\n合计\t\t10'

  it('is offered to be filled down', () => {
    const read = reading(text)
    expect(chosenIn(read, 'fill:0')).toBe('fill')
    expect(columnOf(read, '组别')).toEqual(['一组', '一组', '二组', '二组'])
    const left = reading(text, { answers: { choices: { 'fill:0': 'leave' } } })
    expect(columnOf(left, '组别')).toEqual(['一组', '', '二组', ''])
  })

  it('is known of a file by its merged cells, in columns of words only', () => {
    const rows = [
      ['类型', '户主', '金额（元）'],
      ['低保', '甲', 100],
      [null, '乙', null],
      ['特困', '丙', 3],
    ]
    const merges = [
      { row: 1, column: 0, rows: 2, columns: 1 },
      { row: 1, column: 2, rows: 2, columns: 1 },
    ]
    const read = reading(sheetOf(rows, { merges }))
    expect(columnOf(read, '类型')).toEqual(['低保', '低保', '特困'])
    // One sum over two rows is one sum.
    expect(columnOf(read, '金额（元）')).toEqual(['100.00', '', '3.00'])
  })

  it('is written with a sign for the same', () => {
    const read = reading('类型\t户主\t金额（元）\n低保\t甲\t1\n同上\t乙\t2\n〃\t丙\t3')
    expect(columnOf(read, '类型')).toEqual(['低保', '低保', '低保'])
  })

  it('is not asked about where every row says it, or the first does not', () => {
    expect(chosenIn(reading('组别\t户主\n一组\t甲\n二组\t乙'), 'fill:0')).toBeUndefined()
    expect(chosenIn(reading('组别\t户主\n\t甲\n二组\t乙'), 'fill:0')).toBeUndefined()
  })
})

describe('the household of a row (sheets.md 12)', () => {
  const tie = (text: string) => reading(text, { households })

  it.each(['1 组', '第1组', '一组', '１组', '第一村民小组', '护塘村1组', '1', '01组', '一'])(
    '%s is group 1',
    (group) => {
      expect(groupKey(group)).toBe('1')
      expect(tie(`组别\t户主\n${group}\t唐燕`).table.rows[0]?.household).toBe('HT-01-001')
    },
  )

  it.each(['唐　燕', '唐 燕', '唐燕 ', '唐燕（户主）', '唐\u200b燕'])('%j is 唐燕', (name) => {
    expect(nameKey(name)).toBe('唐燕')
    expect(tie(`组别\t户主\n1组\t${name}`).table.rows[0]?.household).toBe('HT-01-001')
  })

  it('is compared without changing what is published', () => {
    expect(columnOf(tie('组别\t户主\n1 组\t唐　燕'), '户主')).toEqual(['唐　燕'])
    expect(nameKey('沈户')).toBe('沈户')
    expect(nameKey('沈国良户')).toBe('沈国良')
  })

  it('is found by its code, however that is written', () => {
    const read = tie('户号\t户主\nht-01-001\t唐燕\nHT 03 002\t陆文华')
    expect(read.table.rows.map(({ household }) => household)).toEqual(['HT-01-001', 'HT-03-002'])
  })

  it('stays open where it is unknown, of several, or taken already: listed, never refused', () => {
    const read = tie(
      '户号\t组别\t户主\n\t\t沈国良\n\t9组\t王五\nHT-99\t1组\t唐燕\n\t3组\t沈国良\n\t3组\t沈国良',
    )
    expect(read.problems).toEqual([])
    expect(read.table.rows.map(({ household }) => household)).toEqual([null, null, null, 'HT-03-001', null])
    expect(read.households).toMatchObject({ tied: 1 })
    expect(
      read.households.unmatched.map(({ row, why, likely }) => [row, why, likely.map(({ code }) => code)]),
    ).toEqual([
      [1, 'several', ['HT-02-001', 'HT-03-001']],
      [2, 'unknown', []],
      [3, 'unknown', ['HT-01-001']],
      [5, 'taken', ['HT-03-001']],
    ])
  })

  it('belongs to the row that has its code, whatever stands before it', () => {
    const read = tie('户号\t户主\n\t唐燕\nHT-01-001\t唐小燕')
    expect(read.table.rows.map(({ household }) => household)).toEqual([null, 'HT-01-001'])
    expect(read.households.unmatched).toMatchObject([{ row: 1, why: 'taken' }])
  })

  it('is what the clerk says', () => {
    const read = reading('户主\n沈国良\n唐燕', {
      households,
      answers: { households: { '1,0': 'HT-02-001', '2,0': null } },
    })
    expect(read.table.rows.map(({ household }) => household)).toEqual(['HT-02-001', null])
    expect(read.households.unmatched).toEqual([])
  })

  it('is the written code where the register is not at hand', () => {
    expect(reading('户号\t户主\nX-1\t甲').table.rows[0]?.household).toBe('X-1')
  })
})

describe('the difference from the last period', () => {
  const columns = [
    { key: 'g', label: '组别', kind: 'group' as const },
    { key: 'n', label: '户主', kind: 'name' as const },
    { key: 'a', label: '面积（亩）', kind: 'area' as const },
    { key: 'd', label: '日期', kind: 'date' as const },
  ]
  const last = {
    columns,
    rows: [
      { household: 'HT-01-001', cells: ['1组', '唐燕', 420, '2026-06-01'] },
      { household: 'HT-02-001', cells: ['2组', '沈国良', 100, '2026-06-01'] },
      { household: null, cells: ['9组', '王五', 5, '2026-06-01'] },
    ],
  }

  it('says who is new, gone and changed, household by household', () => {
    const read = reading(
      '组别\t户主\t面积（亩）\t日期\n1组\t唐燕\t4.19\t2026-9-1\n3组\t陆文华\t1\t2026-9-1\n第9组\t王　五\t0.05\t2026-9-1',
      { households, last },
    )
    expect(read.differences).toEqual({
      fresh: [{ row: 2, name: '陆文华' }],
      gone: [{ household: 'HT-02-001', name: '沈国良' }],
      changed: [{ row: 1, name: '唐燕', label: '面积（亩）', before: '4.20', after: '4.19' }],
      same: 1,
    })
  })

  it('says nothing where the last table names nobody', () => {
    expect(
      reading('户主\n甲', { last: { columns, rows: [{ cells: [null, null, 1, null] }] } }).differences,
    ).toBeNull()
  })
})
