import type { Column, DraftTable } from '@hutang/shared/contract'
import { tableProblems } from '@hutang/shared/rules'
import type { FieldProblem } from '../../api/errors'

export type Households = readonly { code: string; name: string; group: string }[]

// Long tables are looked through once, not each time a letter is typed elsewhere.
const found = new WeakMap<DraftTable, { codes: readonly string[]; problems: FieldProblem[] }>()

// Rows that are sound by themselves, with the columns under which they are: each is looked at once.
const sound = new WeakMap<object, readonly Column[]>()

function problemsIn(table: DraftTable, codes: readonly string[]): FieldProblem[] {
  const { columns, rows } = table
  const unsure = new Set(rows.filter((row) => sound.get(row) !== columns))
  const problems = tableProblems(table, codes.length > 0 ? new Set(codes) : null, unsure)
  const wrong = new Set(problems.map(({ row }) => row))
  rows.forEach((row, at) => {
    if (unsure.has(row) && !wrong.has(at + 1)) sound.set(row, columns)
  })
  return problems
}

/** All problems of the table. Household codes are checked only if the phone has the register's list. */
export function problemsOf(table: DraftTable, codes: readonly string[]): FieldProblem[] {
  const known = found.get(table)
  if (known?.codes === codes) return known.problems
  const problems =
    table.columns.length === 0
      ? [{ field: 'content.table.columns', message: '表格还没有列，请点“改列”加上。' }]
      : problemsIn(table, codes)
  found.set(table, { codes, problems })
  return problems
}

export const placeText = ({ row, column }: FieldProblem): string =>
  [row === undefined ? '' : `第 ${row} 行`, column ? `「${column}」` : ''].join('') || '表格'
