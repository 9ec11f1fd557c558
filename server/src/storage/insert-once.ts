import type { Model } from 'mongoose'
import { isDuplicate } from './duplicate'

/** Inserts a document; answers false where a unique index says that it is there already. */
export async function insertOnce<Doc>(model: Model<Doc>, doc: NoInfer<Doc>): Promise<boolean> {
  try {
    await model.create(doc)
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}

/** Inserts the documents that are not there yet; those that are stay as they are, and the answer is false. */
export async function insertMissing<Doc>(model: Model<Doc>, docs: readonly NoInfer<Doc>[]): Promise<boolean> {
  return (await insertFirst(model, docs)).length === docs.length
}

/** Inserts what no unique index refuses, and answers just that: the insert is the lock. */
export async function insertFirst<Doc>(model: Model<Doc>, docs: readonly NoInfer<Doc>[]): Promise<Doc[]> {
  if (docs.length === 0) return []
  try {
    await model.insertMany(docs, { ordered: false, lean: true })
    return [...docs]
  } catch (error) {
    const refused = duplicatesOf(error)
    if (!refused) throw error
    return docs.filter((_, index) => !refused.has(index))
  }
}

/**
 * Which documents a unique index refused; null where something else went wrong. A connection that broke comes from the
 * driver as a bulk error too, with no document named: then nobody knows what was written.
 */
function duplicatesOf(error: unknown): ReadonlySet<number> | null {
  const { writeErrors } = error as { writeErrors?: unknown }
  if (!Array.isArray(writeErrors) || writeErrors.length === 0 || !writeErrors.every(isDuplicate)) return null
  return new Set(writeErrors.map(({ index }: { index: number }) => index))
}

/** Runs an upsert; where another one has just inserted the document, once more, which then finds it. */
export async function upsertSafely<T>(upsert: () => PromiseLike<T>): Promise<T> {
  try {
    return await upsert()
  } catch (error) {
    if (!isDuplicate(error)) throw error
    return await upsert()
  }
}
