import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Schema, type UpdateQuery } from 'mongoose'
import { type TestDatabase, testDatabase } from '../../support/database'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

let n = 0
interface Paper {
  _id: number
  title?: string
  tags: string[]
  rows: { k: string; v: number }[]
}

const model = (options: { timestamps?: boolean; optimisticConcurrency?: boolean } = {}) => {
  const rows = [{ _id: false, k: String, v: Number }]
  const schema = new Schema<Paper>({ _id: Number, title: String, tags: [String], rows }, options)
  return db.connection.model<Paper>(`Paper${n}`, schema, `papers${n++}`)
}

describe('save', () => {
  it('writes what changed and nothing else', async () => {
    const Paper = model()
    await Paper.create({ _id: 1, title: 'a', tags: ['x'] })
    const [mine, other] = [await Paper.findById(1).orFail(), await Paper.findById(1).orFail()]
    mine.title = 'b'
    other.tags.push('y')
    await mine.save()
    await other.save()
    expect(await Paper.findById(1).lean()).toMatchObject({ title: 'b', tags: ['x', 'y'] })
    mine.set('title', undefined)
    await mine.save()
    expect(await Paper.collection.findOne({ _id: 1 as never })).not.toHaveProperty('title')
  })

  it('counts versions where an element of an array may have moved', async () => {
    const Paper = model()
    await Paper.create({
      _id: 1,
      rows: [
        { k: 'a', v: 1 },
        { k: 'b', v: 2 },
      ],
    })
    const [mine, stale] = [await Paper.findById(1).orFail(), await Paper.findById(1).orFail()]
    mine.rows.splice(0, 1)
    await mine.save()
    expect(mine.get('__v')).toBe(1)
    stale.set('rows.1.v', 9)
    await expect(stale.save()).rejects.toMatchObject({ name: 'VersionError' })
    expect((await Paper.findById(1).lean())?.rows).toEqual([{ k: 'b', v: 2 }])
    mine.rows.push({ k: 'c', v: 3 })
    await mine.save()
    expect(mine.get('__v')).toBe(2)
  })

  it('lets one of two win, where it is told to', async () => {
    const Paper = model({ optimisticConcurrency: true })
    await Paper.create({ _id: 1, title: 'a' })
    const [mine, stale] = [await Paper.findById(1).orFail(), await Paper.findById(1).orFail()]
    mine.title = 'b'
    await mine.save()
    stale.title = 'c'
    await expect(stale.save()).rejects.toMatchObject({ name: 'VersionError' })
    expect((await Paper.findById(1).lean())?.title).toBe('b')
  })

  it('fails for a document that is gone, and removes one', async () => {
    const Paper = model()
    const paper = await Paper.create({ _id: 1, title: 'a' })
    expect(await paper.deleteOne()).toMatchObject({ deletedCount: 1 })
    paper.title = 'b'
    await expect(paper.save()).rejects.toMatchObject({ name: 'DocumentNotFoundError' })
    expect(await Paper.countDocuments()).toBe(0)
  })

  it('saves many at once', async () => {
    const Paper = model()
    const papers = [1, 2, 3].map((_id) => new Paper({ _id, title: String(_id) }))
    await Paper.bulkSave(papers)
    for (const paper of papers) paper.title += '!'
    await Paper.bulkSave(papers)
    expect(await Paper.distinct('title')).toEqual(['1!', '2!', '3!'])
  })
})

describe('timestamps', () => {
  const stamped = () => model({ timestamps: true })
  const read = async (Paper: ReturnType<typeof stamped>, _id = 1) =>
    (await Paper.findById(_id).lean()) as unknown as { createdAt: Date; updatedAt: Date } | null
  const old = new Date('2020-01-01T00:00:00Z')
  const aged = async () => {
    const Paper = stamped()
    await Paper.create([{ _id: 1, title: 'a' }])
    await Paper.collection.updateMany({}, { $set: { createdAt: old, updatedAt: old } })
    return Paper
  }

  it('are set by every way of making a document', async () => {
    const Paper = stamped()
    await Paper.create({ _id: 1 })
    await Paper.insertMany([{ _id: 2 }])
    await Paper.bulkWrite([
      { insertOne: { document: { _id: 3, tags: [], rows: [] } } },
      { updateOne: { filter: { _id: 4 }, update: { title: 'x' }, upsert: true } },
    ])
    await Paper.findOneAndUpdate({ _id: 5 }, { title: 'x' }, { upsert: true })
    for (const _id of [1, 2, 3, 4, 5])
      expect(await read(Paper, _id)).toMatchObject({
        createdAt: expect.any(Date),
        updatedAt: expect.any(Date),
      })
  })

  it.each<[string, (Paper: ReturnType<typeof stamped>) => Promise<unknown>]>([
    ['save', async (Paper) => (await Paper.findById(1).orFail()).set({ title: 'b' }).save()],
    ['updateOne', (Paper) => Paper.updateOne({ _id: 1 }, { title: 'b' })],
    ['updateMany', (Paper) => Paper.updateMany({}, { $push: { tags: 'b' } })],
    ['findOneAndUpdate', (Paper) => Paper.findOneAndUpdate({ _id: 1 }, { title: 'b' })],
    [
      'bulkWrite',
      (Paper) => Paper.bulkWrite([{ updateMany: { filter: {}, update: { $set: { title: 'b' } } } }]),
    ],
  ])('%s renews the second and leaves the first', async (_how, write) => {
    const Paper = await aged()
    await write(Paper)
    const after = await read(Paper)
    expect(after?.createdAt).toEqual(old)
    expect(after?.updatedAt).not.toEqual(old)
  })

  it('stay as they are where that is asked for', async () => {
    const Paper = await aged()
    await Paper.updateOne({ _id: 1 }, { title: 'b' }, { timestamps: false })
    await (await Paper.findById(1).orFail()).set({ title: 'c' }).save({ timestamps: false })
    await Paper.bulkWrite([{ updateOne: { filter: { _id: 1 }, update: { title: 'd' }, timestamps: false } }])
    expect(await read(Paper)).toMatchObject({ title: 'd', createdAt: old, updatedAt: old })
  })
})

describe('findOneAndReplace', () => {
  it('puts a document in the place of another', async () => {
    const Paper = model()
    await Paper.create({ _id: 1, title: 'a', tags: ['x'] })
    const after = { returnDocument: 'after' as const }
    expect(await Paper.findOneAndReplace({ _id: 1 }, { title: 'b' }, after).lean()).toEqual({
      _id: 1,
      title: 'b',
      tags: [],
      rows: [],
    })
    const made = await Paper.findOneAndReplace({ _id: 2 }, { title: 'c' }, { ...after, upsert: true }).lean()
    expect(made).toMatchObject({ _id: 2, title: 'c' })
  })

  it('tells what it did', async () => {
    const Paper = model()
    const metadata = { upsert: true, returnDocument: 'after' as const, includeResultMetadata: true as const }
    expect(await Paper.findOneAndUpdate({ _id: 1 }, { title: 'a' }, metadata)).toMatchObject({
      lastErrorObject: { n: 1, updatedExisting: false, upserted: 1 },
      value: { _id: 1, title: 'a' },
      ok: 1,
    })
    expect(await Paper.findOneAndReplace({ _id: 1 }, { title: 'b' }, metadata)).toMatchObject({
      lastErrorObject: { n: 1, updatedExisting: true },
      value: { title: 'b' },
    })
    const deleted = await Paper.findOneAndDelete({ _id: 1 }, { includeResultMetadata: true })
    expect(deleted).toMatchObject({ lastErrorObject: { n: 1 }, value: { title: 'b' } })
    expect(await Paper.findOneAndDelete({ _id: 1 }, { includeResultMetadata: true })).toMatchObject({
      lastErrorObject: { n: 0 },
      value: null,
    })
  })
})

describe('insertMany', () => {
  it('writes what it can, and says what it could not', async () => {
    const Paper = model()
    await Paper.create({ _id: 1 })
    const batch = [{ _id: 1 }, { _id: 2 }, { _id: 2 }, { _id: 3 }]
    const error = await Paper.insertMany(batch, { ordered: false }).catch((reason: unknown) => reason)
    expect(error).toMatchObject({
      code: 11000,
      writeErrors: [{ err: { index: 0, code: 11000 } }, { err: { index: 2 } }],
      insertedDocs: [{ _id: 2 }, { _id: 3 }],
    })
    await expect(Paper.insertMany([{ _id: 4 }, { _id: 1 }, { _id: 5 }])).rejects.toMatchObject({
      code: 11000,
    })
    expect(await Paper.distinct('_id')).toEqual([1, 2, 3, 4])
  })

  it('answers the raw result, plain documents too', async () => {
    const Paper = model()
    const result = await Paper.insertMany([{ _id: 1 }, { _id: 2 }], { rawResult: true, ordered: false })
    expect(result).toMatchObject({ acknowledged: true, insertedCount: 2, insertedIds: { 0: 1, 1: 2 } })
    await Paper.insertMany([{ _id: 3 }], { lean: true })
    const limited = Array.from({ length: 250 }, (_, i) => ({ _id: 10 + i }))
    expect(await Paper.insertMany(limited, { limit: 10 })).toHaveLength(250)
  })
})

describe('bulkWrite', () => {
  // Without an order the driver sends inserts first, then updates, then deletions.
  it('goes on past failures where no order is asked for', async () => {
    const Paper = model()
    await Paper.create([
      { _id: 1, title: 'a' },
      { _id: 2, title: 'b' },
    ])
    const error = await Paper.bulkWrite(
      [
        { insertOne: { document: { _id: 1, tags: [], rows: [] } } },
        { updateOne: { filter: { _id: 2 }, update: { $push: { title: 1 } } as UpdateQuery<Paper> } },
        { replaceOne: { filter: { _id: 3 }, replacement: { title: 'c', tags: [], rows: [] }, upsert: true } },
        { deleteOne: { filter: { title: 'a' } } },
        { updateMany: { filter: {}, update: { $addToSet: { tags: 't' } } } },
      ],
      { ordered: false, strict: false },
    ).catch((reason: unknown) => reason)
    expect(error).toMatchObject({
      code: 11000,
      writeErrors: [
        { index: 0, code: 11000 },
        { index: 1, code: 2 },
      ],
      result: { insertedCount: 0, upsertedCount: 1, deletedCount: 1, modifiedCount: 3 },
    })
    expect(await Paper.distinct('_id', { tags: 't' })).toEqual([2, 3])
  })
})
