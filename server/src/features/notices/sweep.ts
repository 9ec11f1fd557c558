import type { Deps } from '../../deps'
import { editionId } from './compose'
import type { EditionDoc, NoticeDoc } from './notices.model'
import { settleAnnounced, settleDiscarded, settlePublished } from './settle'
import { sweepRows } from './workflow/rows.store'

const abandonedMs = 60 * 60_000

/** Finishes whatever a crash left half done; answers how many documents it settled. */
export async function finishOwed(deps: Deps): Promise<number> {
  const { Edition, Notice } = deps.models
  const flips = await Edition.find({ owed: 'current' }).lean<EditionDoc[]>()
  const settled = [
    await each(deps, flips, (edition) => settlePublished(deps, edition)),
    await each(deps, await Notice.find({ owed: 'announce' }).lean<NoticeDoc[]>(), (notice) =>
      settleAnnounced(deps, notice),
    ),
    await each(deps, await Notice.find({ owed: 'discard' }).lean<NoticeDoc[]>(), ({ _id }) =>
      settleDiscarded(deps, _id),
    ),
    await each(deps, await Notice.find({ owed: 'edition' }).lean<NoticeDoc[]>(), (notice) =>
      abandoned(deps, notice),
    ),
    await each(deps, await Edition.find({ owed: { $regex: '^rows:' } }).lean<EditionDoc[]>(), (edition) =>
      sweepRows(deps, edition),
    ),
  ]
  return settled.reduce((sum, one) => sum + one, 0)
}

/** One that cannot be settled must not keep the others waiting. */
async function each<T extends { _id: string }>(
  { log }: Deps,
  owing: readonly T[],
  settle: (one: T) => Promise<unknown>,
): Promise<number> {
  let settled = 0
  for (const one of owing) {
    try {
      if ((await settle(one)) !== false) settled += 1
    } catch (problem) {
      log.error({ err: problem, id: one._id }, 'What a notice owes could not be settled')
    }
  }
  return settled
}

/** A notice whose making broke off before its edition was there, and was not asked for again. */
async function abandoned({ models, clock }: Deps, { _id, createdAt }: NoticeDoc): Promise<boolean> {
  const first = editionId(_id, 1)
  if (await models.Edition.exists({ _id: first })) {
    await models.Notice.updateOne({ _id }, { $pull: { owed: 'edition' } })
    return true
  }
  if (clock.now().getTime() - createdAt.getTime() < abandonedMs) return false
  await models.EditionRow.deleteMany({ edition: first })
  await models.Notice.deleteOne({ _id, state: 'none' })
  return true
}
