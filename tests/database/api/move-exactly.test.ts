import { beforeEach, describe, expect, it } from '@jest/globals'
import { type Connection, mongo, Schema } from 'mongoose'
import { replayTakedowns, transfer } from '../../../server/src/operations'
import { dataFolders } from './data-folders'

const { BSON } = mongo

const open = dataFolders()
let source: Connection
let target: Connection
beforeEach(async () => {
  source = await open('one')
  target = await open('two')
})

const now = new Date('2026-11-20T02:00:00Z')
const databaseOf = (connection: Connection) => connection.getClient().db(connection.name)
const move = (models: Record<string, unknown> = {}) => transfer({ source, target, models, from: 'one', now })
const fill = (connection: Connection, name: string, documents: Record<string, unknown>[]) =>
  databaseOf(connection).collection(name).insertMany(documents)

/** What a server holds, byte for byte. */
async function bytesOf(connection: Connection, name: string): Promise<string[]> {
  const cursor = databaseOf(connection).collection(name).find({}, { raw: true })
  const all = (await cursor.toArray()) as unknown as Uint8Array[]
  return all.map((bytes) => Buffer.from(bytes).toString('hex')).sort()
}

async function typesOf(connection: Connection, name: string, _id: unknown): Promise<Record<string, string>> {
  const [found] = await databaseOf(connection)
    .collection(name)
    .aggregate([
      { $match: { _id } },
      { $project: { all: { $objectToArray: '$$ROOT' } } },
      { $unwind: '$all' },
      { $group: { _id: null, types: { $push: { k: '$all.k', v: { $type: '$all.v' } } } } },
      { $project: { types: { $arrayToObject: '$types' } } },
    ])
    .toArray()
  return found?.types
}

const every = () => ({
  far: BSON.Long.fromNumber(5_000_000_000),
  long: BSON.Long.fromNumber(1),
  whole: new BSON.Double(3),
  half: 0.5,
  below: new BSON.Double(-0),
  int: 7,
  decimal: BSON.Decimal128.fromString('1.10'),
  pattern: new BSON.BSONRegExp('a b', 'ix'),
  day: new Date(5),
  id: new BSON.ObjectId('0123456789abcdef01234567'),
  bytes: new BSON.Binary(Buffer.from('abc'), 0),
  own: new BSON.Binary(Buffer.from('abc'), 128),
  stamp: new BSON.Timestamp({ t: 5, i: 6 }),
  code: new BSON.Code('f()'),
  least: new BSON.MinKey(),
  most: new BSON.MaxKey(),
  nothing: null,
  yes: true,
  reference: { $ref: 'notes', $id: BSON.Long.fromNumber(7), $db: 'x', more: new BSON.Double(1) },
  nested: { list: [BSON.Long.fromNumber(1), new BSON.Double(1), 1, { deep: new BSON.Double(2) }] },
})

describe('moving to another server, value by value', () => {
  it('keeps the type of every value', async () => {
    await fill(source, 'values', [{ _id: 1 as never, ...every() }])
    await move()
    expect(await bytesOf(target, 'values')).toEqual(await bytesOf(source, 'values'))
    expect(await typesOf(target, 'values', 1)).toMatchObject({
      far: 'long',
      long: 'long',
      whole: 'double',
      int: 'int',
      pattern: 'regex',
    })
    const [pattern] = await databaseOf(target)
      .collection('values')
      .find({}, { bsonRegExp: true, projection: { pattern: 1 } })
      .toArray()
    expect(pattern?.pattern).toEqual(new BSON.BSONRegExp('a b', 'ix'))
  })

  it('keeps them in the collection of a model, whatever its schema says', async () => {
    const Note = target.model('Note', new Schema({ long: String, whole: [Number] }), 'notes')
    await fill(source, 'notes', [{ _id: 'a' as never, ...every() }])
    await move({ Note })
    expect(await bytesOf(target, 'notes')).toEqual(await bytesOf(source, 'notes'))
  })

  it('keeps ids of any type', async () => {
    const ids = [BSON.Long.fromNumber(7), new BSON.Double(8), 9, 'x', BSON.Decimal128.fromString('1.0')]
    await fill(
      source,
      'ids',
      [...ids, { n: BSON.Long.fromNumber(1) }].map((_id) => ({ _id: _id as never })),
    )
    await move()
    expect(await bytesOf(target, 'ids')).toEqual(await bytesOf(source, 'ids'))
    expect(await typesOf(target, 'ids', 7)).toEqual({ _id: 'long' })
    expect(await typesOf(target, 'ids', 8)).toEqual({ _id: 'double' })
  })

  it('mends what an interrupted move has left with other types', async () => {
    await fill(source, 'values', [{ _id: BSON.Long.fromNumber(7) as never, ...every() }])
    await fill(target, 'transfer_state', [
      { _id: ' source' as never, from: 'one' },
      { _id: 'values' as never, copied: 0 },
    ])
    await fill(target, 'values', [{ _id: 7 as never, far: 5e9 }, { _id: 'gone' as never }])
    await move()
    expect(await bytesOf(target, 'values')).toEqual(await bytesOf(source, 'values'))
  })

  it('keeps the types within the rules of collections and indexes', async () => {
    const validator = { a: new BSON.BSONRegExp('a b', 'ix'), n: { $lt: BSON.Long.fromNumber(5) } }
    await databaseOf(source).createCollection('ruled', { validator })
    await databaseOf(source)
      .collection('ruled')
      .createIndex({ a: 1 }, { partialFilterExpression: { n: { $gt: BSON.Long.fromNumber(1) } } })
    await move()
    const exact = { promoteValues: false, promoteLongs: false, bsonRegExp: true }
    const listed = async (connection: Connection) => {
      const database = connection.getClient().db(connection.name, exact)
      const collections = await database.listCollections({}, exact).toArray()
      const indexes = await database.collection('ruled').indexes()
      const options = collections.map((one) => ('options' in one ? one.options : undefined))
      return BSON.EJSON.stringify({ options, indexes }, { relaxed: false })
    }
    expect(await listed(target)).toBe(await listed(source))
    expect(await listed(target)).toContain('"options":"ix"')
  })

  it('says which document the target does not hold as it is', async () => {
    await fill(source, 'stamps', [{ _id: BSON.Long.fromNumber(3) as never }])
    // A document that is written whole has no such stamp: it becomes the time of the server.
    await databaseOf(source)
      .collection('stamps')
      .updateOne({}, { $set: { at: new BSON.Timestamp({ t: 0, i: 0 }) } })
    await expect(move()).rejects.toMatchObject({
      code: 'TRANSFER_DIFFERS',
      message: expect.stringContaining('{"$numberLong":"3"}'),
    })
  })
})

describe('moving collections', () => {
  it('takes one that is there with the same rules, and refuses one with others', async () => {
    const capped = { capped: true, size: 4096 }
    await databaseOf(source).createCollection('log', capped)
    await fill(source, 'log', [{ _id: 1 as never }])
    await databaseOf(target).createCollection('log')
    await expect(move()).rejects.toMatchObject({ code: 'TRANSFER_RULES' })
    expect(await bytesOf(target, 'log')).toEqual([])
    await databaseOf(target).dropCollection('log')
    await databaseOf(target).createCollection('log', capped)
    await move()
    expect(await bytesOf(target, 'log')).toHaveLength(1)
  })

  it('makes those that are empty and without rules', async () => {
    await databaseOf(source).createCollection('empty')
    const done = await move()
    expect(done).toContainEqual(expect.objectContaining({ collection: 'empty', documents: 0 }))
    expect((await target.listCollections()).map(({ name }) => name)).toEqual(['empty'])
  })

  it('leaves an index that compares bytes as it is in a collection that compares words', async () => {
    const words = await databaseOf(source).createCollection('words', {
      collation: { locale: 'en', strength: 2 },
    })
    await words.createIndex({ a: 1 }, { unique: true, collation: { locale: 'simple' } })
    await words.createIndex({ b: 1 })
    await words.createIndex({ c: 1 }, { collation: { locale: 'fr' } })
    await words.insertMany([{ a: 'x' }, { a: 'X' }])
    await move()
    const there = databaseOf(target).collection('words')
    expect(await there.indexes()).toEqual(await words.indexes())
    expect((await there.indexes()).map(({ collation }) => collation?.locale)).toEqual([
      'en',
      undefined,
      'en',
      'fr',
    ])
    await there.insertOne({ a: 'y' })
    await there.insertOne({ a: 'Y' })
  })
})

describe('takedowns that are replayed after a restore', () => {
  it('come back with the types that they had', async () => {
    await fill(source, 'notices', [{ _id: 'n' as never, state: 'takenDown', ...every() }])
    await fill(target, 'notices', [{ _id: 'n' as never, state: 'published' }])
    expect(await replayTakedowns(source, target)).toBe(1)
    expect(await bytesOf(target, 'notices')).toEqual(await bytesOf(source, 'notices'))
  })
})
