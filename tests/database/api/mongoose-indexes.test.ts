import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Schema } from 'mongoose'
import { type TestDatabase, testDatabase } from '../../support/database'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

let n = 0
const schemaOf = (...indexes: Parameters<Schema['index']>[]) => {
  const schema = new Schema(
    { a: Schema.Types.Mixed, b: Number, at: Date, tags: [String] },
    { autoIndex: false },
  )
  for (const index of indexes) schema.index(...index)
  return schema
}
const model = async (...indexes: Parameters<Schema['index']>[]) => {
  const Model = db.connection.model(`Indexed${n}`, schemaOf(...indexes), `indexed${n++}`)
  await Model.createCollection()
  await Model.createIndexes()
  return Model
}
const taken = { code: 11000 }

describe('syncIndexes', () => {
  const every: Parameters<Schema['index']>[] = [
    [{ a: 1, b: -1 }, { unique: true }],
    [{ b: 1 }, { sparse: true, name: 'sparse_b' }],
    [{ a: 1 }, { partialFilterExpression: { b: { $gt: 1 } } }],
    [{ at: 1 }, { expireAfterSeconds: 3600 }],
    [{ 'a.c': 1 }, { unique: true, partialFilterExpression: { 'a.c': { $exists: true } } }],
    [{ tags: 1 }, {}],
  ]

  it('sees no difference in what it has made itself', async () => {
    const Model = await model(...every)
    expect(await Model.diffIndexes()).toEqual({ toDrop: [], toCreate: [] })
    expect(await Model.syncIndexes()).toEqual([])
    expect(await Model.listIndexes()).toHaveLength(every.length + 1)
  })

  it('makes what is missing, drops what is not wanted, changes what differs', async () => {
    const Old = await model([{ a: 1 }], [{ b: 1 }], [{ at: 1 }, { expireAfterSeconds: 60 }])
    const name = Old.collection.name
    const New = db.connection.model(
      `Indexed${n++}`,
      schemaOf([{ a: 1 }, { unique: true }], [{ at: 1 }, { expireAfterSeconds: 90 }], [{ tags: 1 }]),
      name,
    )
    const { toDrop, toCreate } = await New.diffIndexes()
    expect(toDrop.sort()).toEqual(['a_1', 'at_1', 'b_1'])
    expect(toCreate).toHaveLength(3)
    expect((await New.syncIndexes()).sort()).toEqual(['a_1', 'at_1', 'b_1'])
    expect(await New.listIndexes()).toMatchObject([
      { name: '_id_' },
      { name: 'a_1', unique: true },
      { name: 'at_1', expireAfterSeconds: 90 },
      { name: 'tags_1' },
    ])
  })

  it('fails where documents stand against it', async () => {
    const Old = await model()
    await Old.insertMany([{ a: 1 }, { a: 1 }])
    const New = db.connection.model(
      `Indexed${n++}`,
      schemaOf([{ a: 1 }, { unique: true }]),
      Old.collection.name,
    )
    await expect(New.syncIndexes()).rejects.toMatchObject(taken)
    expect(await New.listIndexes()).toHaveLength(1)
  })
})

describe('a unique index', () => {
  it('takes missing and null for the same', async () => {
    const Model = await model([{ a: 1 }, { unique: true }])
    await Model.create({ b: 1 })
    await expect(Model.create({ a: null })).rejects.toMatchObject({ ...taken, keyValue: { a: null } })
  })

  it('does not count what a sparse or a partial one leaves out', async () => {
    const Sparse = await model([{ a: 1 }, { unique: true, sparse: true }])
    await Sparse.insertMany([{}, {}, { a: 1 }])
    await expect(Sparse.create({ a: 1 })).rejects.toMatchObject(taken)
    const Partial = await model([{ a: 1 }, { unique: true, partialFilterExpression: { b: { $gte: 5 } } }])
    await Partial.insertMany([
      { a: 1, b: 1 },
      { a: 1, b: 2 },
      { a: 1, b: 5 },
    ])
    await expect(Partial.create({ a: 1, b: 9 })).rejects.toMatchObject(taken)
    await expect(Partial.updateOne({ b: 1 }, { b: 7 })).rejects.toMatchObject(taken)
    await Partial.updateOne({ b: 5 }, { b: 0 })
    await Partial.updateOne({ b: 1 }, { b: 7 })
  })

  it('knows numbers by their value, and documents by all of them', async () => {
    const Model = await model([{ a: 1 }, { unique: true }])
    await Model.create({ a: 1 }, { a: '1' }, { a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }, { a: true })
    await expect(Model.create({ a: 1.0 })).rejects.toMatchObject(taken)
    await expect(Model.create({ a: { x: 1, y: 2 } })).rejects.toMatchObject(taken)
  })

  it('names the pattern and the value of a compound key', async () => {
    const Model = await model([{ a: 1, b: -1 }, { unique: true }])
    await Model.create({ a: 'x', b: 1 })
    await expect(Model.create({ a: 'x', b: 1 })).rejects.toMatchObject({
      ...taken,
      keyPattern: { a: 1, b: -1 },
      keyValue: { a: 'x', b: 1 },
      message: expect.stringContaining('index: a_1_b_-1 dup key: { a: "x", b: 1 }'),
    })
  })

  it('holds each element of an array', async () => {
    const Model = await model([{ tags: 1 }, { unique: true, sparse: true }])
    await Model.create({ tags: ['x', 'x', 'y'] })
    await expect(Model.create({ tags: ['z', 'y'] })).rejects.toMatchObject({
      ...taken,
      keyPattern: { tags: 1 },
    })
    await expect(Model.create({ tags: ['z'] })).resolves.toBeDefined()
  })
})
