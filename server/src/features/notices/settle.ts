import type { Deps } from '../../deps'
import { itemOfNotice } from '../catalogue'
import { announce } from '../push'
import { regionOf, regionRef } from '../regions'
import { editionId, headOf } from './compose'
import type { EditionDoc, NoticeDoc } from './notices.model'

/**
 * From a published edition to a public notice. The commit point is one conditional update of the notice;
 * before it nothing is readable, after it the announcement is owed. Each step may be repeated.
 */
export async function settlePublished(deps: Deps, edition: EditionDoc): Promise<void> {
  const { models } = deps
  const publishedAt = edition.publishedAt ?? deps.clock.now()
  const region = regionRef(await regionOf(deps, edition.region))
  const body = itemOfNotice(region, edition.item)?.body ?? region.name
  await models.Notice.updateOne(
    { _id: edition.notice, state: 'none', current: null },
    {
      $set: { state: 'published', current: edition._id, head: headOf(edition, { body }, publishedAt) },
      $addToSet: { owed: 'announce' },
    },
  )
  await models.Edition.updateOne({ _id: edition._id }, { $pull: { owed: 'current' } })
  const notice = await models.Notice.findById(edition.notice).lean<NoticeDoc>()
  if (notice?.owed.includes('announce')) await settleAnnounced(deps, notice)
}

export async function settleAnnounced(deps: Deps, notice: NoticeDoc): Promise<void> {
  if (notice.current && notice.head) {
    await announce(deps, {
      notice: notice._id,
      edition: notice.current,
      kind: 'published',
      region: notice.region,
      item: notice.item,
      category: notice.category,
      at: notice.head.publishedAt,
    })
  }
  await deps.models.Notice.updateOne({ _id: notice._id }, { $pull: { owed: 'announce' } })
}

/** Answers whether the notice is gone: an edition that has meanwhile been submitted stays. */
export async function settleDiscarded({ models }: Deps, notice: string): Promise<boolean> {
  const editions = await models.Edition.find({ notice }, { state: 1 }).lean<EditionDoc[]>()
  for (const { _id } of editions) {
    await models.Edition.deleteOne({ _id, state: { $in: ['draft', 'returned'] } })
  }
  if ((await models.Edition.countDocuments({ notice })) > 0) {
    await models.Notice.updateOne({ _id: notice }, { $pull: { owed: 'discard' } })
    return false
  }
  await models.EditionRow.deleteMany({ edition: editionId(notice, 1) })
  await models.Picture.deleteMany({ notice })
  await models.Notice.deleteOne({ _id: notice, state: 'none' })
  return true
}
