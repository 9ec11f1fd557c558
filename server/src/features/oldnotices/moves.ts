import type { OldBatch } from '@hutang/shared'
import type { UpdateQuery } from 'mongoose'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import type { Actor } from '../accounts'
import { batchOf } from './keepers'
import { type OldBatchDoc, type OldEntryDoc, oldModels } from './old.model'
import { abilitiesOf } from './view'

type Verb = keyof OldBatch['may']

/** Refuses what this person may not do with the batch now, with the sentence that the button shows. */
export async function allowed(deps: Deps, actor: Actor, id: string, verb: Verb): Promise<OldBatchDoc> {
  const batch = await batchOf(deps, actor, id)
  const found = await oldModels(deps.db)
    .OldEntry.find({ batch: id, state: { $in: ['fresh', 'held'] } }, { state: 1 })
    .batchSize(2000)
    .lean<Pick<OldEntryDoc, 'state'>[]>()
  const of = (state: OldEntryDoc['state']) => found.filter((one) => one.state === state).length
  const { allowed: may, why } = abilitiesOf(actor, batch, { fresh: of('fresh'), held: of('held') })[verb]
  if (!may) {
    const isState = why?.startsWith('现在是') || verb === 'undo'
    throw new AppError(isState ? 'wrongState' : 'forbidden', { message: why ?? '' })
  }
  return batch
}

/** One update that holds only if no other step came between. */
export async function move(
  deps: Deps,
  { _id, turn, state }: OldBatchDoc,
  $set: UpdateQuery<OldBatchDoc>,
): Promise<OldBatchDoc> {
  const moved = await oldModels(deps.db)
    .OldBatch.findOneAndUpdate(
      { _id, turn, state },
      { $set: { ...$set, touchedAt: deps.clock.now() }, $inc: { turn: 1 } },
      { returnDocument: 'after' },
    )
    .lean<OldBatchDoc>()
  if (!moved) throw new AppError('wrongState', { message: '这一批刚刚有人办过，请刷新后再看。' })
  return moved
}
