import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { calculateObjectSize } from 'bson'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'

let test: EngineUnderTest
beforeEach(() => {
  test = engineUnderTest({ small: 10 })
})
afterEach(() => test.close())

const insert = (...documents: Doc[]) => test.command({ insert: 'c', documents })
const ids = (more: Doc = {}) => test.find('c', {}, more).map(({ _id }) => _id)
const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ _id: to - i, text: 'x' }))

describe('a capped collection', () => {
  it('keeps the newest documents, as many as it may have', () => {
    test.command({ create: 'c', capped: true, size: 100_000, max: 3 })
    insert({ _id: 5 }, { _id: 4 }, { _id: 3 }, { _id: 2 })
    expect(ids()).toEqual([4, 3, 2])
    insert({ _id: 5 })
    expect(ids()).toEqual([3, 2, 5])
    test.command({ delete: 'c', deletes: [{ q: { _id: 2 }, limit: 1 }] })
    insert({ _id: 1 })
    expect(ids()).toEqual([3, 5, 1])
    const upsert = { q: { _id: 9 }, u: { $set: { a: 1 } }, upsert: true }
    test.command({ update: 'c', updates: [upsert] })
    expect(ids()).toEqual([5, 1, 9])
  })

  it('keeps as many as its bytes hold, counted as BSON, over restarts and refused writes', () => {
    const each = calculateObjectSize({ _id: 1, text: 'x' })
    test.command({ create: 'c', capped: true, size: each * 4 })
    insert(...numbered(1, 6))
    expect(ids()).toEqual([4, 3, 2, 1])
    test.engine.catalog.reload()
    insert({ _id: 7, text: 'x' })
    expect(ids()).toEqual([3, 2, 1, 7])
    expect(insert({ _id: 7, text: 'x' }).writeErrors).toMatchObject([{ code: 11000 }])
    expect(ids()).toEqual([3, 2, 1, 7])
  })

  it('takes a document that is greater than itself, and lets an update grow until the next insert', () => {
    test.command({ create: 'c', capped: true, size: 100 })
    insert({ _id: 1 }, { _id: 2, text: 'x'.repeat(200) })
    expect(ids()).toEqual([2])
    insert({ _id: 3 })
    expect(ids()).toEqual([3])
    insert({ _id: 4 })
    test.command({ update: 'c', updates: [{ q: { _id: 4 }, u: { $set: { text: 'x'.repeat(80) } } }] })
    expect(ids()).toEqual([3, 4])
    insert({ _id: 5 })
    expect(ids()).toEqual([5])
  })

  it('gives its documents in the order of insertion, backwards when asked, through a cursor too', () => {
    test.command({ create: 'c', capped: true, size: 1_000_000 })
    insert(...numbered(1, 50))
    const order = numbered(1, 50).map(({ _id }) => _id)
    expect(ids()).toEqual(order)
    expect(ids({ sort: { $natural: -1 } })).toEqual([...order].reverse())
    expect(ids({ hint: { $natural: -1 } })).toEqual([...order].reverse())
    const { cursor } = test.command({ find: 'c', batchSize: 5 }) as { cursor: Doc }
    const more = test.command({ getMore: cursor.id, collection: 'c' }) as { cursor: { nextBatch: Doc[] } }
    expect(more.cursor.nextBatch.map(({ _id }) => _id)).toEqual(order.slice(5))
  })

  it('leaves no entries of what has gone, and refuses tailable cursors', () => {
    test.command({ create: 'c', capped: true, size: 100_000, max: 1 })
    test.command({ createIndexes: 'c', indexes: [{ key: { tags: 1 }, name: 'tags', unique: true }] })
    insert({ _id: 1, tags: ['a', 'b'] }, { _id: 2, tags: ['c'] })
    expect(test.find('c', { tags: 'a' })).toEqual([])
    expect(insert({ _id: 3, tags: ['a'] }).n).toBe(1)
    expect(test.command({ find: 'c', tailable: true })).toMatchObject({ ok: 0, code: 115 })
  })

  it('changes its limits by collMod, which act with the next insert', () => {
    test.command({ create: 'c', capped: true, size: 100_000 })
    insert(...numbered(1, 5))
    expect(test.command({ collMod: 'c', cappedMax: 2 })).toEqual({ ok: 1 })
    expect(ids()).toHaveLength(5)
    insert({ _id: 9 })
    expect(ids()).toEqual([1, 9])
    expect(test.command({ collMod: 'c', cappedMax: 0, cappedSize: 1 })).toEqual({ ok: 1 })
    insert({ _id: 10 })
    expect(ids()).toEqual([10])
    test.command({ create: 'plain' })
    expect(test.command({ collMod: 'plain', cappedSize: 1 })).toMatchObject({ ok: 0, code: 72 })
  })

  it('goes with all that it kept', () => {
    test.command({ create: 'c', capped: true, size: 100 })
    insert({ _id: 1 })
    test.command({ drop: 'c' })
    const left = test.engine.db.all("SELECT name FROM sqlite_master WHERE name GLOB '[bc][0-9]*'")
    expect(left).toEqual([])
    expect(test.engine.db.all('SELECT * FROM catalog_options')).toEqual([])
  })
})

describe('the own order of a collection', () => {
  it.each<[string, Doc]>([
    ['capped', { capped: true, size: 1_000_000 }],
    ['clustered', { clusteredIndex: { key: { _id: 1 }, unique: true } }],
  ])('%s: costs no sorting where an index leads to other documents', (_kind, options) => {
    test.command({ create: 'c', ...options })
    test.command({ createIndexes: 'c', indexes: [{ key: { n: 1 }, name: 'n' }] })
    insert(...Array.from({ length: 60 }, (_, i) => ({ _id: i, n: 60 - i, odd: i % 2 })))
    const led = test.find('c', { n: { $gt: 20 } }).map(({ n }) => n)
    expect(led).toEqual(Array.from({ length: 40 }, (_, i) => i + 21))
    expect(test.find('c', { odd: 1 }).map(({ _id }) => _id)).toEqual(
      Array.from({ length: 30 }, (_, i) => i * 2 + 1),
    )
  })
})

describe('the order of insertion', () => {
  it('of a plain collection can be asked for and turned round', () => {
    insert(...numbered(1, 30))
    const order = numbered(1, 30).map(({ _id }) => _id)
    expect(ids({ sort: { $natural: 1 } })).toEqual(order)
    expect(ids({ sort: { $natural: -1 }, limit: 2 })).toEqual([1, 2])
    expect(test.find('c', { _id: { $gt: 28 } }, { sort: { $natural: -1 } }).map(({ _id }) => _id)).toEqual([
      29, 30,
    ])
    expect(test.command({ find: 'c', sort: { $natural: 1, a: 1 } })).toMatchObject({ ok: 0, code: 2 })
    const pipeline = [{ $limit: 1 }]
    const reply = test.command({ aggregate: 'c', pipeline, cursor: {}, hint: { $natural: -1 } })
    expect((reply.cursor as Doc).firstBatch).toMatchObject([{ _id: 1 }])
    test.command({ delete: 'c', deletes: [{ q: {}, limit: 1, hint: { $natural: -1 } }] })
    expect(ids()).toEqual(order.slice(0, -1))
    const sorted = test.command({ aggregate: 'c', pipeline: [{ $sort: { $natural: 1 } }], cursor: {} })
    expect(sorted).toMatchObject({ ok: 0, code: 16410 })
  })
})
