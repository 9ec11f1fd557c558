import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import type { EditionDoc, NoticeDoc } from '../notices.model'
import { noticeModels } from '../notices.model'
import { editionId } from '../tables/compose'
import { dropSets } from '../tables/row-sets'
import { refuse } from './step'
import { workingEdition } from './store'
import { workMark } from './waiting'

/** What may be discarded: a draft, or what came back. */
const inHand = { state: { $in: ['draft', 'returned'] } } as const

/** Removes a notice that was never published, with all that belongs to it; or a correction, and the notice stays. */
export async function discardNotice(deps: Deps, actor: Actor, noticeId: string): Promise<void> {
  const edition = await workingEdition(deps, noticeId)
  refuse('discard', edition, actor)
  if (edition.editionNo > 1) return discardCorrection(deps, edition)
  const noted = await noticeModels(deps.db).Notice.updateOne(
    { _id: noticeId, state: 'none' },
    { $addToSet: { owed: 'discard' } },
  )
  if (noted.matchedCount === 0) throw new AppError('wrongState')
  const gone = await finishDiscarded(deps, noticeId)
  if (edition.state === 'returned') await deps.marks.move(workMark(edition.region))
  if (!gone) throw new AppError('wrongState')
}

/** Answers whether the notice is gone: an edition that has meanwhile been submitted stays. */
export async function finishDiscarded({ db }: Deps, notice: string): Promise<boolean> {
  const editions = await noticeModels(db).Edition.find({ notice }, { state: 1 }).lean<EditionDoc[]>()
  for (const { _id } of editions) {
    await noticeModels(db).Edition.deleteOne({ _id, ...inHand })
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

/** What is left of it is noted before it goes, so that no row and no picture outlives it. */
async function discardCorrection(deps: Deps, { _id, notice, region, state }: EditionDoc): Promise<void> {
  const { Edition, Notice } = noticeModels(deps.db)
  const discardedAt = deps.clock.now()
  await Notice.updateOne({ _id: notice }, { $set: { discardedAt }, $addToSet: { owed: 'leftovers' } })
  const gone = await Edition.deleteOne({ _id, ...inHand })
  if (state === 'returned') await deps.marks.move(workMark(region))
  if (gone.deletedCount === 0) throw new AppError('wrongState')
  await dropLeftovers(deps, notice, _id, discardedAt)
}

/** Whoever copies or saves at that moment has ended by then. */
const restedMs = 10 * 60_000

/** Removes what a discarded correction left, and after ten minutes the note that something may be left. */
export async function finishLeftovers(deps: Deps, notice: NoticeDoc): Promise<boolean> {
  const { _id, discardedAt = null, head } = notice
  if (discardedAt) await dropLeftovers(deps, _id, editionId(_id, (head?.editionNo ?? 0) + 1), discardedAt)
  if (discardedAt && deps.clock.now().getTime() - discardedAt.getTime() < restedMs) return false
  await noticeModels(deps.db).Notice.updateOne({ _id, discardedAt }, { $pull: { owed: 'leftovers' } })
  return true
}

/** What it shows, its vouchers, and the photos of signed sheets (审核单). */
const picturesOf = ({
  pictures,
  vouchers = [],
  history,
}: Pick<EditionDoc, 'pictures' | 'vouchers' | 'history'>): string[] => [
  ...pictures.map(({ _id }) => _id),
  ...vouchers.flatMap(({ pages }) => pages.map(({ _id }) => _id)),
  ...history.flatMap(({ paper }) => paper?.picture?._id ?? []),
]

/**
 * Rows of the edition, where it is gone, and pictures that stand in none. Rows and pictures are looked up before
 * the editions are, so that those of a correction that begins meanwhile stay; its own sweep removes older rows.
 */
async function dropLeftovers(deps: Deps, notice: string, edition: string, discardedAt: Date): Promise<void> {
  const { Edition, EditionRow, Picture } = noticeModels(deps.db)
  const rowsets: string[] = await EditionRow.distinct('rowset', { edition })
  const pictures = await Picture.find({ notice, createdAt: { $lte: discardedAt } }, { _id: 1 }).lean<
    { _id: string }[]
  >()
  const editions = await Edition.find({ notice }, { pictures: 1, vouchers: 1, history: 1 }).lean<
    Pick<EditionDoc, '_id' | 'pictures' | 'vouchers' | 'history'>[]
  >()
  if (!editions.some(({ _id }) => _id === edition)) await dropSets(deps, rowsets)
  const shown = new Set(editions.flatMap(picturesOf))
  const unused = pictures.filter(({ _id }) => !shown.has(_id))
  if (unused.length > 0) await Picture.deleteMany({ _id: { $in: unused.map(({ _id }) => _id) } })
}
