import {
  type Api,
  accessTo,
  caresIn,
  mostRowsAtOnce,
  type Names,
  ownHomes,
  type Restriction,
  rowAccess,
  type Table,
  totalsBeside,
  type Viewer,
  visibleRows,
  withTotal,
} from '@hutang/shared'
import type { Deps } from '../../../deps'
import { offsetOf } from '../../../http/offset-cursor'
import { showsVouchers } from '../vouchers/setting'
import { readable } from './current'
import { placesOfPage } from './kept-rows'
import { maskedNames } from './masked-names'
import type { ShownEdition } from './shown-edition'

const usualLimit = 100

/** The table with its first page of rows; null where there is none, or none that the viewer may see. */
export async function tableView(
  deps: Deps,
  edition: ShownEdition,
  viewer: Viewer,
  restriction: Restriction,
): Promise<Table | null> {
  const { table } = edition
  const access = rowAccess(viewer, restriction)
  if (!table || access === 'none') return null
  return {
    caption: table.caption,
    columns: table.columns.map(withTotal),
    ...pageOfRows(edition, viewer, restriction, await maskedNames(deps, restriction), {
      limit: mostRowsAtOnce,
      vouchers: await leadsToVouchers(deps, edition, viewer),
    }),
    ...sumsFor(edition, viewer, restriction),
    access,
  }
}

/** Of an edition that was corrected none are shown. */
const leadsToVouchers = async (deps: Deps, edition: ShownEdition, viewer: Viewer): Promise<boolean> =>
  edition.voucherAt.size > 0 &&
  edition.editions[0]?._id === edition._id &&
  (await showsVouchers(deps, viewer, edition.region))

/** How many rows there are and what they come to. Who reads only the rows of those they look after learns neither. */
export function sumsFor(
  edition: ShownEdition,
  viewer: Viewer,
  restriction: Restriction,
): Pick<Table, 'total' | 'totals'> {
  const total = edition.table?.rows ?? 0
  if (rowAccess(viewer, restriction) === 'all') return { total, totals: edition.totals.all }
  const own = ownHomes(viewer).map(({ household }) => edition.rows.placesOf(new Set([household])).length)
  if (accessTo(viewer, restriction) === 'title') {
    return {
      total: caresIn(viewer, restriction.region) ? own.reduce((sum, n) => sum + n, 0) : total,
      totals: [],
    }
  }
  return { total, totals: totalsBeside(edition.totals.guarded(), own.filter((n) => n > 0).length) }
}

/** A page of the rows that the viewer may see, the own household's first. */
export function pageOfRows(
  { table, rows, voucherAt }: ShownEdition,
  viewer: Viewer,
  restriction: Restriction,
  register: Names | null,
  { cursor, limit, vouchers = false }: { cursor?: string | undefined; limit: number; vouchers?: boolean },
): Pick<Table, 'rows' | 'next'> {
  const own = rows.placesOf(new Set(ownHomes(viewer).map(({ household }) => household)))
  const seen = { all: rows.length, own: own.length, none: 0 }[rowAccess(viewer, restriction)]
  const from = offsetOf(cursor)
  const places = placesOfPage(seen, own, { from, limit })
  const end = from + places.length
  const shown = visibleRows(rows.at(places), table?.columns ?? [], viewer, restriction, register)
  const leads = vouchers && voucherAt.size > 0 && rowAccess(viewer, restriction) === 'all'
  return {
    rows: leads
      ? shown.map((row, at) => {
          const voucher = voucherAt.get(places[at] ?? -1)
          return voucher === undefined ? row : { ...row, voucher }
        })
      : shown,
    ...(places.length > 0 && end < seen ? { next: String(end) } : {}),
  }
}

/** Further rows of a notice's table. */
export async function rowsView(
  deps: Deps,
  id: string,
  viewer: Viewer,
  { edition: editionNo, cursor, limit = usualLimit }: Api['GET /api/notices/:id/rows']['query'],
): Promise<Api['GET /api/notices/:id/rows']['response']> {
  const { edition, restriction } = await readable(deps, id, viewer, { editionNo })
  const register = await maskedNames(deps, restriction)
  return {
    edition: edition._id,
    revision: edition.revision,
    ...pageOfRows(edition, viewer, restriction, register, {
      cursor,
      limit,
      vouchers: await leadsToVouchers(deps, edition, viewer),
    }),
    total: sumsFor(edition, viewer, restriction).total,
  }
}
