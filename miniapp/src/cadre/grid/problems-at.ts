import type { FieldProblem } from '../../api/errors'
import type { WholeTable } from '../table/rows'
import type { GridColumn } from './columns'
import type { Place } from './place'

const colOf = (columns: readonly GridColumn[], head: WholeTable['columns'], label: string | undefined) => {
  if (label === '户号')
    return Math.max(
      0,
      columns.findIndex(({ kind }) => kind === 'household'),
    )
  const column = head.find((one) => one.label === label)
  return Math.max(0, column ? columns.findIndex(({ key }) => key === column.key) : 0)
}

/** Where a problem stands. */
export const placeOfProblem = (
  columns: readonly GridColumn[],
  head: WholeTable['columns'],
  { row = 1, column }: Pick<FieldProblem, 'row' | 'column'>,
): Place => ({ row: row - 1, col: colOf(columns, head, column) })

/** The problem behind this cell in the order of reading; behind the last comes the first. */
export function problemAfter(
  problems: readonly FieldProblem[],
  columns: readonly GridColumn[],
  head: WholeTable['columns'],
  at: Place,
): Place | undefined {
  const places = problems
    .filter(({ row }) => row !== undefined)
    .map((problem) => placeOfProblem(columns, head, problem))
    .sort((a, b) => a.row - b.row || a.col - b.col)
  return places.find(({ row, col }) => row > at.row || (row === at.row && col > at.col)) ?? places[0]
}

export interface Marks {
  /** The keys of the columns marked in a row (from 0), by commas. */
  ofRow(at: number): string
  messageAt(at: number, key: string): string | undefined
}

/** What is wrong in the cells that the rows do not tell of by themselves, by row and column. */
export function marksOf(
  problems: readonly FieldProblem[],
  columns: readonly GridColumn[],
  head: WholeTable['columns'],
): Marks {
  const rows = new Map<number, Map<string, string>>()
  for (const problem of problems) {
    if (problem.row === undefined) continue
    const { row, col } = placeOfProblem(columns, head, problem)
    const marks = rows.get(row) ?? new Map<string, string>()
    const key = columns[col]?.key ?? ''
    if (!marks.has(key)) marks.set(key, problem.message)
    rows.set(row, marks)
  }
  return {
    ofRow: (at) => [...(rows.get(at)?.keys() ?? [])].join(','),
    messageAt: (at, key) => rows.get(at)?.get(key),
  }
}

export const cellName = (row: number, label: string, text: string): string =>
  `第 ${row + 1} 行，${label}${text === '' ? '，空着' : `，${text}`}`
