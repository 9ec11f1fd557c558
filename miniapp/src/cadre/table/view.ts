import type { Column, DraftTable, Item, Table } from '@hutang/shared/contract'
import {
  guardedTotals,
  isOwn,
  type PlainRow,
  type Restriction,
  type RowAccess,
  rowAccess,
  tableTotals,
  totalsBeside,
  type Viewer,
  visibleRows,
  visitor,
} from '@hutang/shared/rules'

/** The whole table, as its authors see it. */
export const wholeTable = (table: DraftTable): Table => ({
  caption: table.caption,
  columns: table.columns,
  rows: table.rows.map(({ household, cells }) => ({ household: household ?? null, own: false, cells })),
  total: table.rows.length,
  access: 'all',
  totals: tableTotals(table.columns, table.rows),
})

export type Onlooker = 'villager' | 'visitor'

export const restrictionOf = (item: Item, region: string): Restriction => ({
  region,
  audience: item.audience,
  summaryAudience: item.summaryAudience,
  maskLevel: item.maskLevel,
})

/** For the preview: a visitor, or a villager of the first household in the table, who has rows of their own. */
export function onlookerOf(who: Onlooker, region: string, table: DraftTable | null): Viewer {
  if (who === 'visitor') return visitor
  const household = table?.rows.find((row) => row.household)?.household ?? ''
  return { ...visitor, residences: [{ region, household, member: true }] }
}

function seenTotals(
  columns: readonly Column[],
  rows: readonly PlainRow[],
  access: RowAccess,
  viewer: Viewer,
): Table['totals'] {
  if (access === 'none') return []
  if (access === 'all') return tableTotals(columns, rows)
  const own = new Set(rows.flatMap(({ household }) => (isOwn(viewer, household) ? [household] : [])))
  return totalsBeside(guardedTotals(columns, rows), own.size)
}

/** The table as this person will get it, by the same rules as on the server. */
export function seenTable(table: DraftTable, item: Item, region: string, viewer: Viewer): Table {
  const restriction = restrictionOf(item, region)
  const rows = table.rows.map((row) => ({ household: row.household ?? null, cells: row.cells }))
  const access = rowAccess(viewer, restriction)
  return {
    ...wholeTable(table),
    access,
    rows: visibleRows(rows, table.columns, viewer, restriction, null),
    totals: seenTotals(table.columns, rows, access, viewer),
  }
}
