import { type EditionWork, stateText } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { itemOfNotice } from '../../catalogue'
import { regionOf, regionRef } from '../../regions'
import type { EditionDoc, NoticeDoc, TransitionDoc } from '../notices.model'
import { noticeModels } from '../notices.model'
import { pictureViews } from '../reading/notice-view'
import { draftTable } from '../tables/rows'
import { abilitiesOf, maySeeWork, wroteIt } from './abilities'
import { wordsOf } from './content'
import { failureReasons } from './readiness.rules'

/** An edition as those who work on it see it. */
export async function workView(deps: Deps, actor: Actor, edition: EditionDoc): Promise<EditionWork> {
  const { viewer } = actor
  if (!maySeeWork(edition, viewer)) throw new AppError('forbidden')
  const [place, notice, table] = await Promise.all([
    regionOf(deps, edition.region),
    noticeModels(deps.db).Notice.findById(edition.notice).lean<NoticeDoc>(),
    draftTable(deps, edition),
  ])
  const region = regionRef(place)
  const item = itemOfNotice(region, edition.item)
  if (!item || !notice) throw new AppError('noticeNotFound')
  const content = { ...wordsOf(edition), table }
  const unready =
    edition.state === 'draft'
      ? failureReasons(content, edition.pictures, item).map(({ message }) => message)
      : []
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
    content,
    pictures: pictureViews(deps, edition, true),
    contentHash: edition.contentHash,
    author: edition.history[0]?.by ?? '',
    mine: wroteIt(edition, viewer),
    history: shownHistory(edition.history),
    abilities: abilitiesOf(edition, viewer, region.level, unready),
    updatedAt: edition.updatedAt.toISOString(),
  }
}

/** Of edits that follow one another only the last is told. */
const shownHistory = (history: readonly TransitionDoc[]): EditionWork['history'] =>
  history
    .filter(({ verb }, at) => verb !== 'edit' || history[at + 1]?.verb !== 'edit')
    .map(({ verb, by, at, reason }) => ({ verb, by, at: at.toISOString(), reason }))
