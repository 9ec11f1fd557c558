import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'
import { collation } from './collated-fixtures'

let test: EngineUnderTest
beforeAll(() => {
  test = engineUnderTest()
})
afterAll(() => test.close())

const ids = (docs: Doc[]) => docs.map(({ _id }) => _id)
const piped = (name: string, pipeline: Doc[], by: Doc = collation) =>
  test.aggregate(name, pipeline, { collation: by })

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
    expect(test.find(target, {})).toEqual([{ _id: 2, k: 'ANN', v: 1 }])
    expect(run(source, [{ $merge: { into: target } }], {})).toMatchObject({ code: 11000 })
  })

  it('keeps the collation of the collection that it replaces', () => {
    const source = test.fresh([{ _id: 1, k: 'x' }])
    const target = 'replaced'
    test.command({ create: target, collation })
    expect(run(source, [{ $out: target }], {})).toMatchObject({ ok: 1 })
    expect(ids(test.find(target, { k: 'X' }))).toEqual([1])
    expect(test.command({ insert: target, documents: [{ _id: 'a' }, { _id: 'A' }] })).toMatchObject({ n: 1 })
  })
})
