import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Decimal128, Long, UUID } from 'bson'
import type { Doc } from '../../../server/src/storage/embedded/values/values'
import { type EngineUnderTest, engineUnderTest } from '../../support/storage-engine'

let test: EngineUnderTest
beforeAll(() => {
  test = engineUnderTest()
})
afterAll(() => test.close())

const clusteredIndex = { key: { _id: 1 }, unique: true }
const listed = (filter: Doc, more: Doc = {}) =>
  (test.command({ listCollections: 1, filter, ...more }).cursor as { firstBatch: Doc[] }).firstBatch

describe('a collection that MongoDB would not make', () => {
  it.each<[Doc, number]>([
    [{ capped: true }, 72],
    [{ size: 1000 }, 72],
    [{ max: 5 }, 72],
    [{ capped: false, size: 1000 }, 72],
    [{ capped: 'yes', size: 1000 }, 14],
    [{ capped: true, size: 0 }, 2],
    [{ capped: true, size: Number.NaN }, 2],
    [{ capped: true, size: 2 ** 51 }, 2],
    [{ capped: true, size: 1000, max: 2 ** 31 }, 2],
    [{ validator: 'a' }, 14],
    [{ validator: { a: { $foo: 1 } } }, 2],
    [{ validator: { $jsonSchema: { wrong: 1 } } }, 9],
    [{ validationLevel: 'some' }, 2],
    [{ validationAction: 'shout' }, 2],
    [{ clusteredIndex: true }, 5979703],
    [{ clusteredIndex: 'yes' }, 14],
    [{ clusteredIndex: { unique: true } }, 40414],
    [{ clusteredIndex: { key: { _id: 1 } } }, 40414],
    [{ clusteredIndex: { ...clusteredIndex, odd: 1 } }, 40415],
    [{ clusteredIndex: { key: { a: 1 }, unique: true } }, 197],
    [{ clusteredIndex: { key: { _id: 1 }, unique: false } }, 5979700],
    [{ clusteredIndex: { ...clusteredIndex, v: 1 } }, 5979704],
    [{ clusteredIndex, capped: true, size: 1000 }, 6049200],
    [{ clusteredIndex, max: 10 }, 6049204],
    [{ clusteredIndex, idIndex: { key: { _id: 1 }, name: '_id_' } }, 72],
    [{ clusteredIndex, expireAfterSeconds: -1 }, 72],
    [{ expireAfterSeconds: 60 }, 72],
    [{ idIndex: { key: { a: 1 }, name: '_id_' } }, 2],
    [{ idIndex: { key: { _id: 1 } } }, 9],
    [{ autoIndexId: false }, 72],
    [{ timeseries: { timeField: 'at' } }, 115],
    [{ viewOn: 'c' }, 115],
    [{ collation: { locale: 'xx' } }, 2],
    [{ changeStreamPreAndPostImages: { enabled: true } }, 115],
  ])('%j', (options, code) => {
    expect(test.command({ create: 'refused', ...options })).toMatchObject({ ok: 0, code })
    expect(listed({ name: 'refused' })).toEqual([])
  })
})

describe('the options of a collection', () => {
  it.each<[string, Doc, Doc]>([
    ['plain', {}, {}],
    ['capped', { capped: 1, size: 4096.9, max: 5.5 }, { capped: true, size: 4096, max: 5 }],
    ['endless', { capped: true, size: Decimal128.fromString('2.5'), max: -1 }, { capped: true, size: 2 }],
    [
      'ruled',
      { validator: { a: { $gt: 1 } }, validationLevel: 'moderate', validationAction: 'warn' },
      { validator: { a: { $gt: 1 } }, validationLevel: 'moderate', validationAction: 'warn' },
    ],
    ['free', { validator: {} }, {}],
    [
      'clustered',
      { clusteredIndex: { ...clusteredIndex, name: 'by id' }, expireAfterSeconds: Long.fromNumber(60) },
      {
        clusteredIndex: { v: 2, key: { _id: 1 }, name: 'by id', unique: true },
        expireAfterSeconds: 60,
      },
    ],
    ['silent', { changeStreamPreAndPostImages: { enabled: false }, storageEngine: {} }, {}],
  ])('%s: are listed, kept, and may be said again', (name, given, options) => {
    expect(test.command({ create: name, ...given })).toEqual({ ok: 1 })
    expect(test.command({ create: name, ...given })).toEqual({ ok: 1 })
    expect(test.command({ create: name, validator: { other: 1 } })).toMatchObject({
      ok: 0,
      code: 48,
      codeName: 'NamespaceExists',
    })
    test.engine.catalog.reload()
    expect(test.command({ create: name, ...given })).toEqual({ ok: 1 })
    expect(listed({ name })).toMatchObject([{ name, type: 'collection', options }])
    expect(listed({ name })[0]?.options).toEqual(options)
  })

  it('raise the format of the file only where an older program would break their rules', () => {
    const own = engineUnderTest()
    const format = () => own.engine.db.all<[number]>('PRAGMA user_version')[0]?.[0]
    own.command({ create: 'plain' })
    own.command({ create: 'clustered', clusteredIndex })
    expect(format()).toBe(0)
    own.command({ create: 'ruled', validator: { a: 1 } })
    expect(format()).toBe(4)
    own.close()
  })

  it('leave a collection without them when they are refused halfway', () => {
    test.command({ create: 'twice', capped: true, size: 100 })
    test.command({ drop: 'twice' })
    expect(test.command({ create: 'twice' })).toEqual({ ok: 1 })
    expect(listed({ name: 'twice' })[0]?.options).toEqual({})
  })
})

describe('the list of collections', () => {
  it('filters by any field, gives names alone, and pages', () => {
    const own = engineUnderTest()
    const ask = (more: Doc) =>
      (own.command({ listCollections: 1, ...more }).cursor as { firstBatch: Doc[]; id: Long }) ?? {}
    for (const name of ['a', 'b', 'c']) own.command({ create: name })
    own.command({ create: 'd', capped: true, size: 100 })
    expect(ask({ nameOnly: true }).firstBatch).toEqual(
      ['a', 'b', 'c', 'd'].map((name) => ({ name, type: 'collection' })),
    )
    const names = (filter: Doc) => ask({ filter }).firstBatch.map(({ name }) => name)
    expect(names({ name: { $in: ['a', 'd'] } })).toEqual(['a', 'd'])
    expect(names({ name: /^[bc]$/ })).toEqual(['b', 'c'])
    expect(names({ 'options.capped': true })).toEqual(['d'])
    expect(names({ type: 'view' })).toEqual([])
    const first = ask({ cursor: { batchSize: 3 } })
    expect(first.firstBatch).toHaveLength(3)
    const more = own.command({ getMore: first.id, collection: '$cmd.listCollections' })
    expect((more.cursor as { nextBatch: Doc[] }).nextBatch).toMatchObject([{ name: 'd' }])
    own.close()
  })

  it('names each collection by an id that stays its own', () => {
    const idOf = () => (listed({ name: 'plain' })[0]?.info as Doc | undefined)?.uuid
    const before = idOf()
    expect(before).toBeInstanceOf(UUID)
    test.engine.catalog.reload()
    expect(idOf()).toEqual(before)
    test.command({ drop: 'plain' })
    test.command({ create: 'plain' })
    expect(idOf()).not.toEqual(before)
    expect(listed({ name: 'plain' })[0]).toMatchObject({
      info: { readOnly: false },
      idIndex: { name: '_id_' },
    })
  })
})

describe('the list of databases', () => {
  it('is asked of admin, filters, and knows sizes', () => {
    const own = engineUnderTest()
    own.command({ insert: 'c', documents: [{ _id: 1, text: 'x'.repeat(1000) }] })
    expect(own.command({ listDatabases: 1 })).toMatchObject({ ok: 0, code: 13 })
    const ask = (more: Doc) => own.command({ listDatabases: 1, ...more }, 'admin')
    const { databases, totalSize } = ask({}) as { databases: Doc[]; totalSize: unknown }
    expect(databases).toEqual([{ name: 'test', sizeOnDisk: totalSize, empty: false }])
    expect(Number(totalSize)).toBeGreaterThan(1000)
    expect(ask({ nameOnly: true })).toEqual({ databases: [{ name: 'test' }], ok: 1 })
    expect(ask({ filter: { name: /^x/ } }).databases).toEqual([])
    own.close()
  })
})

describe('renaming a collection', () => {
  it('keeps documents, indexes and options under the new name', () => {
    const own = engineUnderTest()
    const rename = (from: string, to: string, more: Doc = {}) =>
      own.command({ renameCollection: `test.${from}`, to: `test.${to}`, ...more }, 'admin')
    own.command({ create: 'a', capped: true, size: 1000, max: 2 })
    own.command({ createIndexes: 'a', indexes: [{ key: { n: 1 }, name: 'n', unique: true }] })
    own.command({ insert: 'a', documents: [{ _id: 1, n: 1 }] })
    own.command({ insert: 'other', documents: [{ _id: 9 }] })
    expect(own.command({ renameCollection: 'test.a', to: 'test.b' })).toMatchObject({ ok: 0, code: 13 })
    expect(rename('none', 'b')).toMatchObject({ ok: 0, code: 26 })
    expect(rename('a', 'other')).toMatchObject({ ok: 0, code: 48 })
    expect(rename('a', 'a')).toMatchObject({ ok: 0, code: 20 })
    expect(rename('a', '')).toMatchObject({ ok: 0, code: 73 })
    expect(rename('a', 'other', { dropTarget: true })).toEqual({ ok: 1 })
    own.engine.catalog.reload()
    expect(own.find('a', {})).toEqual([])
    expect(own.find('other', {})).toEqual([{ _id: 1, n: 1 }])
    expect(own.command({ insert: 'other', documents: [{ _id: 2, n: 1 }] }).writeErrors).toMatchObject([
      { code: 11000 },
    ])
    own.command({
      insert: 'other',
      documents: [
        { _id: 2, n: 2 },
        { _id: 3, n: 3 },
      ],
    })
    expect(own.find('other', {}).map(({ _id }) => _id)).toEqual([2, 3])
    own.close()
  })
})

describe('dropping a database', () => {
  it.each<[unknown, string, number]>([
    [null, 'test', 40414],
    ['x', 'test', 14],
    [0, 'test', 5255100],
    [2, 'test', 5255100],
    [1, 'admin', 20],
    [1, 'local', 20],
  ])('%j of %s is refused', (dropDatabase, database, code) => {
    expect(test.command({ dropDatabase }, database)).toMatchObject({ ok: 0, code })
  })
})

describe('a document of a clustered collection', () => {
  it('has an _id of 8 MB at most', () => {
    const own = engineUnderTest()
    own.command({ create: 'c', clusteredIndex })
    const reply = own.command({ insert: 'c', documents: [{ _id: 'x'.repeat(8 * 1024 * 1024 + 1) }] })
    expect(reply.writeErrors).toMatchObject([{ code: 5894900 }])
    own.close()
  })
})
