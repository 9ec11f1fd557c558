import {
  type Api,
  cellText,
  type EditionWork,
  plainDateText,
  rowAccess,
  type Viewer,
  visibleRows,
} from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { EditionDoc, VoucherDoc } from '../notices.model'
import { pictureUrl, type TicketKind, ticketFor } from '../pictures/ticket'
import { type CurrentNotice, currentNotice } from '../reading/current'
import { maskedNames } from '../reading/masked-names'
import { showsVouchers, takesVouchers, vouchersOn } from './setting'

/** The vouchers of one line; anything that may not be seen is as if it were not there. */
export async function vouchersOfRow(
  deps: Deps,
  viewer: Viewer,
  id: string,
  row: string,
): Promise<Api['GET /api/notices/:id/vouchers']['response']> {
  const current = await currentNotice(deps, id, viewer)
  const place = current && placeOfRow(current, row)
  if (
    !current ||
    place === undefined ||
    place === null ||
    rowAccess(viewer, current.restriction) !== 'all' ||
    !(await showsVouchers(deps, viewer, current.region.code))
  )
    throw new AppError('voucherNotFound')
  const { edition, notice } = current
  return {
    notice: notice._id,
    title: edition.title,
    line: await lineAt(deps, viewer, current, place),
    vouchers: (edition.vouchers ?? [])
      .filter((one) => one.row === row)
      .map((one) => ({ id: one._id, name: one.name, pages: pagesFor(deps, one, 'voucher') })),
  }
}

const placeOfRow = ({ edition }: CurrentNotice, row: string): number | undefined =>
  [...edition.voucherAt].find(([, key]) => key === row)?.[0]

/** The words and the money of a line, as the viewer sees them in the table. */
async function lineAt(
  deps: Deps,
  viewer: Viewer,
  { edition, restriction }: CurrentNotice,
  place: number,
): Promise<string> {
  const columns = edition.table?.columns ?? []
  const register = await maskedNames(deps, restriction)
  const [row] = visibleRows(edition.rows.at([place]), columns, viewer, restriction, register)
  return columns
    .flatMap((column, at) => {
      const cell = row?.cells[at] ?? null
      if (cell === null || cell === '') return []
      if (column.kind === 'date' && typeof cell === 'string') return [plainDateText(cell, deps.clock.now())]
      return [column.kind === 'money' ? `${cellText(column, cell)}元` : cellText(column, cell)]
    })
    .join(' · ')
}

const pagesFor = ({ config, clock }: Deps, { name, pages }: VoucherDoc, kind: TicketKind) =>
  pages.map(({ _id, width, height }, at) => ({
    id: _id,
    url: pictureUrl(_id, ticketFor(_id, kind, config.secrets.jwt, clock.now())),
    alt: pages.length > 1 ? `${name}，第 ${at + 1} 页，共 ${pages.length} 页` : name,
    width,
    height,
  }))

/** As those who work on it see them; while they are switched off without their pages. */
export async function workVouchers(
  deps: Deps,
  edition: Pick<EditionDoc, 'region' | 'item' | 'vouchers'>,
): Promise<EditionWork['vouchers']> {
  const { vouchers = [] } = edition
  if (vouchers.length === 0 && !(await takesVouchers(deps, edition))) return null
  const on = await vouchersOn(deps, edition.region)
  if (!on && vouchers.length === 0) return null
  return vouchers.map((one) => ({
    id: one._id,
    row: one.row,
    name: one.name,
    found: one.found,
    pages: on ? pagesFor(deps, one, 'voucherWork') : [],
    masked: one.masked && { by: one.masked.by, at: one.masked.at.toISOString() },
  }))
}
