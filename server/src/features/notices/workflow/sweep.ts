import type { Deps } from '../../../deps'
import { eachSafely } from '../../../each-safely'
import { inPages, oneByOne } from '../../../storage/pages'
import { finishEnding } from '../endings/finish'
import { showAgain } from '../endings/hide'
import { finishNil } from '../nil/nil-return'
import type { NoticeDoc } from '../notices.model'
import { noticeModels } from '../notices.model'
import { editionId } from '../tables/compose'
import { finishCopied } from '../tables/copy-rows'
import { sweepRows } from '../tables/row-sets'
import { finishWork } from '../work/announce-work'
import { finishDiscarded, finishLeftovers } from './discard'
import { finishAnnounced, finishPublished } from './finish'

const abandonedMs = 60 * 60_000

/** Editions that are read whole hold their text and their history. */
const wholeEditions = 20

/** Finishes whatever a crash left half done; answers for how many documents. */
export async function finishPending(deps: Deps): Promise<number> {
  const each = <T extends { _id: string }>(
    pending: AsyncGenerator<T[]>,
    finish: (one: T) => Promise<unknown>,
  ) => eachSafely(deps.log, 'what a publication still needs could not be finished', oneByOne(pending), finish)
  const { Edition, Notice } = noticeModels(deps.db)
  const flips = inPages(Edition, { owed: 'current' }, { size: wholeEditions })
  const rows = inPages(
    Edition,
    { owed: { $regex: '^rows' } },
    { fields: ['revision', 'updatedAt', 'owed', 'table'] },
  )
  const finished = [
    await each(flips, (edition) => finishPublished(deps, edition)),
    await each(inPages(Edition, { owed: 'copy' }, { size: wholeEditions }), (edition) =>
      finishCopied(deps, edition),
    ),
    await each(inPages(Notice, { owed: 'announce' }), (notice) => finishAnnounced(deps, notice)),
    await each(inPages(Notice, { owed: 'discard' }, { fields: [] }), ({ _id }) => finishDiscarded(deps, _id)),
    await each(inPages(Notice, { owed: 'leftovers' }), (notice) => finishLeftovers(deps, notice)),
    await each(inPages(Notice, { owed: 'edition' }), (notice) =>
      notice.nil ? finishNil(deps, notice) : abandoned(deps, notice),
    ),
    await each(rows, (edition) => sweepRows(deps, edition)),
    await each(inPages(Edition, { owed: 'work' }, { size: wholeEditions }), (edition) =>
      finishWork(deps, edition),
    ),
    await each(inPages(Notice, { owed: { $in: ['tell', 'persons', 'erase'] } }), (notice) =>
      finishEnding(deps, notice),
    ),
    await showAgain(deps),
  ]
  return finished.reduce((sum, one) => sum + one, 0)
}

/** A notice whose making broke off before its edition was there, and was not asked for again. */
async function abandoned(
  { db, clock }: Deps,
  { _id, createdAt }: Pick<NoticeDoc, '_id' | 'createdAt'>,
): Promise<boolean> {
  const first = editionId(_id, 1)
  if (await noticeModels(db).Edition.exists({ _id: first })) {
    await noticeModels(db).Notice.updateOne({ _id }, { $pull: { owed: 'edition' } })
    return true
  }
  if (clock.now().getTime() - createdAt.getTime() < abandonedMs) return false
  await noticeModels(db).EditionRow.deleteMany({ edition: first })
  await noticeModels(db).Notice.deleteOne({ _id, state: 'none' })
  return true
}
