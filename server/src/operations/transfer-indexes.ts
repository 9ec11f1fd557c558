import type { Connection, Model } from 'mongoose'
import type { CollectionOptions } from './collection-options'
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
  options: CollectionOptions,
  { source, target }: { source: Connection; target: Connection },
): Promise<void> {
  const all = await documentsOf(bytesOf(rawCollection(source, name).listIndexes(RAW)))
  const others = all.filter(({ name, clustered }) => name !== '_id_' && clustered !== true)
  const indexes = others.map(({ v: _, ns: __, ...index }) => ({ ...collationOf(options), ...index }))
  if (indexes.length > 0) await rawDatabase(target).command({ createIndexes: name, indexes })
}

/**
 * An index that is listed without a collation compares bytes; made without one, it would have the collection's.
 * https://www.mongodb.com/docs/manual/reference/collation/#operations-that-support-collation
 */
const collationOf = ({ collation }: CollectionOptions) =>
  collation === undefined ? {} : { collation: { locale: 'simple' } }
