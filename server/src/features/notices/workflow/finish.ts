import { type RegionRef, transitionOf } from '@hutang/shared'
import type { AnyBulkWriteOperation } from 'mongoose'
import type { Deps } from '../../../deps'
import { announce } from '../../announcements'
import { itemOfNotice } from '../../catalogue'
import { refOf, regionOf, regionRef, regionRefs } from '../../regions'
import type { EditionDoc, NoticeDoc, Pending } from '../notices.model'
import { noticeModels } from '../notices.model'
import { readableChanged } from '../reading/region-mark'
import { correctedHead, headOf } from '../tables/compose'
import { announcedAs } from './announced'
import { recall } from './recall'

const endedText = '发布时这条公开已被撤回、遮住或撤下，所以没有发布。'

/**
 * From a published edition to a public notice, which is answered. The commit point is one conditional update of
 * the notice; before it nothing of the edition is readable, after it the announcement is pending. Each step may be
 * repeated. Null: the notice has been withdrawn, hidden or taken down meanwhile, and the edition is approved again.
 */
export async function finishPublished(deps: Deps, edition: EditionDoc): Promise<NoticeDoc | null> {
  const { Edition } = noticeModels(deps.db)
  const region = regionRef(await regionOf(deps, edition.region))
  const notice = (await show(deps, edition, region)) ?? (await shownBefore(deps, edition, region))
  if (!notice) {
    await recall(deps, edition, { state: 'published', owed: 'current' }, endedText)
    return null
  }
  // In this order: while `current` is pending the edition before may still be to be superseded.
  const { from, to } = transitionOf('supersede')
  await Edition.bulkWrite([
    ...(edition.base
      ? [{ updateOne: { filter: { _id: edition.base, state: { $in: [...from] } }, update: { state: to } } }]
      : []),
    { updateOne: { filter: { _id: edition._id }, update: { $pull: { owed: 'current' as const } } } },
  ] as AnyBulkWriteOperation<EditionDoc>[])
  if (notice.owed.includes('announce')) await finishAnnounced(deps, notice, { region, edition })
  return notice
}

/** The commit point; null where the notice does not stand as the edition was made for. */
async function show(deps: Deps, edition: EditionDoc, region: RegionRef): Promise<NoticeDoc | null> {
  const at = edition.publishedAt ?? deps.clock.now()
  const body = itemOfNotice(region, edition.item)?.body ?? region.name
  const { change, base } = edition
  const from = base
    ? // The announcement of the edition before is made first: it names what is current.
      { state: 'published' as const, current: base, owed: { $ne: 'announce' as Pending } }
    : { state: 'none' as const, current: null }
  const head = base ? correctedHead(edition, at) : { head: headOf(edition, { body }, at) }
  const tells = !base || change?.size === 'major'
  try {
    return await noticeModels(deps.db)
      .Notice.findOneAndUpdate(
        { _id: edition.notice, ...from, $or: notHidden(deps.clock.now()) },
        {
          $set: { state: 'published', current: edition._id, ...head },
          ...(tells ? { $addToSet: { owed: 'announce' } } : {}),
        },
        { returnDocument: 'after' },
      )
      .lean<NoticeDoc>()
  } finally {
    // Also where it failed: it may have been written all the same.
    await readableChanged(deps, edition.region)
  }
}

/** Not hidden (先遮住), or its time is up. */
const notHidden = (now: Date) => [{ hidden: null }, { 'hidden.until': { $lte: now } }]

/** The notice where it shows the edition, or a later one, already. */
async function shownBefore(deps: Deps, edition: EditionDoc, region: RegionRef): Promise<NoticeDoc | null> {
  const notice = await noticeModels(deps.db).Notice.findById(edition.notice).lean<NoticeDoc>()
  if (!notice) return null
  if ((notice.head?.editionNo ?? 0) >= edition.editionNo) return notice
  if (notice.current !== edition.base || !notice.owed.includes('announce')) return null
  await finishAnnounced(deps, notice, { region })
  return show(deps, edition, region)
}

/** What whoever asks has read already. */
interface Known {
  region?: RegionRef
  edition?: EditionDoc
}

export async function finishAnnounced(deps: Deps, notice: NoticeDoc, known: Known = {}): Promise<void> {
  if (notice.current && notice.head) {
    const region = known.region ?? refOf(await regionRefs(deps, [notice.region]), notice.region)
    await announce(
      deps,
      await announcedAs(deps, notice, region, {
        edition: notice.current,
        known: known.edition,
        kind: notice.head.correctedAt ? 'corrected' : 'published',
        at: notice.head.correctedAt ?? notice.head.publishedAt,
      }),
    )
  }
  await noticeModels(deps.db).Notice.updateOne({ _id: notice._id }, { $pull: { owed: 'announce' } })
}
