import type { Cell, Column, Item } from '../contract/domain'
import type { DraftTable } from '../contract/tables'
import type { FieldProblem } from '../errors'
import { isDate } from './sheet/dates'

export const tableField = 'content.table.rows'
const longestText = 200

function cellProblem({ kind }: Column, cell: Cell): string | null {
  if (cell === null) return null
  switch (kind) {
    case 'integer':
      return Number.isSafeInteger(cell) ? null : `“${cell}”不是整数。`
    case 'number':
      return Number.isSafeInteger(cell) ? null : `“${cell}”不是数，最多四位小数。`
    case 'area':
      if (!Number.isSafeInteger(cell)) return `“${cell}”不是面积，请填亩数，最多两位小数。`
      return Number(cell) < 0 ? '面积不能是负数。' : null
    case 'money':
      return Number.isSafeInteger(cell) ? null : `“${cell}”不是金额，请填元，最多两位小数。`
    case 'date':
      return typeof cell === 'string' && isDate(cell) ? null : `“${cell}”不是日期，请写成 2026-11-20。`
    default:
      if (typeof cell !== 'string') return `“${cell}”应当是文字。`
      return cell.length > longestText ? `最多 ${longestText} 个字。` : null
  }
}

function lengthProblem(columns: number, cells: number): string | null {
  if (cells === columns) return null
  return cells > columns
    ? `这一行有 ${cells} 格，表头只有 ${columns} 列，多了 ${cells - columns} 格。`
    : `这一行只有 ${cells} 格，表头有 ${columns} 列，少了 ${columns - cells} 格。`
}

type Row = DraftTable['rows'][number]

/** What is wrong with one row by itself. */
export function rowProblems(
  columns: readonly Column[],
  { cells }: Pick<Row, 'cells'>,
): { message: string; column?: string }[] {
  const length = lengthProblem(columns.length, cells.length)
  return [
    ...(length ? [{ message: length }] : []),
    ...columns.flatMap((column, place) => {
      const message = cellProblem(column, cells[place] ?? null)
      return message ? [{ message, column: column.label }] : []
    }),
  ]
}

/**
 * Every problem of a table, rows counted from 1. `households` are the codes of the register; null where they
 * are not at hand, as on the phone. Rows that are not among `changed` are known to be sound by themselves. A household
 * stands in a table once; where rows are persons', each of its people.
 */
export function tableProblems(
  { columns, rows, rowsOf }: Omit<DraftTable, 'caption'> & { caption?: string } & Pick<Item, 'rowsOf'>,
  households: ReadonlySet<string> | null,
  changed?: ReadonlySet<Row>,
): FieldProblem[] {
  const problems: FieldProblem[] = columnProblems(columns)
  const firstRow = new Map<string, number>()
  const name = rowsOf === 'person' ? columns.findIndex(({ kind }) => kind === 'name') : -1
  rows.forEach((one, at) => {
    const row = at + 1
    const { household } = one
    const say = (message: string, column?: string) =>
      problems.push({ field: tableField, message, row, ...(column === undefined ? {} : { column }) })
    const check = !changed || changed.has(one)
    if (household) {
      const said = name < 0 ? '' : String(one.cells[name] ?? '')
      const before = firstRow.get(`${household} ${said}`)
      if (before !== undefined) say(`户号 ${household}${said} 与第 ${before} 行重复。`, '户号')
      else firstRow.set(`${household} ${said}`, row)
      if (check && households && !households.has(household)) say(`户籍册里没有户号 ${household}。`, '户号')
    }
    if (!check) return
    for (const { message, column } of rowProblems(columns, one)) say(message, column)
  })
  return problems
}

export function columnProblems(columns: readonly Column[]): FieldProblem[] {
  const repeated = (of: (column: Column) => string) =>
    columns.filter((column, at) => columns.findIndex((other) => of(other) === of(column)) !== at)
  return [
    ...repeated(({ key }) => key).map(({ key, label }) => ({
      field: 'content.table.columns',
      message: `列代号 ${key} 用了两次。`,
      column: label,
    })),
    ...repeated(({ label }) => label).map(({ label }) => ({
      field: 'content.table.columns',
      message: `有两列都叫“${label}”，请改一个名字。`,
      column: label,
    })),
  ]
}
