import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Schema, type SchemaOptions } from 'mongoose'
import { type TestDatabase, testDatabase } from '../../support/database'

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
})
