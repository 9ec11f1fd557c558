import type { RegionRef } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { type AnnouncementDoc, announce, scopeOf, scopesOf } from '../../announcements'
import { itemOfNotice } from '../../catalogue'
import { refOf, regionOf, regionRef, regionRefs } from '../../regions'
import type { EditionDoc, NoticeDoc } from '../notices.model'
import { noticeModels } from '../notices.model'
import { readableChanged } from '../reading/region-mark'
import { editionId, headOf } from '../tables/compose'

/**
 * From a published edition to a public notice, which is answered. The commit point is one conditional update of
 * the notice; before it nothing is readable, after it the announcement is pending. Each step may be repeated.
 */
export async function finishPublished(deps: Deps, edition: EditionDoc): Promise<NoticeDoc | null> {
  const { Edition, Notice } = noticeModels(deps.db)
  const publishedAt = edition.publishedAt ?? deps.clock.now()
  const region = regionRef(await regionOf(deps, edition.region))
  const body = itemOfNotice(region, edition.item)?.body ?? region.name
  let shown: NoticeDoc | null
  try {
    shown = await Notice.findOneAndUpdate(
      { _id: edition.notice, state: 'none', current: null },
      {
        $set: {
          state: 'published',
          current: edition._id,
          head: { ...headOf(edition, { body }, publishedAt), reviewedAt: approvedAt(edition) },
        },
        $addToSet: { owed: 'announce' },
      },
      { returnDocument: 'after' },
    ).lean<NoticeDoc>()
  } finally {
    // Also where it failed: it may have been written all the same.
    await readableChanged(deps, edition.region)
  }
  await Edition.updateOne({ _id: edition._id }, { $pull: { owed: 'current' } })
  const notice = shown ?? (await Notice.findById(edition.notice).lean<NoticeDoc>())
  if (notice?.owed.includes('announce')) await finishAnnounced(deps, notice, region)
  return notice
}

export async function finishAnnounced(deps: Deps, notice: NoticeDoc, known?: RegionRef): Promise<void> {
  if (notice.current && notice.head) {
    const region = known ?? refOf(await regionRefs(deps, [notice.region]), notice.region)
    await announce(deps, {
      subject: { kind: 'notice', id: notice._id },
      edition: notice.current,
      kind: 'published',
      region: notice.region,
      scopes: notice.nil ? [scopeOf(notice)] : scopesOf(notice),
      urgency: urgencyOf(notice, region),
      at: notice.head.publishedAt,
    })
  }
  await noticeModels(deps.db).Notice.updateOne({ _id: notice._id }, { $pull: { owed: 'announce' } })
}

/** A nil return lies in the inbox of who follows the item, and wakes nobody. */
function urgencyOf(notice: NoticeDoc, region: RegionRef): AnnouncementDoc['urgency'] {
  if (notice.nil) return 'quiet'
  return itemOfNotice(region, notice.item)?.emergency ? 'emergency' : 'ordinary'
}

const approvedAt = ({ history }: EditionDoc): Date | null =>
  history.findLast(({ verb }) => verb === 'approve')?.at ?? null

/** Answers whether the notice is gone: an edition that has meanwhile been submitted stays. */
export async function finishDiscarded({ db }: Deps, notice: string): Promise<boolean> {
  const editions = await noticeModels(db).Edition.find({ notice }, { state: 1 }).lean<EditionDoc[]>()
  for (const { _id } of editions) {
    await noticeModels(db).Edition.deleteOne({ _id, state: { $in: ['draft', 'returned'] } })
  }
  if ((await noticeModels(db).Edition.countDocuments({ notice })) > 0) {
    await noticeModels(db).Notice.updateOne({ _id: notice }, { $pull: { owed: 'discard' } })
    return false
  }
  await noticeModels(db).EditionRow.deleteMany({ edition: editionId(notice, 1) })
  await noticeModels(db).Picture.deleteMany({ notice })
  await noticeModels(db).Notice.deleteOne({ _id: notice, state: 'none' })
  return true
}
