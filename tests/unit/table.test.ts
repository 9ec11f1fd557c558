import {
  type Column,
  cellText,
  ownFigures,
  ownFigureText,
  parseCell,
  personalDataInRow,
  readSheet,
  rowSentences,
  sheetOfText,
  tableProblems,
  tableTotals,
} from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { cellText as shownText } from '../../miniapp/src/format/cell'

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

describe('a column of figures with decimals', () => {
  const tons: Column = { key: 't', label: '数量（吨）', kind: 'number' }

  it('keeps four of them exactly, and shows what is said', () => {
    for (const text of ['98.5', '0.0001', '-12', '1,234.5']) {
      const read = parseCell(tons, text)
      const cell = 'cell' in read ? read.cell : null
      expect(cellText(tons, cell)).toBe(text.replace(',', ''))
      expect(shownText(cell, 'number')).toBe(text.replace(',', ''))
    }
    expect(parseCell(tons, '0.00001')).toHaveProperty('problem')
    expect(tableProblems({ columns: [tons], rows: [{ cells: [1.5] }] }, null)).toHaveLength(1)
  })

  it('is added up, told to a household and compared in a correction', () => {
    const rows = [[125_000], [7500]]
    expect(
      tableTotals(
        [tons],
        rows.map((cells) => ({ cells })),
      )[0]?.cells,
    ).toEqual([132_500])
    expect(ownFigures([tons], rows).map(ownFigureText)).toEqual(['13.25 吨'])
    expect(
      rowSentences({ columns: [tons], cells: [125_000] }, { columns: [tons], cells: [130_000] }),
    ).toEqual(['您家数量由12.5改为13。'])
  })

  it('hides no telephone number', () => {
    const phone = parseCell({ ...tons, label: '联系' }, '13800138000')
    expect(
      personalDataInRow([{ ...tons, label: '联系' }], ['cell' in phone ? phone.cell : null]),
    ).toHaveLength(1)
  })
})
