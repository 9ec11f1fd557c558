import type { Cell, Column, ColumnKind, ColumnTotal } from '@hutang/shared/contract'
import {
  cellText,
  countedRows,
  lineKey,
  parseCell,
  rowsUnder,
  type SheetRead,
  tieHouseholds,
  withTotal,
} from '@hutang/shared/rules'
import type { Households } from './problems'
import { newRowKey, type Row, type WholeTable } from './rows'

export const kindWords: Record<ColumnKind, { name: string; example: string }> = {
  text: { name: '文字', example: '例：水稻' },
  name: { name: '姓名或户名', example: '要遮姓名的事项，公开时会自动遮' },
  group: { name: '组别', example: '例：三组' },
  integer: { name: '整数', example: '例：12（人、户、次）' },
  number: { name: '数，可有小数', example: '例：98.5（得分、百分数、吨）' },
  area: { name: '面积（亩）', example: '例：4.19' },
  money: { name: '金额（元）', example: '例：1200.50' },
  date: { name: '日期', example: '例：2026-11-20' },
}

export const columnKinds = Object.keys(kindWords) as ColumnKind[]

export const totalWords: Record<ColumnTotal, { name: string; example: string }> = {
  sum: { name: '合计', example: '例：金额、面积、人数' },
  none: { name: '不合计', example: '例：单价、得分、进度、层数、年度' },
  balance: { name: '收支分开，算结余', example: '收入、支出各加各的，不混在一起' },
}

export const columnTotals = Object.keys(totalWords) as ColumnTotal[]

export const newTable = (caption: string, columns: readonly Column[]): WholeTable => ({
  caption: caption.slice(0, 60),
  columns: columns.map(withTotal),
  rows: [],
})

export function freeKey(columns: readonly Column[]): string {
  let n = columns.length + 1
  while (columns.some(({ key }) => key === `c${n}`)) n += 1
  return `c${n}`
}

export const addColumn = (table: WholeTable, column: Column): WholeTable => ({
  ...table,
  columns: [...table.columns, column],
  rows: table.rows.map((row) => ({ ...row, cells: [...row.cells, null] })),
})

export const removeColumn = (table: WholeTable, at: number): WholeTable => ({
  ...table,
  columns: table.columns.filter((_, place) => place !== at),
  rows: table.rows.map((row) => ({ ...row, cells: row.cells.filter((_, place) => place !== at) })),
})

/** Renames a column or changes its kind. If cells do not fit the kind, nothing changes and `unread` is their number. */
export function changeColumn(
  table: WholeTable,
  at: number,
  next: Column,
): { table: WholeTable } | { unread: number } {
  const column = table.columns[at]
  if (!column) return { table }
  let unread = 0
  const convert = (cell: Cell): Cell => {
    if (column.kind === next.kind) return cell
    const read = parseCell(next, cellText(column, cell))
    if ('cell' in read) return read.cell
    unread += 1
    return null
  }
  const rows = table.rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell, place) => (place === at ? convert(cell) : cell)),
  }))
  if (unread > 0) return { unread }
  return {
    table: { ...table, columns: table.columns.map((one, place) => (place === at ? next : one)), rows },
  }
}

/** Replaces the row at this index; an index after the last row adds it. */
export const setRow = (table: WholeTable, at: number, row: Omit<Row, 'key'>): WholeTable => ({
  ...table,
  rows:
    at < table.rows.length
      ? table.rows.map((one, place) => (place === at ? { ...one, ...row } : one))
      : [...table.rows, { key: newRowKey(), ...row }],
})

export const removeRow = (table: WholeTable, at: number): WholeTable => ({
  ...table,
  rows: table.rows.filter((_, place) => place !== at),
})

export type TakeMode = 'replace' | 'append'

/**
 * What was read from a sheet instead of, or after, the rows there are. A row that takes the place of another takes
 * its key: where it says the same, nothing has to be saved. `unread`: earlier cells that do not fit a changed kind.
 */
export function takeSheet(
  table: WholeTable,
  { table: read }: Pick<SheetRead, 'table'>,
  mode: TakeMode,
): { table: WholeTable; unread: number } {
  const { rows: old, unread } = rowsUnder(table.columns, read.columns, table.rows)
  const before = mode === 'append' ? old : []
  const keys = mode === 'replace' ? table.rows.map(({ key }) => key) : []
  const rows = read.rows.map(({ household, cells }, at) => ({
    key: keys[at] ?? newRowKey(),
    household,
    cells,
  }))
  return {
    table: { ...table, columns: read.columns, rows: [...before, ...rows] },
    unread: mode === 'append' ? unread.length : 0,
  }
}

/** Without the rows that are sums themselves (合计, 上月结余). */
export const withoutTotalRows = (table: WholeTable): WholeTable => ({
  ...table,
  rows: countedRows(table.columns, table.rows),
})

/** Ties the rows without a household to the one of that name (and group, if there is one), where exactly one fits. */
export function tieByName(table: WholeTable, households: Households): { table: WholeTable; tied: number } {
  const read = table.rows.map((row, at) => ({ at, half: 0, household: row.household, cells: row.cells }))
  const loose = read.filter(({ household }) => !household)
  const kept = Object.fromEntries(
    read.flatMap((row) => (row.household ? [[lineKey(row), row.household]] : [])),
  )
  const { rows } = tieHouseholds(table.columns, read, households, kept)
  const tied = loose.filter(({ at }) => rows[at]?.household).length
  const next = table.rows.map((row, at) =>
    row.household ? row : { ...row, household: rows[at]?.household ?? null },
  )
  return { table: { ...table, rows: next }, tied }
}

/** The name of a row in a list: its name cell, or its first cell that is not empty. */
export function rowName({ columns }: WholeTable, row: Row): string {
  const named = columns.findIndex(({ kind }) => kind === 'name')
  const at = named >= 0 ? named : row.cells.findIndex((cell) => cell !== null && cell !== '')
  const column = columns[at]
  return column ? cellText(column, row.cells[at] ?? null) || '（空着）' : '（空着）'
}
