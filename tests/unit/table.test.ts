import { type Column, readSheet, sheetOfText, tableProblems } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'

const columns: Column[] = [
  { key: 'group', label: '组别', kind: 'group' },
  { key: 'name', label: '户主', kind: 'name' },
  { key: 'area', label: '流转面积（亩）', kind: 'area' },
  { key: 'fee', label: '流转费（元）', kind: 'money' },
  { key: 'at', label: '日期', kind: 'date' },
]

describe('a table pasted under columns that are there', () => {
  const read = (text: string) => {
    const { table, problems } = readSheet(sheetOfText(text), { columns, usual: [], households: [] })
    return {
      columns: table.columns,
      rows: table.rows.map(({ household, cells }) => ({ household, cells })),
      problems,
    }
  }

  it('finds its columns by their names, in any order, and the household', () => {
    const text =
      '户号\t户主\t流转费(元)\t组别\t流转面积\t日期\nHT-15-001\t陆小青\t1,234.50\t15组\t2.26亩\t2026/11/3\n'
    expect(read(text)).toEqual({
      columns,
      rows: [{ household: 'HT-15-001', cells: ['15组', '陆小青', 226, 123_450, '2026-11-03'] }],
      problems: [],
    })
  })

  it('without a header is read in order, with a code in front as the household', () => {
    const { rows, problems } = read('HT-1,15组,甲,１.５,￥20,2026年1月2日\r\nHT-2,15组,乙,-,很多,2026.1.3')
    expect(rows[0]).toEqual({ household: 'HT-1', cells: ['15组', '甲', 150, 2000, '2026-01-02'] })
    expect(rows[1]?.cells[2]).toBeNull()
    expect(problems).toMatchObject([
      { row: 1, label: '流转费（元）', message: expect.stringContaining('不是金额') },
    ])
  })

  it('lists every problem with row and column', () => {
    const text =
      '组别\t户主\t流转面积（亩）\t流转费（元）\t日期\n1组\t甲\t-1\t1.234\t2026-02-30\n1组\t乙\t许多\t1\t'
    expect(read(text).problems.map(({ row, label }) => [row, label])).toEqual([
      [1, '流转面积（亩）'],
      [1, '流转费（元）'],
      [1, '日期'],
      [2, '流转面积（亩）'],
    ])
  })

  it('may be empty', () => {
    expect(read(' \n\t\n')).toEqual({ columns, rows: [], problems: [] })
    expect(read('')).toEqual({ columns, rows: [], problems: [] })
  })
})

describe('a table as sent', () => {
  const problems = (rows: { household?: string | null; cells: (string | number | null)[] }[]) =>
    tableProblems({ caption: '', columns, rows }, new Set(['A', 'B']))
  const good = ['1组', '甲', 1, 2, '2026-01-01']

  it('has none where all is right, empty cells included', () => {
    expect(problems([{ household: 'A', cells: good }, { cells: [null, null, null, null, null] }])).toEqual([])
  })

  it('tells the duplicate, the unknown, the wrong, the long and the short', () => {
    const found = problems([
      { household: 'A', cells: good },
      { household: 'A', cells: good },
      { household: 'C', cells: good },
      { cells: ['1组', '甲', 1.5, '2', '2026-13-01'] },
      { cells: [...good, 1] },
      { cells: [] },
    ])
    expect(found.map(({ row, column }) => [row, column])).toEqual([
      [2, '户号'],
      [3, '户号'],
      [4, '流转面积（亩）'],
      [4, '流转费（元）'],
      [4, '日期'],
      [5, undefined],
      [6, undefined],
    ])
  })

  it('may not name two columns alike', () => {
    const [a] = columns
    const twice = a ? [a, a] : []
    expect(tableProblems({ caption: '', columns: twice, rows: [] }, null)).toHaveLength(2)
  })
})
