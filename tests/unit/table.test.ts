import { type Column, parsePastedTable, tableProblems } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'

const columns: Column[] = [
  { key: 'group', label: '组别', kind: 'group' },
  { key: 'name', label: '户主', kind: 'name' },
  { key: 'area', label: '流转面积（亩）', kind: 'area' },
  { key: 'fee', label: '流转费（元）', kind: 'money' },
  { key: 'at', label: '日期', kind: 'date' },
]

describe('a table pasted from a spreadsheet', () => {
  it('finds its columns by their names, in any order, and the household', () => {
    const text =
      '户号\t户主\t流转费(元)\t组别\t流转面积\t日期\nHT-15-001\t陆小青\t1,234.50\t15组\t2.26亩\t2026/11/3\n'
    expect(parsePastedTable(text, columns)).toEqual({
      columns,
      rows: [{ household: 'HT-15-001', cells: ['15组', '陆小青', 226, 123_450, '2026-11-03'] }],
      problems: [],
    })
  })

  it('without a header is read in order, with a code in front as the household', () => {
    const { rows, problems } = parsePastedTable(
      'HT-1,15组,甲,１.５,￥20,2026年1月2日\r\nHT-2,15组,乙,-,，,2026.1.3',
      columns,
    )
    expect(rows[0]).toEqual({ household: 'HT-1', cells: ['15组', '甲', 150, 2000, '2026-01-02'] })
    expect(rows[1]?.cells[2]).toBeNull()
    expect(problems).toEqual([
      { row: 2, column: '流转费（元）', message: expect.stringContaining('不是金额') },
    ])
  })

  it('understands sums in ten thousands and CSV quotes', () => {
    const money: Column[] = [
      { key: 'what', label: '项目', kind: 'text' },
      { key: 'sum', label: '金额（元）', kind: 'money' },
    ]
    const { rows } = parsePastedTable('项目,金额（万元）\n"水渠, ""东段""",1.5\n泵房,2万', money)
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['水渠, "东段"', 1_500_000],
      ['泵房', 2_000_000],
    ])
  })

  it('lists every problem with row and column', () => {
    const text =
      '组别\t户主\t流转面积（亩）\t流转费（元）\t日期\n1组\t甲\t-1\t1.234\t2026-02-30\t多\n1组\t乙\t两亩\t1\t'
    expect(parsePastedTable(text, columns).problems.map(({ row, column }) => [row, column])).toEqual([
      [1, undefined],
      [1, '流转面积（亩）'],
      [1, '流转费（元）'],
      [1, '日期'],
      [2, '流转面积（亩）'],
    ])
  })

  it('believes the unit of a heading, and lists every cell that is no figure', () => {
    const { columns, problems } = parsePastedTable('户主\t金额(元)\t面积（亩）\n甲\t12\t1.5\n乙\t很多\t两亩')
    expect(columns.map(({ kind }) => kind)).toEqual(['name', 'money', 'area'])
    expect(problems).toEqual([
      expect.objectContaining({ row: 2, column: '金额(元)' }),
      expect.objectContaining({ row: 2, column: '面积（亩）' }),
    ])
  })

  it('guesses columns where none are known', () => {
    const { columns: guessed, rows } = parsePastedTable(
      '姓名\t金额（元）\t面积（亩）\t人数\t日期\n甲\t1.5\t2\t3\t2026-1-1',
    )
    expect(guessed.map(({ kind }) => kind)).toEqual(['name', 'money', 'area', 'integer', 'date'])
    expect(rows[0]?.cells).toEqual(['甲', 150, 200, 3, '2026-01-01'])
  })

  it('may be empty', () => {
    expect(parsePastedTable(' \n\t\n', columns)).toEqual({ columns, rows: [], problems: [] })
    expect(parsePastedTable('')).toEqual({ columns: [], rows: [], problems: [] })
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
