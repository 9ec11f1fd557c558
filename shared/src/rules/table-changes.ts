import type { Cell, Column } from '../contract/domain'
import type { RowChange, TableHead } from '../contract/tables'
import type { FieldProblem } from '../errors'
import { cellText } from './cell-text'
import { parseCell } from './table-cells'

/** A row of a table that is worked on. */
export interface KeyedRow {
  key: string
  /** Its place: rows stand in the order of this number. */
  n: number
  /** Household code; null where the row concerns no household. */
  household: string | null
  cells: Cell[]
}

export interface Changed<R extends KeyedRow = KeyedRow> {
  /** The whole table afterwards, in order; rows that did not change are the same objects. */
  rows: R[]
  /** Rows that are new, say something else, or stand elsewhere. */
  written: R[]
  /** Keys of the rows that were taken out. */
  removed: string[]
  problems: FieldProblem[]
}

/** Two places nearer than this cannot be told apart safely any more: the table is numbered anew. */
const nearest = 1e-7

const byPlace = (a: KeyedRow, b: KeyedRow) => a.n - b.n || (a.key < b.key ? -1 : 1)

/** Does the changes one after the other; with a problem nothing of them is to be kept. */
export function changeRows(before: readonly KeyedRow[], changes: readonly RowChange[]): Changed {
  const known = new Set(before.map(({ key }) => key))
  const touched = new Set(changes.map(({ key }) => key))
  const problems: FieldProblem[] = []
  let rows = new Map(before.map((row) => [row.key, row]))
  let last = before.reduce((most, { n }) => Math.max(most, n), -1)
  let renumbered = false
  const placeAfter = (after: string | null, run: readonly string[]): number | null => {
    for (;;) {
      const gap = gapAfter(rows, after, run)
      if (!gap) return null
      const step = gap.to === null ? 1 : (gap.to - gap.from) / (run.length + 1)
      if (step >= nearest) return gap.from + step
      rows = new Map([...rows.values()].sort(byPlace).map((row, n) => [row.key, { ...row, n }]))
      last = rows.size - 1
      renumbered = true
    }
  }
  changes.forEach(({ key, row, after }, at) => {
    if (row === null) {
      rows.delete(key)
      return
    }
    const old = rows.get(key)
    const words = row ?? old
    if (!words) {
      problems.push({ field: `changes.${at}.key`, message: '要移动的那一行已经不在了，请刷新后再改。' })
      return
    }
    const place = after === undefined ? (old?.n ?? last + 1) : placeAfter(after, runAt(changes, at))
    if (place === null) {
      problems.push({ field: `changes.${at}.after`, message: '要排在后面的那一行已经不在了，请刷新后再改。' })
      return
    }
    last = Math.max(last, place)
    rows.set(key, { key, n: place, household: words.household || null, cells: words.cells })
  })
  const ordered = [...rows.values()].sort(byPlace)
  return {
    rows: ordered,
    written: renumbered ? ordered : ordered.filter(({ key }) => touched.has(key)),
    removed: [...touched].filter((key) => known.has(key) && !rows.has(key)),
    problems,
  }
}

/** The keys from here on that are to stand one behind the other: they share the gap evenly. */
function runAt(changes: readonly RowChange[], at: number): string[] {
  const keys: string[] = []
  for (let place = at; place < changes.length; place++) {
    const change = changes[place]
    if (!change || change.row === null) break
    if (place > at && change.after !== keys.at(-1)) break
    keys.push(change.key)
  }
  return keys
}

/** The places before and behind which nothing else stands; `to` is null behind the last row. */
function gapAfter(
  rows: ReadonlyMap<string, KeyedRow>,
  after: string | null,
  moving: readonly string[],
): { from: number; to: number | null } | null {
  const ours = new Set(moving)
  const from = after === null ? Number.NEGATIVE_INFINITY : rows.get(after)?.n
  if (from === undefined) return null
  let to: number | null = null
  for (const { key, n } of rows.values()) if (n > from && !ours.has(key) && (to === null || n < to)) to = n
  if (Number.isFinite(from)) return { from, to }
  return to === null ? { from: -1, to } : { from: to - moving.length - 1, to }
}

const sameColumns = (a: readonly Column[], b: readonly Column[]): boolean =>
  a.length === b.length && a.every(({ key, kind }, at) => key === b[at]?.key && kind === b[at]?.kind)

/**
 * The rows under other columns: cells follow the key of their column, are read anew where its kind changed,
 * and are empty in a new column. The same array where no cell is concerned.
 */
export function rowsUnder<R extends { cells: readonly Cell[] }>(
  before: TableHead['columns'],
  columns: TableHead['columns'],
  rows: readonly R[],
): { rows: readonly R[]; unread: { row: number; column: string; message: string }[] } {
  if (sameColumns(before, columns)) return { rows, unread: [] }
  const unread: { row: number; column: string; message: string }[] = []
  const places = columns.map(({ key }) => before.findIndex((column) => column.key === key))
  const moved = rows.map((row, at) => ({
    ...row,
    cells: columns.map((column, place): Cell => {
      const from = places[place] ?? -1
      const old = before[from]
      const cell = row.cells[from] ?? null
      if (!old || old.kind === column.kind) return cell
      const read = parseCell(column, cellText(old, cell))
      if ('cell' in read) return read.cell
      unread.push({ row: at + 1, column: column.label, message: read.problem })
      return null
    }),
  }))
  return { rows: moved, unread }
}
