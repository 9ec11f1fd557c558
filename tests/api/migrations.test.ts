import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Connection } from 'mongoose'
import { systemClock } from '../../server/src/clock'
import { type Migration, migrate, migrationModels } from '../../server/src/storage/migrations'
import { type TestDatabase, testDatabase } from '../support/database'

let database: TestDatabase
let db: Connection

beforeAll(async () => {
  database = await testDatabase()
  db = database.connection
})
beforeEach(async () => {
  await migrationModels(db).Migration.deleteMany({})
  await letters().deleteMany({})
  await letters().insertMany(Array.from({ length: 5 }, (_, n) => ({ n, to: 'a' })))
})
afterAll(() => database.close())

const letters = () => db.collection('letters')
const recorded = async () =>
  (await migrationModels(db).Migration.find().sort({ _id: 1 }).lean()).map(({ _id }) => _id)
const run = (...all: Migration[]) => migrate(db, all, systemClock)

const renames = (no: number, from: string, to: string): Migration => ({
  no,
  name: `${from} to ${to}`,
  async run() {
    await letters().updateMany({ [from]: { $exists: true } }, { $rename: { [from]: to } })
  },
})

/** Counts how often it has added one to each letter: twice would be seen. */
const counts: Migration = {
  no: 3,
  name: 'count',
  async run() {
    for (const { n } of await letters().find().toArray()) {
      await letters().updateOne({ n, counted: { $exists: false } }, { $set: { counted: 1 } })
    }
  },
}

describe('migrations', () => {
  it('run once, in the order of their numbers, and are recorded', async () => {
    expect(await run(renames(2, 'b', 'c'), renames(1, 'a', 'b'), renames(4, 'to', 'a'))).toBe(3)
    expect(await letters().countDocuments({ a: 'a' })).toBe(5)
    expect(await recorded()).toEqual([1, 2, 4])
    expect(await run(renames(1, 'a', 'b'), renames(2, 'b', 'c'), renames(4, 'to', 'a'))).toBe(0)
    expect(await letters().countDocuments({ a: 'a' })).toBe(5)
  })

  it('that come later are run alone', async () => {
    await run(renames(1, 'to', 'a'))
    expect(await run(renames(1, 'to', 'a'), renames(2, 'a', 'b'))).toBe(1)
    expect(await letters().countDocuments({ b: 'a' })).toBe(5)
  })

  it('cut off in the middle are finished by the next start, and what follows waits for them', async () => {
    let dies = true
    const dying: Migration = {
      ...counts,
      async run() {
        await letters().updateOne({ n: 0, counted: { $exists: false } }, { $set: { counted: 1 } })
        if (dies) throw new Error('killed')
        await counts.run(db)
      },
    }
    await expect(run(dying, renames(4, 'counted', 'total'))).rejects.toThrow('killed')
    expect(await recorded()).toEqual([])
    dies = false
    expect(await run(dying, renames(4, 'counted', 'total'))).toBe(2)
    expect(await letters().countDocuments({ total: 1 })).toBe(5)
  })

  it('of two processes that start at once are done once', async () => {
    const all = [renames(1, 'to', 'a'), counts]
    await Promise.all([run(...all), run(...all), run(...all)])
    expect(await recorded()).toEqual([1, 3])
    expect(await letters().countDocuments({ a: 'a', counted: 1 })).toBe(5)
  })

  it('of a newer version keep an older one from starting', async () => {
    await run(renames(1, 'to', 'a'), counts)
    await expect(run(renames(1, 'to', 'a'))).rejects.toMatchObject({ code: 'DATA_NEWER' })
  })

  it('have each a number of their own', async () => {
    await expect(run(counts, renames(3, 'to', 'a'))).rejects.toThrow('migration 3 is both')
    expect(await recorded()).toEqual([])
  })
})
