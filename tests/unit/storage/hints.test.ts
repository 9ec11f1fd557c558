import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Doc } from '../../../server/src/storage/embedded/values/values'
import { type EngineUnderTest, engineUnderTest } from '../../support/storage-engine'

let test: EngineUnderTest
beforeAll(() => {
  test = engineUnderTest()
  const indexes = [
    { key: { n: -1 }, name: 'n' },
    { key: { s: 1 }, name: 'sparse', sparse: true },
    { key: { p: 1 }, name: 'partial', partialFilterExpression: { p: { $gt: 5 } } },
    { key: { tags: 1 }, name: 'tags' },
    { key: { h: 1 }, name: 'hidden', hidden: true },
  ]
  test.command({ createIndexes: 'c', indexes })
  const documents = [
    { _id: 1, n: 2, p: 3, tags: ['b'] },
    { _id: 2, n: 1, s: 1, p: 7, tags: ['a'] },
    { _id: 3, n: 3, s: null, p: 9, tags: ['c', 'a'] },
  ]
  test.command({ insert: 'c', documents })
})
afterAll(() => test.close())

const ids = (more: Doc, filter: Doc = {}) => test.find('c', filter, more).map(({ _id }) => _id)
const nothing = { $set: { never: 1 } }

describe('a hint', () => {
  it('leads through the documents of its index, in its order', () => {
    expect(ids({ hint: 'n' })).toEqual([3, 1, 2])
    expect(ids({ hint: { n: -1 }, sort: { n: 1 } })).toEqual([2, 1, 3])
    expect(ids({ hint: '_id_' })).toEqual([1, 2, 3])
    expect(ids({ hint: 'tags' })).toHaveLength(3)
    expect(ids({ hint: 'sparse' }).sort()).toEqual([2, 3])
    expect(ids({ hint: 'partial' })).toEqual([2, 3])
    expect(ids({ hint: 'partial' }, { p: { $gt: 1 } })).toEqual([2, 3])
    expect(ids({ hint: { $natural: -1 } })).toEqual([3, 2, 1])
    expect(ids({ hint: {} })).toHaveLength(3)
  })

  it('does so for every command', () => {
    const all = { _id: { $gt: 0 } }
    expect(test.command({ count: 'c', query: all, hint: 'sparse' }).n).toBe(2)
    expect(test.command({ distinct: 'c', key: '_id', query: all, hint: 'partial' }).values).toEqual([2, 3])
    const pipeline = [{ $match: all }, { $project: { _id: 1 } }]
    const piped = test.command({ aggregate: 'c', pipeline, cursor: {}, hint: 'n' }).cursor as Doc
    expect(piped.firstBatch).toEqual([{ _id: 3 }, { _id: 1 }, { _id: 2 }])
    const counted = test.command({ aggregate: 'c', pipeline: [{ $count: 'n' }], cursor: {}, hint: 'sparse' })
    expect((counted.cursor as Doc).firstBatch).toEqual([{ n: 2 }])
    const update = { q: {}, u: nothing, multi: true, hint: 'sparse' }
    expect(test.command({ update: 'c', updates: [update] }).n).toBe(2)
    const upsert = { q: { _id: 9 }, u: { $set: { a: 1 } }, upsert: true, hint: 'partial' }
    test.command({ update: 'c', updates: [upsert] })
    expect(test.find('c', { _id: 9 })).toEqual([{ _id: 9, a: 1 }])
    test.command({ delete: 'c', deletes: [{ q: {}, limit: 1, hint: { $natural: -1 } }] })
    expect(ids({})).toEqual([1, 2, 3])
    const change = { findAndModify: 'c', query: {}, update: nothing, hint: 'n' }
    expect(test.command(change).value).toMatchObject({ _id: 3 })
    expect(test.command({ delete: 'c', deletes: [{ q: { _id: 1 }, limit: 0, hint: 'sparse' }] }).n).toBe(0)
  })

  it.each<unknown>(['none', 'hidden', { h: 1 }, { z: 1 }])('%j is refused', (hint) => {
    for (const command of [
      { find: 'c', hint },
      { count: 'c', hint },
      { distinct: 'c', key: 'a', hint },
      { aggregate: 'c', pipeline: [], cursor: {}, hint },
      { findAndModify: 'c', remove: true, hint },
    ])
      expect(test.command(command)).toMatchObject({ ok: 0, code: 2 })
    const reply = test.command({ delete: 'c', deletes: [{ q: {}, limit: 0, hint }] })
    expect(reply.writeErrors).toMatchObject([{ code: 2 }])
  })
})
