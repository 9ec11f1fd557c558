import {
  type Access,
  type Api,
  accessTo,
  type NoticeView,
  type Picture,
  type Restriction,
  rowAccess,
  type Table,
  type Viewer,
  visibleRows,
} from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { offsetPage } from '../../../http/offset-cursor'
import { displayDays, restrictionOf } from '../../catalogue'
import type { EditionDoc, EditionRowDoc } from '../notices.model'
import { noticeModels } from '../notices.model'
import { pictureUrl, ticketFor } from '../pictures/ticket'
import { accessText } from './access-text'
import { type CurrentNotice, currentNotice } from './current'

const usualLimit = 100
const dayMs = 86_400_000
/** Of fewer rows a sum would tell one household what another has. */
const fewestSummedRows = 3

async function readable(deps: Deps, id: string): Promise<CurrentNotice> {
  const current = await currentNotice(deps, id)
  if (!current) throw new AppError('noticeNotFound')
  return current
}

/** A hash of what one cannot see whole would let one try out what is hidden. */
const hashFor = (edition: EditionDoc, access: Access, { maskLevel }: Restriction): string =>
  access !== 'title' && (!edition.table || (access === 'full' && maskLevel < 'M3')) ? edition.contentHash : ''

export async function noticeView(deps: Deps, id: string, viewer: Viewer): Promise<NoticeView> {
  const { notice, edition, region, item } = await readable(deps, id)
  const restriction = restrictionOf(region.code, item)
  const access = accessTo(viewer, restriction)
  const hidden = access === 'title'
  const { publishedAt, publishedBy } = notice.head
  return {
    id: notice._id,
    edition: edition._id,
    region,
    item,
    state: notice.state,
    title: edition.title,
    access,
    accessText: accessText(viewer, restriction, access, region),
    plain: hidden ? null : edition.plain,
    elements: hidden ? [] : edition.elements,
    body: hidden ? null : edition.body,
    table: hidden ? null : await tableView(deps, edition, viewer, restriction),
    pictures: hidden ? [] : pictureViews(deps, edition, item.audience !== 'public'),
    publishedAt: publishedAt.toISOString(),
    publishedBy,
    displayUntil: new Date(publishedAt.getTime() + displayDays(region, item.no) * dayMs).toISOString(),
    editionNo: edition.editionNo,
    contentHash: hashFor(edition, access, restriction),
    audience: item.audience,
  }
}

export function pictureViews(
  { config, clock }: Deps,
  edition: Pick<EditionDoc, 'pictures'>,
  restricted: boolean,
): Picture[] {
  return edition.pictures.map(({ _id, alt, width, height }) => ({
    id: _id,
    url: pictureUrl(_id, restricted ? ticketFor(_id, config.secrets.jwt, clock.now()) : undefined),
    alt,
    width,
    height,
  }))
}

async function tableView(
  { db }: Deps,
  { table }: EditionDoc,
  viewer: Viewer,
  restriction: Restriction,
): Promise<Table | null> {
  if (!table) return null
  const access = rowAccess(viewer, restriction)
  const own = viewer.residences.map((home) => home.household)
  const rows =
    access === 'all' || own.length > 0
      ? await noticeModels(db)
          .EditionRow.find({
            rowset: table.rowset,
            ...(access === 'all' ? {} : { household: { $in: own } }),
          })
          .sort({ n: 1 })
          .lean<EditionRowDoc[]>()
      : []
  const telling = access !== 'all' && table.rows < fewestSummedRows
  return {
    caption: table.caption,
    columns: table.columns,
    rows: visibleRows(rows, table.columns, viewer, restriction),
    total: table.rows,
    access,
    totals: telling ? table.columns.map(() => null) : table.totals,
  }
}

export async function rowsView(
  deps: Deps,
  id: string,
  viewer: Viewer,
  { cursor, limit = usualLimit }: Api['GET /api/notices/:id/rows']['query'],
): Promise<Api['GET /api/notices/:id/rows']['response']> {
  const { edition, region, item } = await readable(deps, id)
  const table = await tableView(deps, edition, viewer, restrictionOf(region.code, item))
  const { page, next } = offsetPage(table?.rows ?? [], { cursor, limit })
  return {
    edition: edition._id,
    revision: edition.revision,
    rows: page,
    total: table?.total ?? 0,
    ...(next ? { next } : {}),
  }
}

export async function editionsView(
  deps: Deps,
  id: string,
  viewer: Viewer,
): Promise<Api['GET /api/notices/:id/editions']['response']> {
  const { notice, region, item } = await readable(deps, id)
  const restriction = restrictionOf(region.code, item)
  const access = accessTo(viewer, restriction)
  const editions = await noticeModels(deps.db)
    .Edition.find({
      notice: notice._id,
      state: { $in: ['published', 'superseded'] },
    })
    .sort({ editionNo: -1 })
    .lean<EditionDoc[]>()
  return {
    editions: editions.map((edition) => ({
      edition: edition._id,
      editionNo: edition.editionNo,
      state: edition.state,
      publishedAt: edition.publishedAt ? edition.publishedAt.toISOString() : null,
      contentHash: hashFor(edition, access, restriction),
      current: edition._id === notice.current,
    })),
  }
}
