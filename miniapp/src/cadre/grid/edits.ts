import { mostRows } from '@hutang/shared/rules'
import { newRowKey, type Row, type WholeTable } from '../table/rows'
import type { GridColumn } from './columns'
import type { Block, Place } from './place'

export const emptyRow = ({ columns }: WholeTable): Row => ({
  key: newRowKey(),
  household: null,
  cells: columns.map(() => null),
})

/** The rows, with as many empty ones behind them that there are `count`. */
function atLeast(table: WholeTable, count: number): Row[] {
  const rows = table.rows.slice()
  while (rows.length < Math.min(count, mostRows)) rows.push(emptyRow(table))
  return rows
}

/** Texts as they were typed or pasted, the first at `at`; rows that are missing are added. */
export function putTexts(
  table: WholeTable,
  columns: readonly GridColumn[],
  at: Place,
  texts: readonly (readonly string[])[],
): WholeTable {
  const rows = atLeast(table, at.row + texts.length)
  texts.forEach((line, down) => {
    const place = at.row + down
    let row = rows[place]
    if (!row) return
    line.forEach((text, right) => {
      const column = columns[at.col + right]
      if (row && column && column.text(row) !== text) row = column.put(row, text)
    })
    rows[place] = row
  })
  return { ...table, rows }
}

export const textsIn = (
  { rows }: WholeTable,
  columns: readonly GridColumn[],
  { top, bottom, left, right }: Block,
): string[][] =>
  rows.slice(top, bottom + 1).map((row) => columns.slice(left, right + 1).map((column) => column.text(row)))

export const clearBlock = (table: WholeTable, columns: readonly GridColumn[], block: Block): WholeTable =>
  putTexts(
    table,
    columns,
    { row: block.top, col: block.left },
    textsIn(table, columns, block).map((line) => line.map(() => '')),
  )

/** The first row of the block into those below it; a block of one row takes the row above it. */
export function fillDown(table: WholeTable, columns: readonly GridColumn[], block: Block): WholeTable {
  const single = block.top === block.bottom
  if (single && block.top === 0) return table
  const from = single ? block.top - 1 : block.top
  const first = single ? block.top : block.top + 1
  const [line] = textsIn(table, columns, { ...block, top: from, bottom: from })
  if (!line) return table
  const last = Math.min(block.bottom, single ? block.bottom : table.rows.length - 1)
  const lines = Array.from({ length: last - first + 1 }, () => line)
  return putTexts(table, columns, { row: first, col: block.left }, lines)
}

export function insertRows(table: WholeTable, at: number, count: number): WholeTable {
  const room = Math.max(0, Math.min(count, mostRows - table.rows.length))
  const fresh = Array.from({ length: room }, () => emptyRow(table))
  return { ...table, rows: [...table.rows.slice(0, at), ...fresh, ...table.rows.slice(at)] }
}

export const deleteRows = (table: WholeTable, top: number, bottom: number): WholeTable => ({
  ...table,
  rows: table.rows.filter((_, at) => at < top || at > bottom),
})

/** A row whose cell holds several figures becomes as many rows, each with one of them. */
export function splitRow(
  table: WholeTable,
  column: GridColumn,
  at: number,
  figures: readonly string[],
): WholeTable {
  const row = table.rows[at]
  if (!row) return table
  const split = figures.map((figure, n) => column.put(n === 0 ? row : { ...row, key: newRowKey() }, figure))
  return { ...table, rows: [...table.rows.slice(0, at), ...split, ...table.rows.slice(at + 1)] }
}
