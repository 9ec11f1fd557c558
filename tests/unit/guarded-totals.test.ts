import { type Cell, type Column, guardedTotals, totalsBeside } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'

const columns: Column[] = [
  { key: 'group', label: '组别', kind: 'group' },
  { key: 'name', label: '户主', kind: 'name' },
  { key: 'land', label: '土地补偿（元）', kind: 'money' },
  { key: 'crops', label: '青苗补偿（元）', kind: 'money' },
  { key: 'all', label: '补偿（元）', kind: 'money' },
]
const rowsOf = (...figures: Cell[][]) =>
  figures.map((cells, at) => ({ household: `h${at}`, cells: ['1组', `户${at}`, ...cells] }))
const shown = (rows: { household: string | null; cells: Cell[] }[], own = 1) =>
  totalsBeside(guardedTotals(columns, rows), own)[0]?.cells.slice(2) ?? []

describe('the sums below a table of own rows', () => {
  it.each([1, 2, 3])(
    'are not shown over %d households: the own row taken off, fewer than three are left',
    (count) => {
      expect(shown(rowsOf(...Array.from({ length: count }, () => [5, null, null])))).toEqual([])
    },
  )

  it('are shown from four households on, also to a neighbour without a row', () => {
    const rows = rowsOf([5, null, null], [6, null, null], [7, null, null], [8, null, null])
    expect(shown(rows, 1)).toEqual([26, null, null])
    expect(shown(rows, 0)).toEqual([26, null, null])
  })

  it('count a household with nothing there, or with two rows, as it counts: not, and once', () => {
    expect(shown(rowsOf([5, null, null], [6, null, null], [7, null, null], [0, null, null]))).toEqual([])
    const twice = [...rowsOf([5, null, null], [6, null, null], [7, null, null]), ...rowsOf([9, null, null])]
    expect(shown(twice)).toEqual([])
    const untied = twice.map((row) => ({ ...row, household: null }))
    expect(shown(untied)).toEqual([])
  })

  it('do not tell by their difference: what two shown sums would give away hides the second', () => {
    const rows = rowsOf([5, 1, 6], [6, null, 6], [7, null, 7], [8, null, 8], [9, null, 9])
    // 补偿 less 土地补偿 is the one household with crops.
    expect(shown(rows)).toEqual([35, null, null])
  })

  it('leave somebody with two households three others as well', () => {
    const four = rowsOf([5, null, null], [6, null, null], [7, null, null], [8, null, null])
    expect(shown(four, 2)).toEqual([])
    expect(shown([...four, { household: 'h4', cells: ['1组', '户4', 9, null, null] }], 2)).toEqual([
      35,
      null,
      null,
    ])
  })
})
