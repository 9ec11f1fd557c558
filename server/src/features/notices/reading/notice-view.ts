import {
  type Access,
  type Api,
  accessTo,
  type NoticeView,
  type Picture,
  type Restriction,
  type Viewer,
} from '@hutang/shared'
import type { Deps } from '../../../deps'
import { displayDays, restrictionOf } from '../../catalogue'
import type { EditionDoc } from '../notices.model'
import { pictureUrl, ticketFor } from '../pictures/ticket'
import { accessText } from './access-text'
import { correctionView } from './correction-view'
import { readable } from './current'
import { tableView } from './table-view'

const dayMs = 86_400_000
/** A hash of what one cannot see whole would let one try out what is hidden. */
const hashFor = (
  edition: Pick<EditionDoc, 'table' | 'contentHash'>,
  access: Access,
  { maskLevel }: Restriction,
): string =>
  access !== 'title' && (!edition.table || (access === 'full' && maskLevel < 'M3')) ? edition.contentHash : ''

export async function noticeView(
  deps: Deps,
  id: string,
  viewer: Viewer,
  editionNo?: number,
): Promise<NoticeView> {
  const { notice, edition, region, item } = await readable(deps, id, editionNo)
  const restriction = restrictionOf(region.code, item)
  const access = accessTo(viewer, restriction)
  const hidden = access === 'title'
  const { publishedAt, publishedBy } = notice.head
  const displayFrom = notice.head.displayFrom ?? publishedAt
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
    table: await tableView(deps, edition, viewer, restriction),
    pictures: hidden ? [] : pictureViews(deps, edition, item.audience !== 'public'),
    publishedAt: publishedAt.toISOString(),
    publishedBy,
    displayFrom: displayFrom.toISOString(),
    displayUntil: new Date(displayFrom.getTime() + displayDays(region, item.no) * dayMs).toISOString(),
    editionNo: edition.editionNo,
    newest: edition._id === notice.current,
    correction: await correctionView(deps, { notice, edition, access }, viewer),
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

export async function editionsView(
  deps: Deps,
  id: string,
  viewer: Viewer,
): Promise<Api['GET /api/notices/:id/editions']['response']> {
  const { notice, edition: shown, region, item } = await readable(deps, id)
  const restriction = restrictionOf(region.code, item)
  const access = accessTo(viewer, restriction)
  const hidden = access === 'title'
  return {
    editions: shown.editions.map((edition) => ({
      edition: edition._id,
      editionNo: edition.editionNo,
      state: edition.state,
      publishedAt: edition.publishedAt ? edition.publishedAt.toISOString() : null,
      contentHash: hashFor({ ...edition, table: shown.table }, access, restriction),
      current: edition._id === notice.current,
      note: hidden ? null : (edition.change?.note ?? null),
    })),
  }
}

/** How many editions of a notice were published, the current one among them. */
export const countEditions = async (deps: Deps, id: string): Promise<number> =>
  (await readable(deps, id)).edition.editions.length
