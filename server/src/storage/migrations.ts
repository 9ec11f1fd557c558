import { type Connection, type mongo, Schema } from 'mongoose'
import type { Clock } from '../clock'
import { StorageError } from './connect'
import { defineModels } from './define-models'
import { insertOnce } from './insert-once'

/** A change of the documents that are stored already. A feature brings its own with it. */
export interface Migration {
  /** Its place in the order of all features' migrations. A number is never used again. */
  no: number
  name: string
  /**
   * Brings documents from the old shape to the new one. It may be cut off and run again, also by two processes
   * at once, so every write names the old shape in its filter.
   */
  run(db: Connection): Promise<void>
}

interface MigrationDoc {
  /** The number of the migration. */
  _id: number
  name: string
  at: Date
}

const migration = new Schema<MigrationDoc>({ _id: Number, name: String, at: Date }, { versionKey: false })

export const migrationModels = defineModels({ Migration: migration })

/**
 * Runs what this database has not had, in the order of the numbers, and records each when it is done.
 * Answers how many were run; refuses data that a newer version has changed.
 */
export async function migrate(
  db: Connection,
  migrations: readonly Migration[],
  clock: Clock,
): Promise<number> {
  const { Migration } = migrationModels(db)
  const ordered = inOrder(migrations)
  const recorded = (await Migration.find().lean<MigrationDoc[]>()).map(({ _id }) => _id)
  if (recorded.some((no) => !ordered.some((one) => one.no === no)))
    throw new StorageError('DATA_NEWER', '这里的数据是更新的版本写的，请用那个版本打开。')
  const missing = ordered.filter(({ no }) => !recorded.includes(no))
  for (const { no, name, run } of missing) {
    await run(db)
    await insertOnce(Migration, { _id: no, name, at: clock.now() })
  }
  return missing.length
}

function inOrder(migrations: readonly Migration[]): Migration[] {
  const ordered = [...migrations].sort((a, b) => a.no - b.no)
  ordered.forEach(({ no, name }, at) => {
    const before = ordered[at - 1]
    if (before?.no === no) throw new RangeError(`migration ${no} is both ${before.name} and ${name}`)
  })
  return ordered
}

type Stored = mongo.Document

/** A collection as it is stored, whatever models say today: a migration must not change with them. */
export const storedIn = <Doc extends Stored>(db: Connection, name: string): mongo.Collection<Doc> =>
  db.getClient().db(db.name).collection<Doc>(name)

const pageSize = 500

/** Changes every document that still has the old shape, a page at a time; `change` answers one update for each. */
export async function rewrite<Old extends Stored>(
  db: Connection,
  name: string,
  oldShape: Stored,
  change: (page: Old[]) => Stored[] | Promise<Stored[]>,
): Promise<void> {
  const documents = storedIn(db, name)
  for (let last: unknown = null; ; ) {
    const page = await documents
      .find(last === null ? oldShape : { ...oldShape, _id: { $gt: last as never } })
      .sort({ _id: 1 })
      .limit(pageSize)
      .toArray()
    if (page.length === 0) return
    const updates = await change(page as unknown as Old[])
    await documents.bulkWrite(
      page.map(({ _id }, at) => ({
        updateOne: { filter: { ...oldShape, _id }, update: updates[at] ?? {} },
      })),
      { ordered: false },
    )
    last = page.at(-1)?._id
  }
}

/** Drops indexes by name; one that is gone already is no fault. */
export async function dropIndexes(db: Connection, name: string, indexes: readonly string[]): Promise<void> {
  const found = await storedIn(db, name).indexes()
  for (const { name: index } of found) {
    if (index !== undefined && indexes.includes(index)) await storedIn(db, name).dropIndex(index)
  }
}
