import type { Model } from 'mongoose'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import type { Actor } from '../accounts'
import { batchOf } from './keepers'
import { allowed } from './moves'
import { begunAt, type OldBatchDoc, type OldEntryDoc, oldModels } from './old.model'

const dropped = ['preview', 'submitted', 'returned', 'approved'] as const

/** An import that was not published goes with all that was read. */
export async function dropBatch(deps: Deps, actor: Actor, id: string): Promise<void> {
  await remove(deps, await allowed(deps, actor, id, 'drop'))
}

/** The batch first: without it nothing of it can be published any more. */
async function remove({ db }: Pick<Deps, 'db'>, { _id, turn }: OldBatchDoc): Promise<void> {
  const { OldBatch, OldEntry, OldPicture, OldRows } = oldModels(db)
  const gone = await OldBatch.deleteOne({ _id, turn, state: { $in: [...dropped] } })
  if (gone.deletedCount === 0) throw new AppError('wrongState')
  await OldEntry.deleteMany({ batch: _id })
  await OldRows.deleteMany({ batch: _id })
  await OldPicture.deleteMany({ batch: _id })
}

/** One notice of a batch is left out. */
export async function dropEntry(deps: Deps, actor: Actor, id: string): Promise<void> {
  const { OldEntry, OldPicture, OldRows } = oldModels(deps.db)
  const entry = await OldEntry.findById(id).lean<OldEntryDoc>()
  if (!entry) throw new AppError('oldBatchNotFound')
  await batchOf(deps, actor, entry.batch)
  await allowed(deps, actor, entry.batch, 'mend')
  const { modifiedCount } = await OldEntry.updateOne(
    { _id: id, turn: entry.turn, state: { $in: ['fresh', 'held'] } },
    { $set: { state: 'gone', ...blank }, $inc: { turn: 1 } },
  )
  if (modifiedCount === 0) throw new AppError('wrongState')
  await OldRows.deleteMany({ entry: id })
  await OldPicture.deleteMany({ entry: id })
}

const blank = {
  title: '',
  plain: '',
  body: '',
  table: null,
  pictures: [],
  findings: [],
  found: 0,
  ledger: null,
} as const

/** 撤下: what was kept of a notice that leaked data goes with it. */
export async function eraseOld({ db }: Pick<Deps, 'db'>, notice: string): Promise<void> {
  const { CheckedNotice, OldEntry } = oldModels(db)
  await OldEntry.updateOne({ _id: notice }, { $set: { ...blank, pictures: [], findings: [] } })
  await CheckedNotice.deleteOne({ _id: notice })
}

const keptDays = 30
const dayMs = 86_400_000

/** Imports that nobody went on with for a month, and halves of those that were cut off: they hold names and rows. */
export async function sweepOld(deps: Deps): Promise<number> {
  await sweepHalves(deps)
  const before = new Date(deps.clock.now().getTime() - keptDays * dayMs)
  const old = await oldModels(deps.db)
    .OldBatch.find({ state: { $in: [...dropped] }, touchedAt: { $lt: before } })
    .lean<OldBatchDoc[]>()
  for (const batch of old) await remove(deps, batch)
  return old.length
}

const hourMs = 3_600_000

/** An import writes its batch last; what has none after an hour was cut off. */
async function sweepHalves({ db, clock }: Deps): Promise<void> {
  const { OldBatch, ...parts } = oldModels(db)
  const before = clock.now().getTime() - hourMs
  const holding = [parts.OldEntry, parts.OldRows, parts.OldPicture] as unknown as Model<{ batch: string }>[]
  for (const model of holding) {
    const named = await model.aggregate<{ _id: string }>([{ $group: { _id: '$batch' } }])
    const old = named.map(({ _id }) => _id).filter((id) => begunAt(id) < before)
    const whole = await OldBatch.find({ _id: { $in: old } }, { _id: 1 })
      .batchSize(old.length + 1)
      .lean<Pick<OldBatchDoc, '_id'>[]>()
    const known = new Set(whole.map(({ _id }) => _id))
    const halves = old.filter((id) => !known.has(id))
    if (halves.length > 0) await model.deleteMany({ batch: { $in: halves } })
  }
}
