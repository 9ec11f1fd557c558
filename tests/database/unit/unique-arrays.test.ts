import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'

let test: EngineUnderTest
beforeEach(() => {
  test = engineUnderTest()
})
afterEach(() => test.close())

const index = (key: Doc, more: Doc = {}) =>
  test.command({ createIndexes: 'c', indexes: [{ key, unique: true, ...more }] })
const insert = (...documents: Doc[]) => test.command({ insert: 'c', documents, ordered: false })
const update = (q: Doc, u: Doc) => test.command({ update: 'c', updates: [{ q, u, multi: true }] })
const refused = (reply: Doc, keyValue: Doc) =>
  expect(reply.writeErrors).toMatchObject([{ code: 11000, keyValue }])

describe('a unique index over arrays', () => {
  it('lets an element stand in one document only, however often there', () => {
    index({ tags: 1 })
    expect(insert({ _id: 1, tags: ['a', 'a', 'b'] }, { _id: 2, tags: 'c' })).toMatchObject({ n: 2 })
    refused(insert({ tags: ['x', 'b'] }), { tags: 'b' })
    refused(insert({ tags: 'a' }), { tags: 'a' })
    refused(insert({ tags: ['c'] }), { tags: 'c' })
    expect(test.find('c', { tags: 'x' })).toEqual([])
    expect(insert({ _id: 3, tags: ['x', '["a"]'] })).toMatchObject({ n: 1 })
  })

  it('holds updates to it, and gives free what is taken away', () => {
    index({ tags: 1 })
    insert({ _id: 1, tags: ['a'] }, { _id: 2, tags: ['b'] }, { _id: 3, tags: 'd' })
    refused(update({ _id: 2 }, { $push: { tags: 'a' } }), { tags: 'a' })
    refused(update({ _id: 2 }, { $set: { tags: 'a' } }), { tags: 'a' })
    refused(update({ _id: 3 }, { $set: { tags: ['b', 'e'] } }), { tags: 'b' })
    expect(update({ _id: 1 }, { $set: { tags: ['z', 'a'] } })).toMatchObject({ nModified: 1 })
    expect(update({ _id: 1 }, { $pull: { tags: 'a' } })).toMatchObject({ nModified: 1 })
    expect(update({ _id: 2 }, { $push: { tags: 'a' } })).toMatchObject({ nModified: 1 })
    test.command({ delete: 'c', deletes: [{ q: { _id: 2 }, limit: 1 }] })
    expect(update({ _id: 3 }, { $set: { tags: 'a' } })).toMatchObject({ nModified: 1 })
    expect(test.find('c', { tags: 'a' })).toEqual([{ _id: 3, tags: 'a' }])
  })

  it('tells null, missing, an empty array, objects and inner arrays apart as MongoDB does', () => {
    index({ a: 1 })
    expect(
      insert({ a: [] }, { a: [null] }, { a: [{ x: 1 }] }, { a: [[1, 2]] }, { a: ['{"x":1}'] }),
    ).toMatchObject({
      n: 5,
    })
    for (const doc of [{ a: [] }, {}, { a: null }, { a: { x: 1 } }, { a: [[1, 2], 7] }])
      expect(insert(doc).writeErrors).toMatchObject([{ code: 11000 }])
    expect(insert({ a: [1, 2] })).toMatchObject({ n: 1 })
  })

  it('takes in subdocuments below an array', () => {
    index({ 'items.sku': 1 })
    insert({ _id: 1, items: [{ sku: 'a' }, { sku: ['b', 'c'] }] }, { _id: 2, items: { sku: 'd' } })
    refused(insert({ items: [{ sku: 'c' }] }), { 'items.sku': 'c' })
    refused(insert({ items: [{ sku: 'd' }] }), { 'items.sku': 'd' })
    refused(insert({ items: { sku: 'a' } }), { 'items.sku': 'a' })
    expect(insert({ items: [{ sku: 'e' }] })).toMatchObject({ n: 1 })
    expect(insert({ items: [{ qty: 1 }] })).toMatchObject({ n: 1 })
    refused(insert({}), { 'items.sku': null })
  })

  it('takes fields of one element together in a compound index', () => {
    index({ 'items.sku': 1, 'items.lot': 1, shop: 1 })
    const items = [
      { sku: 'a', lot: 1 },
      { sku: 'b', lot: 2 },
    ]
    expect(insert({ shop: 1, items }, { shop: 2, items })).toMatchObject({ n: 2 })
    expect(insert({ shop: 1, items: [{ sku: 'a', lot: 2 }] })).toMatchObject({ n: 1 })
    refused(insert({ shop: 1, items: [{ sku: 'b', lot: 2 }] }), { 'items.sku': 'b', 'items.lot': 2, shop: 1 })
  })

  it('counts no missing field when it is sparse, and only what its filter takes in when partial', () => {
    index({ tags: 1 }, { sparse: true })
    index({ code: 1 }, { partialFilterExpression: { kinds: 'on' } })
    expect(insert({ tags: ['a'] }, {}, {}, { tags: [] })).toMatchObject({ n: 4 })
    expect(insert({ tags: [] }).writeErrors).toHaveLength(1)
    const on = { kinds: ['off', 'on'], code: 1 }
    expect(insert(on, { code: 1 }, { code: 1, kinds: ['off'] })).toMatchObject({ n: 3 })
    refused(insert(on), { code: 1 })
    refused(insert({ kinds: 'on', code: 1 }), { code: 1 })
    refused(update({ code: 1, kinds: ['off'] }, { $push: { kinds: 'on' } }), { code: 1 })
    expect(test.find('c', { kinds: 'on', code: 1 })).toHaveLength(1)
  })

  it('is made over what is there, or not at all', () => {
    insert(
      { _id: 1, a: [1, 2], n: { x: [{ y: 1 }] } },
      { _id: 2, a: 3 },
      { _id: 3, a: [4], n: { x: [{ y: 2 }] } },
    )
    expect(index({ a: 1 })).toMatchObject({ ok: 1, numIndexesAfter: 2 })
    refused(insert({ a: 2 }), { a: 2 })
    expect(index({ 'n.x.y': 1 })).toMatchObject({ ok: 1 })
    refused(insert({ a: 9, n: { x: { y: 2 } } }), { 'n.x.y': 2 })
    test.command({ dropIndexes: 'c', index: '*' })
    insert({ _id: 4, a: [9, 3] })
    expect(index({ a: 1 })).toMatchObject({ code: 11000, keyPattern: { a: 1 }, keyValue: { a: 3 } })
    expect(insert({ _id: 5, a: [3] })).toMatchObject({ n: 1 })
    expect(test.indexes('c')).toHaveLength(1)
  })
})

describe('an index over two arrays', () => {
  const parallel = { code: 171, errmsg: 'cannot index parallel arrays [b] [a]' }

  it('is refused a document in which both are', () => {
    test.command({ createIndexes: 'c', indexes: [{ key: { a: 1, b: 1 } }] })
    expect(insert({ a: [1], b: 1 }, { a: 1, b: [1] })).toMatchObject({ n: 2 })
    expect(insert({ a: [1], b: [1] }).writeErrors).toMatchObject([parallel])
    expect(update({ a: 1 }, { $set: { a: [2], b: [2] } }).writeErrors).toMatchObject([parallel])
  })

  it('is not made over one', () => {
    insert({ a: [1], b: [1] })
    expect(test.command({ createIndexes: 'c', indexes: [{ key: { a: 1, b: 1 } }] })).toMatchObject({
      ...parallel,
      codeName: 'CannotIndexParallelArrays',
    })
  })
})
