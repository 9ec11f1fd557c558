import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Double, Long } from 'bson'
import { documentPipeline } from '../../../server/embedded-db/src/pipeline/stages'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest, firstBatch } from '../engine'

let test: EngineUnderTest
beforeAll(() => {
  test = engineUnderTest()
  test.command({
    insert: 'p',
    documents: [
      { _id: 1, a: { b: 1, c: 2 }, tags: ['x', 'y'], n: 1 },
      { _id: 2, a: [{ b: 3 }, 4], tags: [], n: 2 },
      { _id: 3, tags: 'z', n: null },
      { _id: 4 },
    ],
  })
  test.command({
    insert: 'q',
    documents: [{ _id: 10, of: 1, w: 'x' }, { _id: 11, of: [2, 1] }, { _id: 12 }, { _id: 13, of: null }],
  })
})
afterAll(() => test.close())

const reply = (pipeline: unknown, more: Doc = {}) =>
  test.command({ aggregate: 'p', pipeline, cursor: {}, ...more })
const batch = (...pipeline: Doc[]) => firstBatch(reply(pipeline))
const only = { $match: { _id: { $lte: 2 } } }

describe('stages', () => {
  it('$project keeps, drops and computes along paths', () => {
    expect(batch(only, { $project: { 'a.b': 1 } })).toEqual([
      { _id: 1, a: { b: 1 } },
      { _id: 2, a: [{ b: 3 }] },
    ])
    expect(batch(only, { $project: { _id: 0, 'a.b': 0, tags: 0, n: 0 } })).toEqual([
      { a: { c: 2 } },
      { a: [{}, 4] },
    ])
    expect(batch(only, { $project: { 'a.z': '$n' } })).toEqual([
      { _id: 1, a: { z: 1 } },
      { _id: 2, a: [{ z: 2 }, { z: 2 }] },
    ])
  })

  it('$addFields sets within documents and arrays, and takes away what is missing', () => {
    expect(batch(only, { $addFields: { 'a.d': '$n', tags: '$$REMOVE' } }, { $project: { n: 0 } })).toEqual([
      { _id: 1, a: { b: 1, c: 2, d: 1 } },
      { _id: 2, a: [{ b: 3, d: 2 }, { d: 2 }] },
    ])
  })

  it('$unwind drops what has no element, or keeps it', () => {
    expect(batch({ $unwind: '$tags' }).map(({ _id, tags }) => [_id, tags])).toEqual([
      [1, 'x'],
      [1, 'y'],
      [3, 'z'],
    ])
    const kept = { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } }
    expect(batch(kept, { $project: { tags: 1, i: 1 } })).toEqual([
      { _id: 1, tags: 'x', i: Long.ZERO },
      { _id: 1, tags: 'y', i: Long.ONE },
      { _id: 2, i: null },
      { _id: 3, tags: 'z', i: null },
      { _id: 4, i: null },
    ])
  })

  it('$lookup joins by elements, and null with what is missing', () => {
    const join = { $lookup: { from: 'q', localField: 'n', foreignField: 'of', as: 'q' } }
    const ids = batch(join).map(({ q }) => (q as Doc[]).map(({ _id }) => _id))
    expect(ids).toEqual([[10, 11], [11], [12, 13], [12, 13]])
  })

  it('$lookup joins by fields and by a pipeline, or by the pipeline alone', () => {
    const join = (more: Doc) => {
      const $lookup = {
        from: 'q',
        pipeline: [{ $match: { w: { $exists: false } } }],
        as: 'q',
        let: null,
        ...more,
      }
      const [first] = batch({ $match: { _id: 1 } }, { $lookup }) as { q: Doc[] }[]
      return first?.q.map(({ _id }) => _id)
    }
    expect(join({ localField: 'n', foreignField: 'of' })).toEqual([11])
    expect(join({})).toEqual([11, 12, 13])
    expect(join({ localField: null, foreignField: '' })).toEqual([11, 12, 13])
  })

  it('$lookup runs a pipeline with the variables of each document', () => {
    const pipeline = [
      { $match: { $expr: { $eq: ['$of', '$$n'] } } },
      { $project: { both: { $add: ['$of', '$$n'] } } },
    ]
    const join = { $lookup: { from: 'q', let: { n: '$n' }, pipeline, as: 'q' } }
    expect(batch({ $match: { _id: 1 } }, join)[0]?.q).toEqual([{ _id: 10, both: 2 }])
    expect(batch({ $match: { _id: 4 } }, join)[0]?.q).toEqual([{ _id: 12, both: null }])
  })

  it('$group has every accumulator, over missing values too', () => {
    const [group] = batch({
      $group: {
        _id: null,
        sum: { $sum: '$n' },
        mean: { $avg: '$n' },
        first: { $first: '$tags' },
        last: { $last: '$tags' },
        all: { $push: '$n' },
        set: { $addToSet: { $type: '$n' } },
        top: { $top: { sortBy: { n: -1 }, output: '$_id' } },
        two: { $maxN: { input: '$n', n: 2 } },
        merged: { $mergeObjects: { $cond: [{ $isArray: '$a' }, null, '$a'] } },
      },
    })
    expect(group).toEqual({
      _id: null,
      sum: 3,
      mean: 1.5,
      first: ['x', 'y'],
      last: null,
      all: [1, 2, null],
      set: ['int', 'null', 'missing'],
      top: 2,
      two: [2, 1],
      merged: { b: 1, c: 2 },
    })
  })

  it('$bucket, $facet, $sortByCount, $unionWith, $replaceRoot', () => {
    expect(batch({ $bucket: { groupBy: '$_id', boundaries: [1, 3, 4], default: 'more' } })).toEqual([
      { _id: 1, count: 2 },
      { _id: 3, count: 1 },
      { _id: 'more', count: 1 },
    ])
    const facets = { n: [{ $count: 'n' }], first: [{ $limit: 1 }, { $project: { _id: 1 } }] }
    expect(batch({ $facet: facets })).toEqual([{ n: [{ n: 4 }], first: [{ _id: 1 }] }])
    expect(batch({ $unwind: '$tags' }, { $sortByCount: { $gt: ['$tags', 'x'] } })).toEqual([
      { _id: true, count: 2 },
      { _id: false, count: 1 },
    ])
    const union = { $unionWith: { coll: 'q', pipeline: [{ $match: { w: 'x' } }] } }
    expect(batch({ $match: { _id: 1 } }, union, { $project: { _id: 1 } })).toEqual([{ _id: 1 }, { _id: 10 }])
    expect(batch({ $match: { _id: 1 } }, { $replaceRoot: { newRoot: '$a' } })).toEqual([{ b: 1, c: 2 }])
  })
})

describe('a pipeline that is not understood', () => {
  it.each<[unknown, number]>([
    [[{ $nonsense: 1 }], 40324],
    [[{ $match: {}, $limit: 1 }], 40323],
    [[{ $densify: {} }], 40324],
    [[{ $match: { a: { $nonsense: 1 } } }], 2],
    [[{ $limit: 0 }], 15958],
    [[{ $skip: -1 }], 5107200],
    [[{ $sort: { a: 2 } }], 15975],
    [[{ $count: '$n' }], 40158],
    [[{ $project: { a: 1, b: 0 } }], 31254],
    [[{ $project: { a: 1, 'a.b': 1 } }], 31249],
    [[{ $project: { x: { $nonsense: 1 } } }], 31325],
    [[{ $addFields: { x: { $add: [1, 'a'] } } }], 14],
    [[{ $group: { n: { $sum: 1 } } }], 15955],
    [[{ $group: { _id: null, n: { $nonsense: 1 } } }], 15952],
    [[{ $group: { _id: null, n: { $sum: [1, 2] } } }], 40237],
    [[{ $unwind: 'tags' }], 28818],
    [[{ $lookup: { from: 'q', as: 'x' } }], 9],
    [[{ $lookup: { from: 'q', as: 'x', pipeline: [{ $nonsense: 1 }] } }], 40324],
    [[{ $facet: { a: [{ $facet: {} }] } }], 40600],
    [[{ $bucket: { groupBy: '$n', boundaries: [2, 1] } }], 40194],
    [[{ $match: {} }, { $documents: [] }], 40602],
    ['x', 14],
  ])('%j is refused with %d, also where there is nothing', (pipeline, code) => {
    expect(reply(pipeline)).toMatchObject({ ok: 0, code })
    expect(test.command({ aggregate: 'nowhere', pipeline, cursor: {} })).toMatchObject({ ok: 0, code })
  })
})

describe('a command', () => {
  it('brings documents, and variables', () => {
    const documents = { $documents: [{ a: 1 }, { a: { $add: [1, '$$v'] } }] }
    const found = test.aggregate(1, [documents], { let: { v: new Double(2) } })
    expect(found).toEqual([{ a: 1 }, { a: new Double(3) }])
  })

  it('has the variables of its let in $match too', () => {
    const found = reply([{ $match: { $expr: { $eq: ['$n', '$$v'] } } }, { $project: { _id: 1 } }], {
      let: { v: 2 },
    })
    expect(firstBatch(found)).toEqual([{ _id: 2 }])
  })
})

describe('a pipeline of one document', () => {
  it('is what an update applies', () => {
    const run = documentPipeline(
      [{ $set: { b: { $add: ['$a', '$$v'] }, at: '$$NOW' } }, { $unset: 'a' }],
      new Map([['v', 1]]),
    )
    expect(run({ _id: 1, a: 1 }, new Date(5))).toEqual({ _id: 1, b: 2, at: new Date(5) })
    expect(run({ _id: 2 }, new Date(6))).toEqual({ _id: 2, b: null, at: new Date(6) })
  })
})
