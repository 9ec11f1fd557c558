import type { Cell, Column, Difference, RowDifference } from '@hutang/shared'
import { cellChanges, columnDifferences, textDifference } from '@hutang/shared/differences'

export interface Head {
  caption: string
  columns: readonly Column[]
}

/** A table that is not there has no columns and no rows. */
export const noHead: Head = { caption: '', columns: [] }

/** A row as the viewer may see it. */
export interface SeenRow {
  household: string | null
  own: boolean
  cells: readonly Cell[]
  /** Counted from 1; null where the viewer sees own rows only. */
  place: number | null
}

/** The table of a difference without its rows; null where nothing of it may be seen, or there is none. */
export function tableDifference(
  before: Head | null,
  after: Head | null,
): Omit<NonNullable<Difference['table']>, 'rows' | 'total' | 'next'> | null {
  if (!before && !after) return null
  const [was, is] = [before ?? noHead, after ?? noHead]
  return {
    caption: textDifference(was.caption, is.caption),
    columns: [...is.columns],
    columnsBefore: [...was.columns],
    columnChanges: columnDifferences(was.columns, is.columns),
  }
}

/** One row before and after, as the viewer sees both; at least one of them. */
export function rowDifference(
  [was, is]: readonly [Head, Head],
  before: SeenRow | null,
  after: SeenRow | null,
): RowDifference {
  const changes =
    before && after ? cellChanges({ ...was, cells: before.cells }, { ...is, cells: after.cells }) : []
  const both = changes.length > 0 || before?.household !== after?.household ? 'changed' : 'moved'
  const row = after ?? before
  return {
    change: !before ? 'added' : !after ? 'removed' : both,
    own: row?.own ?? false,
    household: row?.household ?? null,
    placeBefore: before?.place ?? null,
    placeAfter: after?.place ?? null,
    cells: [...(row?.cells ?? [])],
    changes,
  }
}

/** Whether nothing is different. */
export const isSame = ({
  title,
  plain,
  body,
  elements,
  pictures,
  table,
  validUntil,
  ledger = [],
}: Omit<Difference, 'same' | 'from' | 'to' | 'note'>): boolean =>
  !title &&
  !plain &&
  !body &&
  elements.length === 0 &&
  pictures.length === 0 &&
  !validUntil &&
  ledger.length === 0 &&
  (!table || (!table.caption && table.columnChanges.length === 0 && table.total === 0))
