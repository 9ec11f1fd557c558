import { type EditionWork, type Item, stateText } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { itemOfNotice } from '../../catalogue'
import { regionOf, regionRef } from '../../regions'
import type { EditionDoc, TransitionDoc } from '../notices.model'
import { pictureViews } from '../reading/notice-view'
import { rowsOf } from '../tables/draft-rows'
import { abilitiesOf, maySeeWork, wroteIt } from './abilities'
import { changeReasons } from './change'
import { contentOf, wholeContent } from './content'
import { failureReasons } from './readiness.rules'
import type { NoticeWork } from './store'

/** An edition as those who work on it see it, without the rows of its table. */
export async function workView(
  deps: Deps,
  actor: Actor,
  { edition, notice }: Pick<NoticeWork, 'edition' | 'notice'>,
): Promise<EditionWork> {
  const { viewer } = actor
  if (!maySeeWork(edition, viewer)) throw new AppError('forbidden')
  const region = regionRef(await regionOf(deps, edition.region))
  const item = itemOfNotice(region, edition.item)
  if (!item) throw new AppError('noticeNotFound')
  const unready = edition.state === 'draft' ? await unreadyFor(deps, edition, item) : []
  return {
    notice: edition.notice,
    edition: edition._id,
    editionNo: edition.editionNo,
    region,
    item,
    state: edition.state,
    stateText: stateText[edition.state],
    noticeState: notice.state,
    revision: edition.revision,
    content: contentOf(edition),
    rows: edition.table?.rows ?? 0,
    pictures: pictureViews(deps, edition, true),
    contentHash: edition.contentHash,
    change: edition.change ?? null,
    scheduledFor: edition.scheduledFor ? edition.scheduledFor.toISOString() : null,
    remarks: [],
    author: edition.history[0]?.by ?? '',
    mine: wroteIt(edition, viewer),
    history: shownHistory(edition.history),
    abilities: abilitiesOf(edition, viewer, region.level, unready),
    updatedAt: edition.updatedAt.toISOString(),
  }
}

const unreadyFor = async (deps: Deps, edition: EditionDoc, item: Item): Promise<string[]> =>
  [
    ...failureReasons(wholeContent(edition, await rowsOf(deps, edition)), edition.pictures, item),
    ...changeReasons(edition),
  ].map(({ message }) => message)

/** Of edits that follow one another only the last is told. */
const shownHistory = (history: readonly TransitionDoc[]): EditionWork['history'] =>
  history
    .filter(({ verb }, at) => verb !== 'edit' || history[at + 1]?.verb !== 'edit')
    .map(({ verb, by, at, reason }) => ({ verb, by, at: at.toISOString(), reason }))
