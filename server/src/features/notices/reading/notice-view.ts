import {
  type Access,
  type Api,
  accessTo,
  type Item,
  isHidden,
  type NoticeView,
  type Picture,
  type Restriction,
  type Viewer,
} from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { displayDays } from '../../catalogue'
import { ledgerView } from '../ledgers/view'
import { nilText } from '../nil/said'
import type { EditionDoc } from '../notices.model'
import { pictureUrl, type TicketKind, ticketFor } from '../pictures/ticket'
import { accessText } from './access-text'
import { checkCode } from './check-code'
import { bannersOf, concealedText, isConcealed, type NoticePlace } from './concealed'
import { correctionView } from './correction-view'
import { currentNotice, placeOfNotice, readable } from './current'
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
  const place = await placeOfNotice(deps, id)
  if (!place) throw new AppError('noticeNotFound')
  const now = deps.clock.now()
  const frame = frameOf(place, viewer, now)
  if (isConcealed(place.notice, viewer, now)) return { ...frame, ...goneContent }
  const { notice, edition, region, item, restriction } = await readable(deps, id, viewer, {
    editionNo,
    place,
  })
  const access = accessTo(viewer, restriction)
  const hidden = access === 'title'
  const folded = frame.banners.some(({ kind }) => kind === 'folded')
  return {
    ...frame,
    edition: edition._id,
    ...(notice.nil ? { nil: nilText(notice, access, region, now) } : {}),
    title: edition.title,
    access,
    accessText: folded ? null : accessText(viewer, restriction, access, region),
    plain: hidden ? null : edition.plain,
    elements: hidden ? [] : edition.elements,
    body: hidden ? null : edition.body,
    table: await tableView(deps, edition, viewer, restriction),
    ledger: await ledgerView(deps, { notice, edition, region, item, restriction }, viewer),
    pictures: hidden || folded ? [] : pictureViews(deps, edition, pictureNeeds(place, item, now)),
    validUntil: edition.validUntil?.toISOString() ?? null,
    editionNo: edition.editionNo,
    newest: edition._id === notice.current,
    correction: await correctionView(deps, { notice, edition, access }, viewer),
    contentHash: hashFor(edition, access, restriction),
  }
}

/** What is told of a notice whether or not its content may be read. */
function frameOf(place: NoticePlace, viewer: Viewer, now: Date) {
  const { notice, region, item } = place
  const { publishedAt, publishedBy, editionNo } = notice.head
  const displayFrom = notice.head.displayFrom ?? publishedAt
  return {
    id: notice._id,
    edition: notice.current,
    region,
    item,
    state: notice.state,
    gone: false,
    banners: bannersOf(notice, region, { viewer, now }),
    title: concealedText(notice),
    publishedAt: publishedAt.toISOString(),
    publishedBy,
    displayFrom: displayFrom.toISOString(),
    displayUntil: new Date(displayFrom.getTime() + displayDays(region, item.no) * dayMs).toISOString(),
    validUntil: null,
    editionNo,
    newest: true,
    correction: null,
    code: checkCode(region.code, notice._id),
    audience: item.audience,
  }
}

const goneContent = {
  gone: true,
  access: 'title',
  accessText: null,
  plain: null,
  elements: [],
  body: null,
  table: null,
  ledger: null,
  pictures: [],
  contentHash: '',
} as const satisfies Partial<NoticeView>

/** While it is hidden only who decides sees a picture, and a ticket of before does not hold. */
const pictureNeeds = ({ notice }: NoticePlace, item: Item, now: Date): TicketKind | null => {
  if (isHidden(notice.hidden, now)) return 'hidden'
  return item.audience === 'public' ? null : 'restricted'
}

export function pictureViews(
  { config, clock }: Deps,
  edition: { pictures: readonly Omit<EditionDoc['pictures'][number], 'sha256'>[] },
  needs: TicketKind | null,
): Picture[] {
  return edition.pictures.map(({ _id, alt, width, height }) => ({
    id: _id,
    url: pictureUrl(_id, needs ? ticketFor(_id, needs, config.secrets.jwt, clock.now()) : undefined),
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
  const { notice, edition: shown, restriction } = await readable(deps, id, viewer)
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

/** How many editions of a notice were published, the current one among them; 0 where it is concealed. */
export const countEditions = async (deps: Deps, id: string, viewer: Viewer): Promise<number> =>
  (await currentNotice(deps, id, viewer))?.edition.editions.length ?? 0
