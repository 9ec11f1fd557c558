import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type EngineUnderTest, engineUnderTest } from '../engine'

let test: EngineUnderTest
beforeEach(() => {
  test = engineUnderTest({ small: 0 })
  test.command({ createIndexes: 'c', indexes: [{ key: { tags: 1 } }] })
})
afterEach(() => test.close())

const ids = (filter: Record<string, unknown>) => test.find('c', filter).map((doc) => doc._id)
const elements = () => {
  const [side] = test.engine.catalog.get('test.c')?.sides.values() ?? []
  return test.engine.db.all(`SELECT k, r FROM ${side} ORDER BY k, r`)
}
const insert = (...documents: Record<string, unknown>[]) =>
  expect(test.command({ insert: 'c', documents })).toMatchObject({ n: documents.length })
const update = (q: Record<string, unknown>, u: Record<string, unknown>) =>
  test.command({ update: 'c', updates: [{ q, u, multi: true }] })

describe('an index over arrays', () => {
  it('keeps the elements of arrays beside the documents from the first array on', () => {
    insert({ _id: 1, tags: 'a' })
    expect(test.engine.catalog.get('test.c')?.sides.size).toBe(0)
    insert({ _id: 2, tags: ['a', 'b', 'a', null, 5, { x: 1 }] })
    expect(elements()).toEqual([
      [5, 2],
      ['a', 2],
      ['b', 2],
    ])
    expect(ids({ tags: 'a' })).toEqual([1, 2])
    expect(ids({ tags: { $in: [5, 6] } })).toEqual([2])
    expect(ids({ tags: null })).toEqual([2])
    expect(ids({ tags: { x: 1 } })).toEqual([2])
    expect(ids({ tags: { $ne: 'b' } })).toEqual([1])
  })

  it('follows updates, deletes and rollbacks', () => {
    insert({ _id: 1, tags: ['a'] }, { _id: 2, tags: ['b'] })
    update({ tags: 'a' }, { $push: { tags: 'c' } })
    expect(ids({ tags: 'c' })).toEqual([1])
    update({ _id: 2 }, { $set: { tags: 'plain' } })
    expect(ids({ tags: 'b' })).toEqual([])
    expect(ids({ tags: 'plain' })).toEqual([2])
    test.command({ delete: 'c', deletes: [{ q: { tags: 'c' }, limit: 0 }] })
    expect(elements()).toEqual([])
    expect(test.command({ insert: 'c', documents: [{ _id: 2, tags: ['z'] }] }).writeErrors).toHaveLength(1)
    expect(ids({ tags: 'z' })).toEqual([])
  })

  it('goes with its index, and another on the same path takes over', () => {
    insert({ _id: 1, tags: ['a'] })
    test.command({ createIndexes: 'c', indexes: [{ key: { tags: 1, at: -1 } }] })
    test.command({ dropIndexes: 'c', index: 'tags_1' })
    test.engine.catalog.reload()
    expect(elements()).toEqual([['a', 1]])
    test.command({ dropIndexes: 'c', index: '*' })
    expect(ids({ tags: 'a' })).toEqual([1])
    expect(test.command({ drop: 'c' })).toMatchObject({ ok: 1 })
  })
})

describe('a collection keyed by data', () => {
  it('keeps its unique index however many paths its documents have', () => {
    test.command({ createIndexes: 'k', indexes: [{ key: { slot: 1 }, unique: true }] })
    const documents = Array.from({ length: 30 }, (_, i) => ({
      _id: i,
      slot: i,
      by: Object.fromEntries(Array.from({ length: 100 }, (_, j) => [`k${i}x${j}`, { n: j }])),
    }))
    expect(test.command({ insert: 'k', documents })).toEqual({ n: 30, ok: 1 })
    expect(test.command({ insert: 'k', documents: [{ slot: 3 }] }).writeErrors).toMatchObject([
      { code: 11000 },
    ])
    expect(test.find('k', { slot: 7 })).toHaveLength(1)
    expect(test.find('k', { 'by.k7x1.n': 1 })).toHaveLength(1)
    const late = { createIndexes: 'k', indexes: [{ key: { 'by.k1x1.n': 1 } }] }
    expect(test.command(late)).toMatchObject({ ok: 1 })
    expect(test.find('k', { 'by.k1x1.n': 1 })).toHaveLength(1)
  })
})
