import {
  accessTo,
  figuresOf,
  type LedgerFigures,
  type LedgerPlace,
  maskedCells,
  masksNames,
  noFigures,
  type Restriction,
  rowAccess,
  type Viewer,
  withTotal,
} from '@hutang/shared'
import type { Deps } from '../../../deps'
import { maskedNames } from '../reading/masked-names'
import type { ShownEdition } from '../reading/shown-edition'
import { sumsFor } from '../reading/table-view'

// A published edition and its rows never change: what they come to is added up once.
const added = new WeakMap<ShownEdition, LedgerFigures>()

/** What a period comes to for this viewer: no more than they could add up themselves from what they see. */
export async function readFigures(
  deps: Deps,
  edition: ShownEdition,
  place: LedgerPlace,
  restriction: Restriction,
  viewer: Viewer,
): Promise<LedgerFigures> {
  if (accessTo(viewer, restriction) === 'title') return noFigures
  const columns = (edition.table?.columns ?? []).map(withTotal)
  const part = edition.ledger ?? null
  if (rowAccess(viewer, restriction) !== 'all') {
    const { totals } = sumsFor(edition, viewer, restriction)
    return figuresOf(place, { columns, totals, rows: null }, part)
  }
  const masked = masksNames(restriction)
  const known = masked ? undefined : added.get(edition)
  if (known) return known
  const register = await maskedNames(deps, restriction)
  const rows = edition.rows.all()
  // Kinds are words of the rows: a name in them is masked as it is there.
  const shown = masked
    ? rows.map((row) => ({ household: row.household, cells: maskedCells(columns, row, register) }))
    : rows
  const figures = figuresOf(place, { columns, totals: edition.totals.all, rows: shown }, part)
  if (!masked) added.set(edition, figures)
  return figures
}
