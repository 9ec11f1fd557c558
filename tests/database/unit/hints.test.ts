import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'

// https://www.mongodb.com/docs/manual/core/indexes/index-types/index-sparse/
describe.each([
  ['at once', 2000],
  ['in pieces', 0],
])('a hint, where queries are answered %s,', (_how, small) => {
  let test: EngineUnderTest
  beforeAll(() => {
    test = engineUnderTest({ small })
    const indexes = [
      { key: { b: -1, a: 1 }, name: 'b_a' },
      { key: { s: 1 }, name: 's', sparse: true },
      { key: { s: 1, t: 1 }, name: 's_t', sparse: true },
      { key: { a: -1 }, name: 'p', partialFilterExpression: { a: { $gt: 1 } } },
    ]
    test.command({ createIndexes: 'c', indexes })
    const documents = [
      { _id: 1, a: 1, b: 4 },
      { _id: 2, a: 2, b: 5, s: null },
      { _id: 3, a: 3, b: 4, t: 1 },
      { _id: 4, a: 4, b: 6, s: 2 },
    ]
    test.command({ insert: 'c', documents })
  })
  afterAll(() => test.close())

  const ids = (filter: Doc, more: Doc) => test.find('c', filter, more).map(({ _id }) => _id)

  it('gives the order of its index', () => {
    expect(ids({}, { hint: 'b_a' })).toEqual([4, 2, 1, 3])
    expect(ids({}, { hint: { b: -1, a: 1 }, limit: 2 })).toEqual([4, 2])
    expect(ids({}, { hint: 'b_a', sort: { _id: -1 } })).toEqual([4, 3, 2, 1])
    const aggregated = test.command({ aggregate: 'c', pipeline: [{ $match: {} }], cursor: {}, hint: 'b_a' })
    expect(aggregated).toMatchObject({
      cursor: { firstBatch: [{ _id: 4 }, { _id: 2 }, { _id: 1 }, { _id: 3 }] },
    })
  })

  it('gives the documents of its index alone', () => {
    expect(ids({}, { hint: 's' })).toEqual([2, 4])
    expect(ids({}, { hint: 's_t' })).toEqual([2, 3, 4])
    expect(ids({ b: 4 }, { hint: 'p' })).toEqual([3])
    expect(test.command({ count: 'c', query: {}, hint: 's' })).toMatchObject({ n: 2 })
    expect(test.command({ distinct: 'c', key: 'a', hint: 'p' })).toMatchObject({ values: [2, 3, 4] })
    const pipeline = [{ $group: { _id: null, n: { $sum: '$a' } } }]
    expect(test.command({ aggregate: 'c', pipeline, cursor: {}, hint: 'p' })).toMatchObject({
      cursor: { firstBatch: [{ n: 9 }] },
    })
  })

  it('holds for writes', () => {
    const set = (n: number) => ({ $set: { n } })
    expect(
      test.command({ update: 'c', updates: [{ q: {}, u: set(1), multi: true, hint: 's' }] }),
    ).toMatchObject({ n: 2 })
    expect(test.command({ findAndModify: 'c', query: {}, update: set(2), hint: 'b_a' })).toMatchObject({
      value: { _id: 4 },
    })
    expect(test.command({ delete: 'c', deletes: [{ q: { _id: 1 }, limit: 0, hint: 's' }] })).toMatchObject({
      n: 0,
    })
    expect(test.command({ findAndModify: 'c', query: { _id: 1 }, remove: true, hint: 'p' })).toMatchObject({
      value: null,
    })
  })

  it('does not see an index that is hidden', () => {
    expect(
      test.command({ createIndexes: 'h', indexes: [{ key: { a: 1 }, name: 'a', hidden: true }] }),
    ).toMatchObject({
      ok: 1,
    })
    for (const command of [
      { find: 'h', hint: 'a' },
      { find: 'h', hint: { a: 1 } },
      { count: 'h', hint: 'a' },
      { distinct: 'h', key: 'a', hint: 'a' },
      { aggregate: 'h', pipeline: [], cursor: {}, hint: 'a' },
      { findAndModify: 'h', remove: true, hint: 'a' },
    ])
      expect(test.command(command)).toMatchObject({ ok: 0, code: 2 })
  })

  it('may be the order of insertion, as a sort may be', () => {
    expect(ids({}, { hint: { $natural: -1 } })).toEqual([4, 3, 2, 1])
    expect(ids({ a: { $gt: 1 } }, { sort: { $natural: -1 }, limit: 2 })).toEqual([4, 3])
    expect(ids({ a: { $mod: [2, 0] } }, { sort: { $natural: 1 } })).toEqual([2, 4])
    expect(test.command({ find: 'c', sort: { $natural: 1, a: 1 } })).toMatchObject({ code: 2 })
    expect(test.command({ find: 'c', sort: { $natural: 2 } })).toMatchObject({ code: 2 })
    expect(test.command({ find: 'c', hint: { $natural: 2 } })).toMatchObject({ code: 2 })
  })
})

describe('a hint', () => {
  let test: EngineUnderTest
  beforeAll(() => {
    test = engineUnderTest()
    test.command({ insert: 'c', documents: [{ _id: 1, a: 1 }] })
  })
  afterAll(() => test.close())

  it('has to name an index', () => {
    const name = test.fresh([{ a: 1 }], [{ key: { a: 1 } }])
    for (const hint of ['a_1', '_id_', { a: 1 }, { $natural: 1 }])
      expect(test.command({ find: name, hint })).toMatchObject({ ok: 1 })
    for (const command of [
      { find: name, hint: 'b_1' },
      { count: name, hint: { b: 1 } },
      { aggregate: name, pipeline: [], cursor: {}, hint: 'b_1' },
      { findAndModify: name, remove: true, hint: 'b_1' },
    ])
      expect(test.command(command)).toMatchObject({ ok: 0, code: 2 })
  })

  it.each<[unknown, number]>([
    [{ a: 0 }, 2],
    [{ a: 1.5 }, 2],
    [{ a: true }, 2],
    [{ $natural: 2 }, 2],
    [{ $natural: 1, a: 1 }, 2],
    [{ nothing: 1 }, 2],
    ['nothing', 2],
    [null, 14],
  ])('%j answers %i', (hint, code) => {
    expect(test.command({ count: 'c', hint })).toMatchObject({ ok: 0, code })
    expect(test.command({ distinct: 'c', key: 'a', hint })).toMatchObject({ ok: 0, code })
  })

  it('at an index over places keeps to it, in its own order', () => {
    const own = engineUnderTest({ small: 0 })
    const name = own.fresh(
      [
        { _id: 1, loc: [0, 9] },
        { _id: 2, loc: null },
        { _id: 3, loc: [0, 1] },
      ],
      [{ key: { loc: '2dsphere' } }],
    )
    const ids = (filter: Doc, more: Doc) => own.find(name, filter, more).map(({ _id }) => _id)
    expect(ids({}, { hint: 'loc_2dsphere' })).toEqual([1, 3])
    const near = { loc: { $nearSphere: [0, 0] } }
    expect(ids(near, { hint: { loc: '2dsphere' } })).toEqual([3, 1])
    expect(() => ids(near, { hint: '_id_' })).toThrow('unable to find index')
    own.close()
  })
})
