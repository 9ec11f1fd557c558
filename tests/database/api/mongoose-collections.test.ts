import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Schema, type SchemaOptions } from 'mongoose'
import { backup, restore } from '../../../server/src/operations'
import { connectStorage } from '../../../server/src/storage/connect'
import { describeEmbedded, type TestDatabase, testDatabase } from '../../support/database'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

let n = 0
const options = { autoIndex: false, autoCreate: false }
const model = (schema: Schema, name = `things${n++}`) => {
  db.connection.deleteModel(/.*/)
  return db.connection.model('Thing', schema, name)
}
const plain = (more: SchemaOptions = {}) =>
  new Schema({ _id: String, name: String, at: Date }, { ...options, ...more })
const listed = async (name: string) => {
  const [found] = await db.connection.getClient().db(db.connection.name).listCollections({ name }).toArray()
  return found && 'options' in found ? found.options : undefined
}

describe('collections that mongoose makes', () => {
  it('are capped as their schema says', async () => {
    const Thing = model(plain({ capped: { size: 10_000, max: 2 } }))
    await Thing.createCollection()
    await Thing.insertMany(['a', 'b', 'c'].map((_id) => ({ _id })))
    expect((await Thing.find()).map(({ _id }) => _id)).toEqual(['b', 'c'])
    expect(await Thing.collection.isCapped()).toBe(true)
    await Thing.createCollection()
  })

  it('have a clustered index as their schema says, which no synchronizing drops', async () => {
    const Thing = model(
      plain({ collectionOptions: { clusteredIndex: { key: { _id: 1 }, name: 'by id', unique: true } } }),
    )
    await Thing.createCollection()
    await Thing.insertMany(['b', 'a'].map((_id) => ({ _id })))
    expect((await Thing.find()).map(({ _id }) => _id)).toEqual(['a', 'b'])
    expect(await Thing.diffIndexes()).toEqual({ toCreate: [], toDrop: [] })
    expect(await Thing.syncIndexes()).toEqual([])
    expect(await Thing.listIndexes()).toMatchObject([{ name: 'by id', clustered: true }])
  })

  it('hold documents to a validator, and tell mongoose why', async () => {
    const Thing = model(plain())
    const $jsonSchema = { required: ['name'], properties: { name: { bsonType: 'string' } } }
    await Thing.createCollection({ validator: { $jsonSchema }, validationLevel: 'strict' })
    await Thing.create({ _id: 'a', name: 'x' })
    await expect(Thing.create({ _id: 'b' })).rejects.toMatchObject({
      code: 121,
      errInfo: { failingDocumentId: 'b', details: { operatorName: '$jsonSchema' } },
    })
    await expect(Thing.updateOne({ _id: 'a' }, { $unset: { name: 1 } })).rejects.toMatchObject({ code: 121 })
    await expect(Thing.findOneAndUpdate({ _id: 'a' }, { $unset: { name: 1 } })).rejects.toMatchObject({
      code: 121,
    })
    const write = { updateOne: { filter: { _id: 'a' }, update: { $unset: { name: 1 } } } } as const
    await expect(Thing.bulkWrite([write])).rejects.toMatchObject({ code: 121 })
    await Thing.bulkWrite([write], { bypassDocumentValidation: true })
    expect(await Thing.findById('a').lean()).toEqual({ _id: 'a', __v: 0 })
    expect(await Thing.find({ $jsonSchema })).toEqual([])
    expect(await listed(Thing.collection.name)).toEqual({
      validator: { $jsonSchema },
      validationLevel: 'strict',
    })
  })

  it('take the schema that mongoose makes of its own', async () => {
    const schema = new Schema(
      {
        name: { type: String, required: true },
        kind: { type: String, enum: ['a', 'b', null] },
        rows: [{ fen: { type: Number, required: true } }],
        tags: { type: Map, of: String },
        place: { street: String },
      },
      options,
    )
    const Thing = model(schema)
    await Thing.createCollection({ validator: { $jsonSchema: schema.toJSONSchema({ useBsonType: true }) } })
    await Thing.create({ name: 'x', kind: 'a', rows: [{ fen: 1 }], tags: { a: 'b' }, place: { street: 's' } })
    const raw = (doc: Record<string, unknown>) => Thing.collection.insertOne(doc)
    await expect(raw({ kind: 'a' })).rejects.toMatchObject({ code: 121 })
    await expect(raw({ name: 'x', kind: 'c' })).rejects.toMatchObject({ code: 121 })
    await expect(raw({ name: 'x', rows: [{ fen: 'y' }] })).rejects.toMatchObject({ code: 121 })
  })
})

describe('indexes that mongoose keeps in step', () => {
  const kinds: [string, Record<string, 1 | -1>, Record<string, unknown>][] = [
    ['plain', { name: 1 }, {}],
    ['descending', { name: -1 }, {}],
    ['compound', { name: 1, at: -1 }, {}],
    ['dotted', { 'a.b': 1 }, {}],
    ['named', { name: 1 }, { name: 'my index' }],
    ['unique', { name: 1 }, { unique: true }],
    ['sparse', { name: 1 }, { sparse: true }],
    ['unique and sparse', { name: 1 }, { unique: true, sparse: true }],
    ['partial', { name: 1 }, { partialFilterExpression: { at: { $exists: true } } }],
    ['partial by an equality', { name: 1 }, { unique: true, partialFilterExpression: { name: 'x' } }],
    ['TTL', { at: 1 }, { expireAfterSeconds: 60 }],
    ['TTL at once', { at: 1 }, { expireAfterSeconds: 0 }],
    ['TTL in words', { at: 1 }, { expires: '1d' }],
    ['hidden', { name: 1 }, { hidden: true }],
    ['of an older version', { name: 1 }, { v: 2 }],
    ['in the background', { name: 1 }, { background: true }],
  ]
  it.each(kinds)('%s: no difference after it is made', async (_kind, key, more) => {
    const schema = plain().clone()
    schema.index(key, more)
    const Thing = model(schema)
    await Thing.createCollection()
    expect((await Thing.diffIndexes()).toCreate).toHaveLength(1)
    await Thing.syncIndexes()
    expect(await Thing.diffIndexes()).toEqual({ toCreate: [], toDrop: [] })
    expect(await Thing.syncIndexes()).toEqual([])
    await Thing.ensureIndexes()
    expect(await Thing.listIndexes()).toHaveLength(2)
    const Without = model(plain(), Thing.collection.name)
    expect((await Without.diffIndexes()).toDrop).toHaveLength(1)
  })

  it('are hidden instead of dropped where that is wanted, and found again', async () => {
    const schema = plain().clone()
    schema.index({ name: 1 })
    const Thing = model(schema)
    await Thing.syncIndexes()
    const Without = model(plain(), Thing.collection.name)
    await Without.syncIndexes({ hideIndexes: true })
    expect(await Without.listIndexes()).toMatchObject([{ name: '_id_' }, { name: 'name_1', hidden: true }])
    expect(await Without.syncIndexes()).toEqual(['name_1'])
  })
})

describeEmbedded('a backup', () => {
  it('has the rules of collections', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hr-'))
    const dataDir = join(folder, 'data')
    const file = join(folder, 'copy.sqlite')
    const first = await connectStorage({ dataDir })
    await first.connection.createCollection('ruled', { validator: { a: 1 } })
    await first.connection.createCollection('capped', { capped: true, size: 1000, max: 1 })
    await first.connection.collection('capped').insertOne({ _id: 1 as never })
    await backup(first.connection, file)
    await first.close()
    await restore({ dataDir, file, stamp: 'a' })
    const second = await connectStorage({ dataDir })
    try {
      await expect(second.connection.collection('ruled').insertOne({ a: 2 })).rejects.toMatchObject({
        code: 121,
      })
      await second.connection.collection('capped').insertOne({ _id: 2 as never })
      expect(await second.connection.collection('capped').find().toArray()).toEqual([{ _id: 2 }])
    } finally {
      await second.close()
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
