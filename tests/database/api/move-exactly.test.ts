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

const every = () => ({
  far: BSON.Long.fromNumber(5_000_000_000),
  long: BSON.Long.fromNumber(1),
  whole: new BSON.Double(3),
  half: 0.5,
  below: new BSON.Double(-0),
  int: 7,
  day: new Date(5),
  id: new BSON.ObjectId('0123456789abcdef01234567'),
  bytes: new BSON.Binary(Buffer.from('abc'), 0),
  own: new BSON.Binary(Buffer.from('abc'), 128),
  nothing: null,
  yes: true,
  nested: { list: [BSON.Long.fromNumber(1), new BSON.Double(1), 1, { deep: new BSON.Double(2) }] },
})

describe('moving to another server, value by value', () => {
  it('keeps the type of every value', async () => {
    await fill(source, 'values', [{ _id: 1 as never, ...every() }])
    await move()
    expect(await bytesOf(target, 'values')).toEqual(await bytesOf(source, 'values'))
  })

  it('keeps them in the collection of a model, whatever its schema says', async () => {
    const Note = target.model('Note', new Schema({ long: String, whole: [Number] }), 'notes')
    await fill(source, 'notes', [{ _id: 'a' as never, ...every() }])
    await move({ Note })
    expect(await bytesOf(target, 'notes')).toEqual(await bytesOf(source, 'notes'))
  })

  it('keeps ids of any type', async () => {
    const ids = [BSON.Long.fromNumber(7), new BSON.Double(8), 9, 'x']
    await fill(
      source,
      'ids',
      [...ids, { n: BSON.Long.fromNumber(1) }].map((_id) => ({ _id: _id as never })),
    )
    await move()
    expect(await bytesOf(target, 'ids')).toEqual(await bytesOf(source, 'ids'))
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

  it('keeps the types within the filters of indexes', async () => {
    await databaseOf(source)
      .collection('ruled')
      .createIndex({ a: 1 }, { partialFilterExpression: { n: { $gt: BSON.Long.fromNumber(1) } } })
    await move()
    const exact = { promoteValues: false, promoteLongs: false, bsonRegExp: true }
    const listed = async (connection: Connection) => {
      const database = connection.getClient().db(connection.name, exact)
      return BSON.EJSON.stringify(await database.collection('ruled').indexes(), { relaxed: false })
    }
    expect(await listed(target)).toBe(await listed(source))
    expect(await listed(target)).toContain('"$numberLong":"1"')
  })
})

describe('moving collections', () => {
  it('makes those that are empty and without rules', async () => {
    await databaseOf(source).createCollection('empty')
    const done = await move()
    expect(done).toContainEqual(expect.objectContaining({ collection: 'empty', documents: 0 }))
    expect((await target.listCollections()).map(({ name }) => name)).toEqual(['empty'])
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
