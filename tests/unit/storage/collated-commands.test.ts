import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { BSONRegExp } from 'bson'
import type { Doc } from '../../../server/src/storage/embedded/values/values'
import { type EngineUnderTest, engineUnderTest, firstBatch } from '../../support/storage-engine'

const collation = { locale: 'en', strength: 2 }
const zh = { locale: 'zh', numericOrdering: true }

let test: EngineUnderTest
let n = 0
beforeAll(() => {
  test = engineUnderTest()
})
afterAll(() => test.close())

const ids = (docs: Doc[]) => docs.map(({ _id }) => _id)
const found = (name: string, filter: Doc, more: Doc = { collation }) => ids(test.find(name, filter, more))
const piped = (name: string, pipeline: Doc[], by: Doc = collation) =>
  test.aggregate(name, pipeline, { collation: by })
const update = (name: string, q: Doc, u: Doc | Doc[], more: Doc = {}) =>
  test.command({ update: name, updates: [{ q, u, collation, ...more }] })
const stored = (name: string) => test.find(name, {}, { sort: { _id: 1 } })

const words = [
  { _id: 1, a: 'cat', n: 1 },
  { _id: 2, a: 'Cat', n: 2 },
  { _id: 3, a: 'DOG', n: 3 },
  { _id: 4, a: ['x', 'CAT'], n: 4 },
  { _id: 5, a: { b: 'Cat' }, n: 5 },
  { _id: 6, a: 7, n: 6 },
]

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

describe('a pipeline with a collation', () => {
  let name: string
  beforeAll(() => {
    name = test.fresh([
      { _id: 1, a: 'a', v: ['x', 'X'] },
      { _id: 2, a: 'A', v: ['y'] },
      { _id: 3, a: 'b', v: ['Y'] },
    ])
  })

  it('groups by it, also without stages before', () => {
    const group = { $group: { _id: '$a', n: { $sum: 1 } } }
    expect(piped(name, [group, { $sort: { _id: 1 } }])).toEqual([
      { _id: 'a', n: 2 },
      { _id: 'b', n: 1 },
    ])
    expect(piped(name, [{ $group: { _id: { k: '$a' } } }])).toHaveLength(2)
    expect(piped(name, [{ $sortByCount: '$a' }])).toEqual([
      { _id: 'a', count: 2 },
      { _id: 'b', count: 1 },
    ])
  })

  it('gathers by it', () => {
    const [all] = piped(name, [
      { $sort: { _id: 1 } },
      {
        $group: {
          _id: null,
          set: { $addToSet: '$a' },
          union: { $setUnion: '$v' },
          min: { $min: '$a' },
          max: { $max: '$a' },
          top: { $topN: { n: 2, sortBy: { a: -1, _id: 1 }, output: '$_id' } },
          least: { $minN: { n: 2, input: '$a' } },
        },
      },
    ])
    expect(all).toEqual({
      _id: null,
      set: ['a', 'b'],
      union: ['x', 'y'],
      min: 'a',
      max: 'b',
      top: [3, 1],
      least: ['a', 'A'],
    })
  })

  it.each<[unknown, unknown]>([
    [{ $eq: ['a', 'A'] }, true],
    [{ $cmp: ['a', 'B'] }, -1],
    [{ $lt: ['B', 'a'] }, false],
    [{ $in: ['A', ['a']] }, true],
    [{ $indexOfArray: [['x', 'A'], 'a'] }, 1],
    [{ $setIntersection: [['a'], ['A']] }, ['a']],
    [{ $setDifference: [['a', 'b'], ['A']] }, ['b']],
    [{ $setUnion: [['a'], ['A']] }, ['a']],
    [{ $setEquals: [['a'], ['A']] }, true],
    [{ $setIsSubset: [['A'], ['a', 'b']] }, true],
    [{ $max: ['a', 'B'] }, 'B'],
    [{ $sortArray: { input: ['b', 'C', 'a'], sortBy: 1 } }, ['a', 'b', 'C']],
    [{ $maxN: { n: 1, input: ['a', 'B'] } }, ['B']],
    [{ $filter: { input: ['a', 'A', 'b'], cond: { $eq: ['$$this', 'a'] } } }, ['a', 'A']],
    [{ $cond: [{ $eq: ['$a', 'A'] }, 1, 0] }, 1],
    // These have rules of their own.
    [{ $strcasecmp: ['a', 'b'] }, -1],
    [{ $indexOfCP: ['xA', 'a'] }, -1],
    [{ $replaceAll: { input: 'aA', find: 'a', replacement: '-' } }, '-A'],
    [{ $split: ['aXb', 'x'] }, ['aXb']],
    [{ $regexMatch: { input: 'A', regex: 'a' } }, false],
  ])('%j is %j', (expression, expected) => {
    expect(piped(name, [{ $match: { _id: 1 } }, { $project: { r: expression } }])).toEqual([
      { _id: 1, r: expected },
    ])
  })

  it('joins, unites and divides by it', () => {
    const other = test.fresh([
      { _id: 1, k: 'A' },
      { _id: 2, k: 'B' },
    ])
    const lookup = { $lookup: { from: other, localField: 'a', foreignField: 'k', as: 'o' } }
    expect(piped(name, [{ $sort: { _id: 1 } }, lookup]).map(({ o }) => ids(o as Doc[]))).toEqual([
      [1],
      [1],
      [2],
    ])
    const inner = [{ $match: { $expr: { $eq: ['$k', '$$a'] } } }]
    const own = { $lookup: { from: other, let: { a: '$a' }, pipeline: inner, as: 'o' } }
    expect(piped(name, [{ $match: { a: 'B' } }, own]).map(({ o }) => ids(o as Doc[]))).toEqual([[2]])
    expect(
      piped(name, [
        { $match: { a: 'B' } },
        { $unionWith: { coll: other, pipeline: [{ $match: { k: 'a' } }] } },
      ]),
    ).toHaveLength(2)
    const facet = { $facet: { a: [{ $match: { a: 'B' } }] } }
    expect(piped(name, [facet])).toMatchObject([{ a: [{ _id: 3 }] }])
    const bucket = { $bucket: { groupBy: '$a', boundaries: ['A', 'b', 'C'] } }
    expect(piped(name, [bucket])).toEqual([
      { _id: 'A', count: 2 },
      { _id: 'b', count: 1 },
    ])
  })

  it('has it in its variables', () => {
    const pipeline = [{ $match: { $expr: { $and: ['$$same', { $eq: ['$a', '$$x'] }] } } }]
    const variables = { x: 'B', same: { $eq: ['q', 'Q'] } }
    expect(ids(test.aggregate(name, pipeline, { let: variables, collation }))).toEqual([3])
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

describe('writes with a collation', () => {
  it('find by it, each statement by its own', () => {
    const name = test.fresh(words)
    const reply = test.command({
      update: name,
      updates: [
        { q: { a: 'DOG' }, u: { $set: { n: 30 } }, collation },
        { q: { a: 'dog' }, u: { $set: { n: 31 } } },
        { q: { a: 'cat' }, u: { $inc: { n: 10 } }, multi: true, collation },
      ],
    })
    expect(reply).toMatchObject({ n: 4, nModified: 4 })
    expect(stored(name).map((doc) => doc.n)).toEqual([11, 12, 30, 14, 5, 6])
    expect(test.command({ delete: name, deletes: [{ q: { a: 'CAT' }, limit: 0, collation }] })).toMatchObject(
      {
        n: 3,
      },
    )
  })

  it('change arrays by it', () => {
    const name = test.fresh([{ _id: 1, v: ['b', 'A', 'c'], m: 'b' }])
    const changed = (u: Doc, more: Doc = {}) => {
      update(name, {}, u, more)
      return stored(name)[0]
    }
    expect(changed({ $addToSet: { v: 'a' } })).toMatchObject({ v: ['b', 'A', 'c'] })
    expect(changed({ $push: { v: { $each: ['D'], $sort: 1 } } })).toMatchObject({ v: ['A', 'b', 'c', 'D'] })
    expect(changed({ $pull: { v: 'a' } })).toMatchObject({ v: ['b', 'c', 'D'] })
    expect(changed({ $pull: { v: { $in: ['B'] } } })).toMatchObject({ v: ['c', 'D'] })
    expect(changed({ $pullAll: { v: ['d'] } })).toMatchObject({ v: ['c'] })
    expect(changed({ $min: { m: 'C' } })).toMatchObject({ m: 'b' })
    expect(changed({ $max: { m: 'B' } })).toMatchObject({ m: 'b' })
    expect(changed({ $max: { m: 'C' } })).toMatchObject({ m: 'C' })
    expect(changed({ $set: { 'v.$[e]': 'z' } }, { arrayFilters: [{ e: 'C' }] })).toMatchObject({ v: ['z'] })
    expect(changed({ $set: { m: 'c' } })).toMatchObject({ m: 'c' })
  })

  it('know the place of a match, and compute, by it', () => {
    const name = test.fresh([{ _id: 1, v: ['x', 'A'] }])
    update(name, { v: 'a' }, { $set: { 'v.$': 'B' } })
    expect(stored(name)).toEqual([{ _id: 1, v: ['x', 'B'] }])
    update(name, {}, [{ $set: { r: { $in: ['b', '$v'] } } }])
    expect(stored(name)).toMatchObject([{ r: true }])
  })

  it('find and modify by it', () => {
    const name = test.fresh(words)
    const run = (more: Doc) => test.command({ findAndModify: name, collation, ...more })
    expect(run({ query: { a: 'dog' }, update: { $set: { z: 1 } }, new: true }).value).toMatchObject({
      _id: 3,
      z: 1,
    })
    expect(run({ query: { a: 'CAT' }, sort: { n: -1 }, remove: true }).value).toMatchObject({ _id: 4 })
    expect(run({ query: { a: 'new' }, update: { $set: { z: 1 } }, upsert: true })).toMatchObject({ ok: 1 })
    expect(
      run({ query: { a: 'NEW' }, update: { $set: { z: 2 } }, upsert: true, new: true }).value,
    ).toMatchObject({
      a: 'new',
    })
  })
})

describe('an index with a collation', () => {
  const index = (more: Doc) => ({ key: { a: 1 }, ...more })
  const create = (name: string, ...indexes: Doc[]) => test.command({ createIndexes: name, indexes })

  it('is listed with all fields, beside one without', () => {
    const name = test.fresh([])
    expect(create(name, index({ name: 'c', collation }), index({ name: 'p' }))).toMatchObject({
      numIndexesAfter: 3,
    })
    expect(create(name, index({ name: 'c', collation: { ...collation, caseLevel: false } }))).toMatchObject({
      numIndexesAfter: 3,
    })
    expect(test.indexes(name).slice(1)).toMatchObject([
      { name: 'c', collation: { ...collation, caseLevel: false, alternate: 'non-ignorable' } },
      { name: 'p' },
    ])
    expect(create(name, index({ name: 'c', collation: { locale: 'en' } }))).toMatchObject({ code: 86 })
  })

  it('is refused where it is wrong', () => {
    const name = test.fresh([])
    expect(
      create(name, index({ unique: true, collation, partialFilterExpression: { s: 'on' } })),
    ).toMatchObject({ code: 67 })
    expect(create(name, index({ collation: { locale: 'nowhere' } }))).toMatchObject({ code: 2 })
    expect(create(name, index({ collation: { strength: 2 } }))).toMatchObject({ code: 40414 })
    expect(create(name, index({ collation: {} }))).toMatchObject({ code: 2 })
    expect(create(name, { key: { _id: 1 }, collation })).toMatchObject({ code: 2 })
  })

  it('leads a search of numbers, not one of texts', () => {
    const name = test.fresh(words, [{ key: { a: 1 }, name: 'c', collation }])
    const plan = (filter: Doc, more: Doc = {}) =>
      JSON.stringify(
        test.command({ explain: { find: name, filter, collation, ...more }, verbosity: 'queryPlanner' }),
      )
    expect(plan({ a: 7 })).toContain('IXSCAN')
    expect(plan({ a: 7 })).toContain('"collation":{"locale":"en"')
    expect(plan({ a: 'cat' })).toContain('COLLSCAN')
    expect(plan({}, { sort: { a: 1 } })).toContain('SORT')
  })
})

describe('an order of numbers or dates with a collation', () => {
  const docs = Array.from({ length: 40 }, (_, i) => ({ _id: i, at: new Date(i * 1000), a: `${i}` }))
  const sorts = (name: string, sort: Doc) =>
    JSON.stringify(
      test.command({ explain: { find: name, sort, collation }, verbosity: 'queryPlanner' }).queryPlanner,
    ).includes('"stage":"SORT"')

  it('is left to an index as long as no text is there', () => {
    const name = test.fresh(docs, [{ key: { at: 1 } }, { key: { a: 1 } }])
    expect(sorts(name, { at: -1 })).toBe(false)
    expect(sorts(name, { at: -1, a: 1 })).toBe(true)
    expect(sorts(name, { a: 1 })).toBe(true)
    expect(found(name, {}, { collation, sort: { at: -1 }, limit: 2 })).toEqual([39, 38])
    test.command({
      insert: name,
      documents: [
        { _id: 'b', at: 'b' },
        { _id: 'A', at: 'A' },
      ],
    })
    expect(sorts(name, { at: -1 })).toBe(true)
    expect(found(name, { at: { $type: 'string' } }, { collation, sort: { at: 1 } })).toEqual(['A', 'b'])
  })
})

describe('a collection with a collation', () => {
  const made = (more: Doc = {}) => {
    const name = `collated${n++}`
    expect(test.command({ create: name, collation, ...more })).toMatchObject({ ok: 1 })
    return name
  }

  it('is listed with all fields, and with its index of ids', () => {
    const name = made()
    const whole = { ...collation, caseLevel: false, caseFirst: 'off', alternate: 'non-ignorable' }
    expect(firstBatch(test.command({ listCollections: 1, filter: { name } }))).toMatchObject([
      { options: { collation: whole }, idIndex: { collation: whole } },
    ])
    expect(test.indexes(name)).toMatchObject([{ collation: whole }])
    expect(test.command({ create: name, collation })).toMatchObject({ ok: 1 })
    expect(test.command({ create: name })).toMatchObject({ code: 48 })
    expect(test.command({ create: name, collation: { locale: 'en' } })).toMatchObject({ code: 48 })
  })

  it('is refused where its collation is', () => {
    const wrong = (by: Doc) => test.command({ create: `collated${n++}`, collation: by })
    expect(wrong({ locale: 'nowhere' })).toMatchObject({ code: 2 })
    expect(wrong({})).toMatchObject({ code: 2 })
    expect(wrong({ strength: 1 })).toMatchObject({ code: 40414 })
    expect(wrong({ locale: 'ja', strength: 4 })).toMatchObject({ code: 115 })
    expect(wrong({ locale: 'simple' })).toMatchObject({ ok: 1 })
  })

  it('gives it to every operation that has none of its own', () => {
    const name = made()
    test.command({ insert: name, documents: words })
    expect(found(name, { a: 'CAT' }, {})).toEqual([1, 2, 4])
    expect(found(name, { a: 'CAT' }, { collation: { locale: 'simple' } })).toEqual([4])
    expect(found(name, { a: 'CAT' }, { collation: { locale: 'en', strength: 3 } })).toEqual([4])
    expect(test.command({ count: name, query: { a: 'CAT' } })).toMatchObject({ n: 3 })
    expect(test.aggregate(name, [{ $match: { a: 'dog' } }])).toMatchObject([{ _id: 3 }])
    expect(
      test.command({ update: name, updates: [{ q: { a: 'dog' }, u: { $set: { n: 0 } } }] }),
    ).toMatchObject({ nModified: 1 })
    expect(test.command({ findAndModify: name, query: { a: 'dog' }, remove: true }).value).toMatchObject({
      _id: 3,
    })
    expect(test.command({ delete: name, deletes: [{ q: { a: 'cAT' }, limit: 0 }] })).toMatchObject({ n: 3 })
  })

  it('gives it to its indexes that do not say that they are simple', () => {
    const name = made()
    const create = (index: Doc) => test.command({ createIndexes: name, indexes: [index] })
    expect(create({ key: { a: 1 } })).toMatchObject({ ok: 1 })
    expect(create({ key: { b: 1 }, collation: { locale: 'simple' } })).toMatchObject({ ok: 1 })
    expect(create({ key: { _id: 1 }, collation })).toMatchObject({ ok: 1 })
    expect(create({ key: { _id: 1 }, collation: { locale: 'simple' } })).toMatchObject({ code: 2 })
    expect(test.indexes(name).map((index) => 'collation' in index)).toEqual([true, true, false])
  })

  it('has it for its ids', () => {
    const name = made()
    const insert = (_id: unknown) => test.command({ insert: name, documents: [{ _id }] })
    const duplicate = { n: 0, writeErrors: [{ code: 11000, keyPattern: { _id: 1 } }] }
    expect(insert('a')).toMatchObject({ n: 1 })
    expect(insert('A')).toMatchObject(duplicate)
    expect(insert({ k: ['a'] })).toMatchObject({ n: 1 })
    expect(insert({ k: ['A'] })).toMatchObject(duplicate)
    expect(insert({ K: ['a'] })).toMatchObject({ n: 1 })
    expect(insert(1)).toMatchObject({ n: 1 })
    expect(found(name, { _id: 'A' }, {})).toEqual(['a'])
    test.engine.catalog.reload()
    expect(insert('A')).toMatchObject(duplicate)
    expect(test.command({ delete: name, deletes: [{ q: { _id: 'A' }, limit: 1 }] })).toMatchObject({ n: 1 })
    expect(insert('A')).toMatchObject({ n: 1 })
  })

  it('has its validator compare by it', () => {
    const name = made({ validator: { a: { $in: ['yes', 'no'] }, $expr: { $ne: ['$b', 'bad'] } } })
    const insert = (doc: Doc) => test.command({ insert: name, documents: [doc] })
    expect(insert({ a: 'YES' })).toMatchObject({ n: 1 })
    expect(insert({ a: 'perhaps' })).toMatchObject({ writeErrors: [{ code: 121 }] })
    expect(insert({ a: 'no', b: 'Bad' })).toMatchObject({ writeErrors: [{ code: 121 }] })
  })

  it('has it for all that a pipeline reads, whatever the others have', () => {
    const name = made()
    test.command({ insert: name, documents: [{ _id: 1, a: 'X' }] })
    const plain = test.fresh([{ _id: 2, k: 'x' }])
    const lookup = (from: string, localField: string, foreignField: string) => [
      { $lookup: { from, localField, foreignField, as: 'o' } },
    ]
    const joined = (name: string, pipeline: Doc[]) => test.aggregate(name, pipeline)[0]?.o
    expect(joined(name, lookup(plain, 'a', 'k'))).toHaveLength(1)
    expect(joined(plain, lookup(name, 'k', 'a'))).toHaveLength(0)
  })
})

describe('what a pipeline writes and follows with a collation', () => {
  const run = (aggregate: string, pipeline: Doc[], more: Doc = { collation }) =>
    test.command({ aggregate, pipeline, cursor: {}, ...more })

  it('follows references by it', () => {
    const name = test.fresh([
      { _id: 1, k: 'A', next: 'b' },
      { _id: 2, k: 'B', next: 'c' },
      { _id: 3, k: 'C' },
    ])
    const graphLookup = {
      from: name,
      startWith: '$next',
      connectFromField: 'next',
      connectToField: 'k',
      as: 'o',
    }
    const [first] = piped(name, [{ $match: { k: 'a' } }, { $graphLookup: graphLookup }])
    expect(ids(first?.o as Doc[]).sort()).toEqual([2, 3])
  })

  it('is merged where an index of the same collation tells documents apart', () => {
    const source = test.fresh([{ _id: 1, k: 'ANN', v: 1 }])
    const target = test.fresh([{ _id: 2, k: 'ann' }], [{ key: { k: 1 }, unique: true, collation }])
    const pipeline = [{ $unset: '_id' }, { $merge: { into: target, on: 'k' } }]
    expect(run(source, pipeline, {})).toMatchObject({ code: 51183 })
    expect(run(source, pipeline, { collation: { locale: 'en' } })).toMatchObject({ code: 51183 })
    expect(run(source, pipeline)).toMatchObject({ ok: 1 })
    expect(stored(target)).toEqual([{ _id: 2, k: 'ANN', v: 1 }])
    expect(run(source, [{ $merge: { into: target } }], {})).toMatchObject({ code: 11000 })
  })

  it('keeps the collation of the collection that it replaces', () => {
    const source = test.fresh([{ _id: 1, k: 'x' }])
    const target = 'replaced'
    test.command({ create: target, collation })
    expect(run(source, [{ $out: target }], {})).toMatchObject({ ok: 1 })
    expect(found(target, { k: 'X' }, {})).toEqual([1])
    expect(test.command({ insert: target, documents: [{ _id: 'a' }, { _id: 'A' }] })).toMatchObject({ n: 1 })
  })
})
