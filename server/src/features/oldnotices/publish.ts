import type { Deps } from '../../deps'
import { type OldStep, oldNoticesPlaced, placeOldNotice } from '../notices'
import { keyed, rowsOfEntry } from './entries'
import { type OldBatchDoc, type OldEntryDoc, type OldPictureDoc, oldModels } from './old.model'
import { publishedAtOf } from './stage'
import { takeBack } from './take-back'

const entriesAtOnce = 50
/** What a request waits for; the job takes the rest, a minute later. */
const mostAtOnce = 100

/**
 * Brings in what is ready, one notice after the other, at most so many. Each is there whole or not at all; whoever is cut off is gone on
 * with by the job, and what is there already is not made again.
 */
export async function finishBatch(
  deps: Deps,
  batch: OldBatchDoc,
  most: number = mostAtOnce,
): Promise<OldBatchDoc> {
  const { OldBatch, OldEntry } = oldModels(deps.db)
  let left = most
  try {
    while (left > 0) {
      const some = await OldEntry.find({ batch: batch._id, state: 'fresh' })
        .sort({ n: 1 })
        .limit(Math.min(left, entriesAtOnce))
        .lean<OldEntryDoc[]>()
      for (const entry of some) await finishEntry(deps, batch, entry)
      left -= some.length
      if (some.length === 0) break
    }
  } finally {
    await oldNoticesPlaced(deps, batch.region)
  }
  const open = left > 0 ? null : await OldEntry.exists({ batch: batch._id, state: 'fresh' })
  if (open) return batch
  await dropRead(deps, batch._id)
  await OldBatch.updateOne(
    { _id: batch._id, state: 'publishing' },
    { $set: { state: 'published', owed: null, touchedAt: deps.clock.now() }, $inc: { turn: 1 } },
  )
  return (await OldBatch.findById(batch._id).lean<OldBatchDoc>()) ?? batch
}

/** What was read of notices that do not wait any more: a crash may have left some of it. */
async function dropRead({ db }: Deps, batch: string): Promise<void> {
  const { OldEntry, OldPicture, OldRows } = oldModels(db)
  const waiting = await OldEntry.find({ batch, state: { $in: ['fresh', 'held'] } }, { _id: 1 })
    .batchSize(1000)
    .lean<Pick<OldEntryDoc, '_id'>[]>()
  const entry = { $nin: waiting.map(({ _id }) => _id) }
  await OldRows.deleteMany({ batch, entry })
  await OldPicture.deleteMany({ batch, entry })
}

async function finishEntry(deps: Deps, batch: OldBatchDoc, entry: OldEntryDoc): Promise<void> {
  const { OldEntry, OldPicture, OldRows } = oldModels(deps.db)
  const { reviewed, published } = batch
  if (!reviewed || !published) return
  const [rows, stored] = await Promise.all([
    rowsOfEntry(deps, entry),
    entry.pictures.length > 0 ? OldPicture.find({ entry: entry._id }).lean<OldPictureDoc[]>() : [],
  ])
  const byId = new Map(stored.map((picture) => [picture._id, picture]))
  const { table, title, plain, body, ledger } = entry
  const placed = await placeOldNotice(deps, {
    ...{ id: entry._id, key: entry.key, region: entry.region, item: entry.item },
    publishedAt: publishedAtOf(entry.date),
    words: { title, plain, body, ledger },
    table: table && { caption: table.caption, columns: table.columns, rows: keyed(rows) },
    pictures: entry.pictures.flatMap(({ _id, alt }) => {
      const kept = byId.get(_id)
      if (!kept) return []
      const { entry: notice, batch: _its, ...picture } = kept
      return [{ ...picture, notice, alt }]
    }),
    ...{ made: batch.made, reviewed, published: stepOf(published) },
  })
  await OldEntry.updateOne(
    { _id: entry._id, state: 'fresh' },
    { $set: { state: placed ? 'published' : 'same' } },
  )
  if (table) await OldRows.deleteMany({ entry: entry._id })
  if (entry.pictures.length > 0) await OldPicture.deleteMany({ entry: entry._id })
}

const stepOf = ({ person, account, by, at }: OldStep): OldStep => ({ person, account, by, at })

/** Nobody is still at work on it after this long. */
const restedMs = 60_000

/** Goes on with what a crash has cut off. Answers how many batches. */
export async function goOn(deps: Deps): Promise<number> {
  const rested = new Date(deps.clock.now().getTime() - restedMs)
  const left = await oldModels(deps.db)
    .OldBatch.find({ owed: { $in: ['publish', 'undo'] } })
    .lean<OldBatchDoc[]>()
  const due = left.filter(({ touchedAt }) => touchedAt <= rested)
  for (const batch of due)
    await (batch.owed === 'undo' ? takeBack(deps, batch) : finishBatch(deps, batch, Number.MAX_SAFE_INTEGER))
  return due.length
}
