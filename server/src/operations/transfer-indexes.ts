import type { Connection, Model } from 'mongoose'
import { bytesOf, documentsOf, RAW, rawCollection, rawDatabase } from './raw'

export type AnyModel = Model<Record<string, unknown>>

/** A model says itself which indexes its collection has. */
export async function modelIndexes(model: AnyModel): Promise<void> {
  await model.createCollection()
  await model.syncIndexes()
}

/** Gives a collection of the target the indexes that it has in the source. */
export async function copyIndexes(
  name: string,
  { source, target }: { source: Connection; target: Connection },
): Promise<void> {
  const all = await documentsOf(bytesOf(rawCollection(source, name).listIndexes(RAW)))
  const indexes = all.filter(({ name }) => name !== '_id_').map(({ v: _, ns: __, ...index }) => index)
  if (indexes.length > 0) await rawDatabase(target).command({ createIndexes: name, indexes })
}
