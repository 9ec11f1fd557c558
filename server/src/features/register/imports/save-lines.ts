import type { Connection } from 'mongoose'
import { insertMissing } from '../../../storage/insert-once'
import { type LineDoc, registerModels } from '../register.model'
import { lineIds } from './lines'

const batch = 1000

/** Every line of an import, in the order of its steps. */
export const linesOfImport = (db: Connection, importId: string): Promise<LineDoc[]> =>
  registerModels(db)
    .RegisterLine.find(lineIds.all(importId))
    .sort({ _id: 1 })
    .batchSize(batch)
    .lean<LineDoc[]>()

/** Brings the stored lines to what a comparison came to: only what differs is written. */
export async function saveLines(
  db: Connection,
  before: readonly LineDoc[],
  after: readonly LineDoc[],
): Promise<void> {
  const { RegisterLine } = registerModels(db)
  const known = new Map(before.map((line) => [line._id, JSON.stringify(line)]))
  const kept = new Set(after.map(({ _id }) => _id))
  await inBatches(
    after.filter(({ _id }) => !known.has(_id)),
    (some) => insertMissing(RegisterLine, some),
  )
  await inBatches(
    after.filter((line) => known.has(line._id) && known.get(line._id) !== JSON.stringify(line)),
    (some) =>
      RegisterLine.bulkWrite(
        some.map(({ _id, ...line }) => ({ updateOne: { filter: { _id }, update: { $set: line } } })),
        { ordered: false },
      ),
  )
  await inBatches(
    before.filter(({ _id }) => !kept.has(_id)),
    (some) => RegisterLine.deleteMany({ _id: { $in: some.map(({ _id }) => _id) } }),
  )
}

async function inBatches<T>(all: readonly T[], write: (some: T[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < all.length; from += batch) await write(all.slice(from, from + batch))
}
