import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Long } from 'bson'
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

  it('$set sets within documents and arrays, and takes away what is missing', () => {
    expect(batch(only, { $set: { 'a.d': '$n', tags: '$none' } }, { $project: { n: 0 } })).toEqual([
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

  it('$group has every accumulator, over missing values too', () => {
    const [group] = batch({
      $group: {
        _id: null,
        sum: { $sum: '$n' },
        mean: { $avg: '$n' },
        first: { $first: '$tags' },
        last: { $last: '$tags' },
        all: { $push: '$n' },
        set: { $addToSet: '$n' },
        least: { $min: '$n' },
        most: { $max: '$n' },
        count: { $count: {} },
      },
    })
    expect(group).toEqual({
      _id: null,
      sum: 3,
      mean: 1.5,
      first: ['x', 'y'],
      last: null,
      all: [1, 2, null],
      set: [1, 2, null],
      least: 1,
      most: 2,
      count: 4,
    })
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
    [[{ $group: { n: { $sum: 1 } } }], 15955],
    [[{ $group: { _id: null, n: { $nonsense: 1 } } }], 15952],
    [[{ $group: { _id: null, n: { $sum: [1, 2] } } }], 40237],
    [[{ $unwind: 'tags' }], 28818],
    [[{ $lookup: { from: 'q', as: 'x' } }], 9],
    ['x', 14],
  ])('%j is refused with %d, also where there is nothing', (pipeline, code) => {
    expect(reply(pipeline)).toMatchObject({ ok: 0, code })
    expect(test.command({ aggregate: 'nowhere', pipeline, cursor: {} })).toMatchObject({ ok: 0, code })
  })
})
