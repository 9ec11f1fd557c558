import type { Cell, Column, ColumnKind, ColumnTotal } from '@hutang/shared/contract'
import { cellText, countedRows, type PastedTable, parseCell, withTotal } from '@hutang/shared/rules'
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

/**
 * What was pasted instead of, or after, the rows there are; new columns stay empty in the earlier rows. A row
 * that takes the place of another takes its key: where it says the same, nothing has to be saved.
 */
export function takePasted(table: WholeTable, pasted: PastedTable, mode: 'replace' | 'append'): WholeTable {
  const width = pasted.columns.length
  const fill = (cells: readonly Cell[]) => Array.from({ length: width }, (_, at) => cells[at] ?? null)
  const before = mode === 'append' ? table.rows.map((row) => ({ ...row, cells: fill(row.cells) })) : []
  const old = mode === 'replace' ? table.rows : []
  const rows = pasted.rows.map((row, at) => ({ key: old[at]?.key ?? newRowKey(), ...row }))
  return { ...table, columns: pasted.columns, rows: [...before, ...rows] }
}

/** Without the rows that are sums themselves (合计, 上月结余). */
export const withoutTotalRows = (table: WholeTable): WholeTable => ({
  ...table,
  rows: countedRows(table.columns, table.rows),
})

/** Removes the columns that have no pasted cell. */
export function withoutEmptyColumns(pasted: PastedTable): PastedTable {
  const used = pasted.columns.map((_, at) => pasted.rows.some((row) => (row.cells[at] ?? null) !== null))
  const keep = <T>(list: readonly T[]) => list.filter((_, at) => used[at])
  return {
    ...pasted,
    columns: keep(pasted.columns),
    rows: pasted.rows.map((row) => ({ ...row, cells: keep(row.cells) })),
  }
}

/** Fills in the household of rows by name (and group, if there is one), where exactly one household fits. */
export function tieByName(table: WholeTable, households: Households): { table: WholeTable; tied: number } {
  const nameAt = table.columns.findIndex(({ kind }) => kind === 'name')
  const groupAt = table.columns.findIndex(({ kind }) => kind === 'group')
  const taken = new Set(table.rows.map((row) => row.household).filter(Boolean))
  let tied = 0
  const rows = table.rows.map((row) => {
    const name = row.cells[nameAt]
    if (row.household || typeof name !== 'string') return row
    const group = groupAt < 0 ? null : row.cells[groupAt]
    const fitting = households.filter((one) => one.name === name && (!group || one.group === group))
    const [only] = fitting
    if (!only || fitting.length > 1 || taken.has(only.code)) return row
    taken.add(only.code)
    tied += 1
    return { ...row, household: only.code }
  })
  return { table: { ...table, rows }, tied }
}

/** The name of a row in a list: its name cell, or its first cell that is not empty. */
export function rowName({ columns }: WholeTable, row: Row): string {
  const named = columns.findIndex(({ kind }) => kind === 'name')
  const at = named >= 0 ? named : row.cells.findIndex((cell) => cell !== null && cell !== '')
  const column = columns[at]
  return column ? cellText(column, row.cells[at] ?? null) || '（空着）' : '（空着）'
}
