import type { Deps } from '../../deps'
import { type Actor, standingOf } from '../accounts'
import { theMachine } from '../audit'
import { oldNoticesPlaced, withdrawOld } from '../notices'
import { type OldBatchDoc, type OldEntryDoc, oldModels } from './old.model'

/** Goes on with the undoing of a batch that was cut off, in the name of who began it. */
export async function takeBack(deps: Deps, batch: OldBatchDoc): Promise<void> {
  const standing = batch.published && (await standingOf(deps, batch.published.account))
  if (!standing) return
  await takeBackAs(deps, batch, { ...standing, posts: [], session: '', from: theMachine.from })
}

export async function takeBackAs(deps: Deps, batch: OldBatchDoc, actor: Actor): Promise<void> {
  const { OldBatch, OldEntry } = oldModels(deps.db)
  const entries = await OldEntry.find({ batch: batch._id, state: 'published' }, { _id: 1 })
    .batchSize(2000)
    .lean<Pick<OldEntryDoc, '_id'>[]>()
  try {
    for (const { _id } of entries) {
      await withdrawOld(deps, actor, _id)
      await OldEntry.updateOne({ _id, state: 'published' }, { $set: { state: 'undone' } })
    }
  } finally {
    await oldNoticesPlaced(deps, batch.region)
  }
  await OldBatch.updateOne({ _id: batch._id }, { $set: { owed: null } })
}
