import type { Cell, DraftContent, RowChange, TableHead } from '@hutang/shared/contract'
import { changeRows } from '@hutang/shared/rules'
import { same } from './same'

/** A row of a table that is worked on; the key stays with it. */
export interface Row {
  key: string
  household: string | null
  cells: Cell[]
}

/** A table that is worked on, with all its rows. */
export interface WholeTable extends TableHead {
  rows: readonly Row[]
}

/** A draft with all the rows of its table. */
export interface Content extends Omit<DraftContent, 'table'> {
  table: WholeTable | null
}

let made = 0
/** A key that no other phone makes. */
export const newRowKey = (): string =>
  `r${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}${(made++).toString(36)}`

const sameRow = (a: Row, b: Row): boolean =>
  a === b || (a.household === b.household && same(a.cells, b.cells))

export const sameRows = (a: readonly Row[], b: readonly Row[]): boolean =>
  a === b ||
  (a.length === b.length &&
    a.every((row, at) => {
      const other = b[at]
      return other !== undefined && row.key === other.key && sameRow(row, other)
    }))

/** What has to be done to `before` so that it becomes `after`. */
export function changesBetween(before: readonly Row[], after: readonly Row[]): RowChange[] {
  if (before === after) return []
  const old = new Map(before.map((row) => [row.key, row]))
  const kept = new Set(after.map(({ key }) => key))
  const order = before.filter(({ key }) => kept.has(key))
  const stayed = after.filter(({ key }) => old.has(key))
  const moved = order.some(({ key }, at) => key !== stayed[at]?.key)
  let lastOld = after.length - 1
  while (lastOld >= 0 && !old.has(after[lastOld]?.key ?? '')) lastOld -= 1
  const removed = before.flatMap(({ key }): RowChange[] => (kept.has(key) ? [] : [{ key, row: null }]))
  const others = after.flatMap((row, at): RowChange[] => {
    const { key, household, cells } = row
    const was = old.get(key)
    // New rows behind all others need no place: they come last, one after the other.
    const placed = moved || (!was && at < lastOld)
    if (was && !placed && sameRow(was, row)) return []
    return [
      {
        key,
        ...(was && sameRow(was, row) ? {} : { row: { household, cells } }),
        ...(placed ? { after: after[at - 1]?.key ?? null } : {}),
      },
    ]
  })
  return [...removed, ...others]
}

/** The rows with the changes done; a row that says the same stays the same object. */
export function withChanges(rows: readonly Row[], changes: readonly RowChange[]): Row[] {
  const before = new Map(rows.map((row) => [row.key, row]))
  return changeRows(
    rows.map((row, n) => ({ ...row, n })),
    changes,
  ).rows.map(({ key, household, cells }) => {
    const was = before.get(key)
    return was && was.household === household && was.cells === cells ? was : { key, household, cells }
  })
}

const mostBytes = 300_000

/** As many of the changes as one request takes. */
export function firstPage(changes: readonly RowChange[], most: number): RowChange[] {
  let bytes = 0
  const end = changes.findIndex((change, at) => {
    bytes += JSON.stringify(change).length
    return at > 0 && bytes > mostBytes
  })
  return changes.slice(0, Math.min(most, end < 0 ? changes.length : end))
}
