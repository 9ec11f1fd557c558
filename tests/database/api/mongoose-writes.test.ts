import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Schema } from 'mongoose'
import { type TestDatabase, testDatabase } from '../../support/database'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

let n = 0
const houses = async () => {
  const schema = new Schema({ _id: Number, code: String, fen: Number, tags: [String] }, { timestamps: true })
  schema.index({ code: 1 }, { unique: true })
  const House = db.connection.model(`House${n}`, schema, `houses${n++}`)
  await House.init()
  await House.create([
    { _id: 1, code: 'a', fen: 1, tags: ['x', 'y'] },
    { _id: 2, code: 'b', fen: 2 },
  ])
  return House
}

const taken = { code: 11000, keyPattern: { code: 1 }, keyValue: { code: 'a' } }

describe('a key that is taken', () => {
  it('is 11000 with pattern and value in every form of a write', async () => {
    const House = await houses()
    const second = await House.findById(2).orFail()
    second.code = 'a'
    const attempts = [
      () => House.create({ _id: 3, code: 'a' }),
      () => second.save(),
      () => House.updateOne({ _id: 2 }, { code: 'a' }),
      () => House.updateMany({ _id: 2 }, { code: 'a' }),
      () => House.updateOne({ _id: 3 }, { code: 'a' }, { upsert: true }),
      () => House.findOneAndUpdate({ _id: 2 }, { code: 'a' }),
      () => House.findOneAndUpdate({ _id: 3 }, { code: 'a' }, { upsert: true }),
      () => House.replaceOne({ _id: 2 }, { code: 'a' }),
      () => House.findOneAndReplace({ _id: 2 }, { code: 'a' }),
    ]
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject(taken)
    expect(await House.find().sort('_id').distinct('code')).toEqual(['a', 'b'])
  })

  // Of a batch's errors the driver keeps the code and the message.
  it('is in the message of insertMany', async () => {
    const House = await houses()
    for (const ordered of [true, false]) {
      const attempt = House.insertMany([{ _id: 3, code: 'a' }], { ordered })
      await expect(attempt).rejects.toMatchObject({
        code: 11000,
        message: expect.stringContaining('dup key: { code: "a" }'),
      })
    }
  })

  it('is named by each error of a bulkWrite', async () => {
    const House = await houses()
    const error = await House.bulkWrite(
      [
        { insertOne: { document: { _id: 3, code: 'a' } } },
        { updateOne: { filter: { _id: 2 }, update: { code: 'a' } } },
        { insertOne: { document: { _id: 4, code: 'd' } } },
      ],
      { ordered: false },
    ).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 11000, writeErrors: [{ index: 0 }, { index: 1 }] })
    expect(await House.countDocuments()).toBe(3)
  })
})

describe('bulkWrite', () => {
  it('does every kind of write', async () => {
    const House = await houses()
    const result = await House.bulkWrite([
      { insertOne: { document: { _id: 3, code: 'c' } } },
      { updateMany: { filter: {}, update: { $inc: { fen: 10 } } } },
      { updateOne: { filter: { _id: 9 }, update: { code: 'z' }, upsert: true } },
      { replaceOne: { filter: { _id: 2 }, replacement: { code: 'bb' } } },
      { deleteOne: { filter: { _id: 1 } } },
      { deleteMany: { filter: { fen: 10 } } },
    ])
    expect(result).toMatchObject({
      insertedCount: 1,
      matchedCount: 4,
      modifiedCount: 4,
      upsertedCount: 1,
      upsertedIds: { 2: 9 },
      deletedCount: 2,
    })
    expect(await House.find().sort('_id').distinct('_id')).toEqual([2, 9])
  })

  it('stops at the first failure when it is ordered', async () => {
    const House = await houses()
    const error = await House.bulkWrite([
      { insertOne: { document: { _id: 3, code: 'c' } } },
      { insertOne: { document: { _id: 4, code: 'a' } } },
      { insertOne: { document: { _id: 5, code: 'e' } } },
    ]).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 11000, result: { insertedCount: 1 }, writeErrors: [{ index: 1 }] })
    expect(await House.distinct('_id')).toEqual([1, 2, 3])
  })
})

describe('insertMany', () => {
  it('tells with rawResult what a batch in no order did', async () => {
    const House = await houses()
    const batch = ['c', 'a', 'd'].map((code, i) => ({ _id: 3 + i, code }))
    const result = await House.insertMany(batch, {
      ordered: false,
      rawResult: true,
      throwOnValidationError: true,
    }).catch((reason: unknown) => reason)
    expect(result).toMatchObject({ code: 11000, result: { insertedCount: 2 }, writeErrors: [{ index: 1 }] })
    expect(await House.distinct('code')).toEqual(['a', 'b', 'c', 'd'])
  })
})

describe('findOneAndUpdate', () => {
  it('answers the document before, after, or what it did', async () => {
    const House = await houses()
    expect((await House.findOneAndUpdate({ _id: 1 }, { fen: 5 }).lean())?.fen).toBe(1)
    const after = { returnDocument: 'after' as const }
    expect((await House.findOneAndUpdate({ _id: 1 }, { $inc: { fen: 1 } }, after).lean())?.fen).toBe(6)
    const last = await House.findOneAndUpdate({}, { fen: 9 }, { ...after, sort: { _id: -1 } }).lean()
    expect(last?._id).toBe(2)
    expect(await House.findOneAndUpdate({ _id: 7 }, { fen: 1 })).toBeNull()
    expect(
      await House.findOneAndUpdate({ _id: 1 }, { fen: 1 }, { includeResultMetadata: true }),
    ).toMatchObject({
      lastErrorObject: { n: 1, updatedExisting: true },
    })
  })

  it('inserts what the filter and the update say', async () => {
    const House = await houses()
    const upsert = { upsert: true, returnDocument: 'after' as const }
    expect(await House.findOneAndUpdate({ _id: 3 }, { code: 'c' }, { upsert: true })).toBeNull()
    const made = await House.findOneAndUpdate(
      { _id: 4, code: { $eq: 'd' } },
      { $setOnInsert: { fen: 4 }, $push: { tags: 't' } },
      upsert,
    ).lean()
    expect(made).toMatchObject({ _id: 4, code: 'd', fen: 4, tags: ['t'], createdAt: expect.any(Date) })
    const again = await House.findOneAndUpdate({ _id: 4 }, { $setOnInsert: { fen: 9 } }, upsert).lean()
    expect(again?.fen).toBe(4)
  })

  it('projects and removes', async () => {
    const House = await houses()
    const one = await House.findOneAndUpdate({ _id: 1 }, { fen: 3 }, { projection: { code: 1 } }).lean()
    expect(one).toEqual({ _id: 1, code: 'a' })
    expect((await House.findOneAndDelete({ code: 'a' }).lean())?._id).toBe(1)
    expect(await House.distinct('_id')).toEqual([2])
  })
})

describe('updateMany', () => {
  it('counts what matched and what changed, and stamps the time', async () => {
    const House = await houses()
    const before = await House.findById(1).orFail().lean()
    expect(await House.updateMany({}, { $set: { fen: 2 } }, { timestamps: false })).toMatchObject({
      matchedCount: 2,
      modifiedCount: 1,
    })
    expect((await House.findById(1).orFail().lean()).updatedAt).toEqual(before.updatedAt)
    await House.updateMany({ tags: 'x' }, { $set: { 'tags.0': 'z' } })
    expect((await House.findById(1).orFail().lean()).tags).toEqual(['z', 'y'])
  })
})
