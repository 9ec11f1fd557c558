import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { BSONRegExp } from 'bson'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'
import { collation, words } from './collated-fixtures'

let test: EngineUnderTest
beforeAll(() => {
  test = engineUnderTest()
})
afterAll(() => test.close())

const zh = { locale: 'zh', numericOrdering: true }
const ids = (docs: Doc[]) => docs.map(({ _id }) => _id)
const found = (name: string, filter: Doc, more: Doc = { collation }) => ids(test.find(name, filter, more))
const piped = (name: string, pipeline: Doc[], by: Doc = collation) =>
  test.aggregate(name, pipeline, { collation: by })

describe.each([
  ['without an index', []],
  ['with an index', [{ key: { a: 1 } }]],
] as [string, Doc[]][])('a filter with a collation, %s', (_name, indexes) => {
  let name: string
  beforeAll(() => {
    name = test.fresh(words, indexes)
  })

  it.each<[Doc, number[]]>([
    [{ a: 'cat' }, [1, 2, 4]],
    [{ a: { $eq: 'CAT' } }, [1, 2, 4]],
    [{ a: { $ne: 'cat' } }, [3, 5, 6]],
    [{ a: { $in: ['cat', 7] } }, [1, 2, 4, 6]],
    [{ a: { $in: ['1', '2', '3', '4', '5', '6', '7', '8', 'dog'] } }, [3]],
    [{ a: { $nin: ['cat', 'dog'] } }, [5, 6]],
    [{ a: { $gt: 'cat' } }, [3, 4]],
    [{ a: { $lte: 'CAT' } }, [1, 2, 4]],
    [{ a: { $not: { $eq: 'cat' } } }, [3, 5, 6]],
    [{ a: { $all: ['X', 'cat'] } }, [4]],
    [{ a: { $elemMatch: { $eq: 'cat' } } }, [4]],
    [{ a: { b: 'CAT' } }, [5]],
    [{ a: { B: 'Cat' } }, []],
    [{ 'a.b': 'cat' }, [5]],
    [{ $or: [{ a: 'dog' }, { n: 6 }] }, [3, 6]],
    [{ $nor: [{ a: 'dog' }, { n: { $lt: 6 } }] }, [6]],
    [{ $and: [{ a: 'CAT' }, { n: { $gte: 2 } }] }, [2, 4]],
    [{ $expr: { $eq: ['$a', 'cat'] } }, [1, 2]],
    [{ a: 7 }, [6]],
    // Patterns have their own way with letters.
    [{ a: { $regex: '^c' } }, [1]],
    [{ a: new BSONRegExp('^c', '') }, [1]],
  ])('%j', (filter, expected) => {
    expect(found(name, filter).sort()).toEqual(expected)
    expect(test.command({ count: name, query: filter, collation })).toMatchObject({ n: expected.length })
    expect(ids(piped(name, [{ $match: filter }])).sort()).toEqual(expected)
  })

  it('leaves those without one alone', () => {
    expect(found(name, { a: 'cat' }, {})).toEqual([1])
    expect(found(name, { a: 'cat' }, { collation: { locale: 'simple' } })).toEqual([1])
    expect(found(name, { a: 'cat' }, { collation: {} })).toEqual([1])
  })

  it('is refused where it is wrong, even of what is not there', () => {
    for (const target of [name, 'nowhere']) {
      const wrong = { locale: 'nowhere' }
      expect(test.command({ find: target, collation: wrong })).toMatchObject({ code: 2 })
      expect(test.command({ count: target, collation: wrong })).toMatchObject({ code: 2 })
      expect(test.command({ distinct: target, key: 'a', collation: wrong })).toMatchObject({ code: 2 })
      expect(test.command({ aggregate: target, pipeline: [], cursor: {}, collation: wrong })).toMatchObject({
        code: 2,
      })
      expect(
        test.command({ findAndModify: target, remove: true, query: {}, collation: wrong }),
      ).toMatchObject({ code: 2 })
      expect(
        test.command({ delete: target, deletes: [{ q: {}, limit: 0, collation: wrong }] }),
      ).toMatchObject({ writeErrors: [{ code: 2 }] })
    }
  })
})

describe('an order with a collation', () => {
  const docs = ['10组', '9组', '张', '安', '1组'].map((a, i) => ({ _id: i, a, b: i }))

  it('is that of the language, with an index and without', () => {
    for (const indexes of [[], [{ key: { a: 1 } }]]) {
      const name = test.fresh(docs, indexes)
      const expected = ['1组', '9组', '10组', '安', '张']
      const read = (more: Doc) => test.find(name, {}, { collation: zh, ...more }).map(({ a }) => a)
      expect(read({ sort: { a: 1 } })).toEqual(expected)
      expect(read({ sort: { a: -1 } })).toEqual([...expected].reverse())
      expect(read({ sort: { a: 1 }, skip: 1, limit: 2 })).toEqual(['9组', '10组'])
      expect(piped(name, [{ $sort: { a: 1 } }], zh).map(({ a }) => a)).toEqual(expected)
      expect(piped(name, [{ $skip: 0 }, { $sort: { a: 1 } }], zh).map(({ a }) => a)).toEqual(expected)
    }
  })

  it('holds for the ids too', () => {
    const name = test.fresh([{ _id: 'b' }, { _id: 'C' }, { _id: 'A' }])
    expect(found(name, {}, { collation, sort: { _id: 1 } })).toEqual(['A', 'b', 'C'])
    expect(found(name, { _id: 'B' }, { collation, limit: 1 })).toEqual(['b'])
    expect(found(name, { _id: { $in: ['c', 'a'] } }, { collation }).sort()).toEqual(['A', 'C'])
  })

  it('leaves the order of a clustered collection as it is', () => {
    const name = 'clustered'
    const clusteredIndex = { key: { _id: 1 }, unique: true }
    expect(test.command({ create: name, clusteredIndex })).toMatchObject({ ok: 1 })
    test.command({ insert: name, documents: [{ _id: 'b' }, { _id: 'a' }, { _id: 'A' }] })
    expect(found(name, {}, { collation })).toEqual(['A', 'a', 'b'])
    expect(found(name, { _id: { $in: ['A', 'b'] } }, { collation })).toEqual(['A', 'a', 'b'])
  })

  it('holds over several batches', () => {
    const name = test.fresh(Array.from({ length: 300 }, (_, i) => ({ _id: i, a: `${i}组` })))
    const first = test.command({ find: name, sort: { a: 1 }, batchSize: 10, collation: zh })
    const { id } = first.cursor as { id: unknown }
    const next = test.command({ getMore: id, collection: name, batchSize: 5 })
    expect(ids((next.cursor as { nextBatch: Doc[] }).nextBatch)).toEqual([10, 11, 12, 13, 14])
  })
})

describe('distinct values with a collation', () => {
  it('are one of those that are equal', () => {
    const name = test.fresh(words)
    const { values } = test.command({ distinct: name, key: 'a', collation }) as { values: unknown[] }
    expect(values.map((value) => (typeof value === 'string' ? value.toLowerCase() : value))).toEqual([
      7,
      'cat',
      'dog',
      'x',
      { b: 'Cat' },
    ])
  })
})

describe('a projection with a collation', () => {
  it('picks by it, and computes by it', () => {
    const name = test.fresh([{ _id: 1, v: ['x', 'A', 'a'], w: [{ k: 'b' }, { k: 'A' }] }])
    const read = (filter: Doc, projection: Doc) => test.find(name, filter, { projection, collation })
    expect(read({ v: 'a' }, { 'v.$': 1 })).toEqual([{ _id: 1, v: ['A'] }])
    expect(read({}, { w: { $elemMatch: { k: 'a' } } })).toEqual([{ _id: 1, w: [{ k: 'A' }] }])
    expect(read({}, { r: { $in: ['X', '$v'] } })).toEqual([{ _id: 1, r: true }])
    expect(test.find(name, {}, { projection: { r: { $in: ['X', '$v'] } } })).toEqual([{ _id: 1, r: false }])
  })
})
