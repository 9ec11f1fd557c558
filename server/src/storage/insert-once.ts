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
  if (docs.length === 0) return true
  try {
    await model.insertMany(docs, { ordered: false, lean: true })
    return true
  } catch (error) {
    const { writeErrors } = error as { writeErrors?: unknown }
    const all = Array.isArray(writeErrors) ? writeErrors : [error]
    if (!all.every(isDuplicate)) throw error
    return false
  }
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
