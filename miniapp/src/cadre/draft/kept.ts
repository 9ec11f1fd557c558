import type { DraftContent } from '@hutang/shared/contract'
import { rowsUnder } from '@hutang/shared/rules'
import { type Content, changesBetween, type Row, type WholeTable, withChanges } from '../table/rows'
import type { Kept } from './types'

/** The rows as the server lays them under the columns of another table. */
export const laidUnder = (base: WholeTable | null, head: WholeTable | null): readonly Row[] =>
  base && head ? rowsUnder(base.columns, head.columns, base.rows).rows : []

const withoutRows = ({ table, ...words }: Content): DraftContent => ({
  ...words,
  table: table && { caption: table.caption, columns: table.columns },
})

export function packed(revision: number, base: Content, mine: Content): Kept {
  const before = laidUnder(base.table, mine.table)
  const changes = changesBetween(before, mine.table?.rows ?? [])
  const touched = new Set(changes.map(({ key }) => key))
  return {
    revision,
    base: withoutRows(base),
    mine: withoutRows(mine),
    rows: changes.length > 0 ? { changes, was: before.filter(({ key }) => touched.has(key)) } : null,
  }
}

/** What was kept, on top of what the server has now: the rows that this phone did not touch are the server's. */
export function unpacked(kept: Kept, theirs: Content): { base: Content; mine: Content } {
  const was = new Map((kept.rows?.was ?? []).map((row) => [row.key, row]))
  const rows = (theirs.table?.rows ?? []).map((row) => was.get(row.key) ?? row)
  const base = { ...kept.base, table: kept.base.table && { ...kept.base.table, rows } }
  const { table } = kept.mine
  const mine = table && {
    ...table,
    rows: withChanges(laidUnder(base.table, { ...table, rows: [] }), kept.rows?.changes ?? []),
  }
  return { base, mine: { ...kept.mine, table: mine } }
}

export function isKept(value: unknown): value is Kept {
  return (
    typeof value === 'object' &&
    value !== null &&
    'revision' in value &&
    'base' in value &&
    'mine' in value &&
    'rows' in value
  )
}
