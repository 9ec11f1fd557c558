import { describe, expect, it } from '@jest/globals'
import { Double, Long } from 'bson'
import { parseUpdate } from '../../../server/embedded-db/src/updates/updates'
import { upsertBase } from '../../../server/embedded-db/src/updates/upserts'
import type { Doc } from '../../../server/embedded-db/src/values/values'

const now = new Date('2026-01-01T00:00:00Z')
const apply = (doc: Doc, update: Doc) =>
  parseUpdate(update).apply(structuredClone(doc), { inserting: false, now })

describe('an update', () => {
  it.each<[string, Doc, Doc, Doc]>([
    ['$set makes its path', {}, { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }],
    ['$set fills an array up', { a: [1] }, { $set: { 'a.3': 4 } }, { a: [1, null, null, 4] }],
    ['$unset removes a field', { a: 1, b: 2 }, { $unset: { a: '' } }, { b: 2 }],
    ['$unset leaves null in an array', { a: [1, 2] }, { $unset: { 'a.0': 1 } }, { a: [null, 2] }],
    ['$unset of nothing makes nothing', {}, { $unset: { 'a.b': 1 } }, {}],
    ['$inc starts at nothing', {}, { $inc: { n: 2 } }, { n: 2 }],
    ['$min keeps the less', { a: 5 }, { $min: { a: 7, b: 1 } }, { a: 5, b: 1 }],
    ['$max takes the greater', { a: 5 }, { $max: { a: 7 } }, { a: 7 }],
    ['$push makes an array', {}, { $push: { a: 1 } }, { a: [1] }],
    [
      '$push sorts and cuts',
      { a: [3] },
      { $push: { a: { $each: [1, 2], $sort: -1, $slice: 2 } } },
      { a: [3, 2] },
    ],
    [
      '$push sorts by a field',
      { a: [{ n: 2 }] },
      { $push: { a: { $each: [{ n: 1 }], $sort: { n: 1 } } } },
      { a: [{ n: 1 }, { n: 2 }] },
    ],
    ['$push keeps the last', { a: [1, 2] }, { $push: { a: { $each: [3], $slice: -2 } } }, { a: [2, 3] }],
    [
      '$addToSet adds once',
      { a: [{ x: 1 }] },
      { $addToSet: { a: { $each: [{ x: 1 }, 2, 2] } } },
      { a: [{ x: 1 }, 2] },
    ],
    ['$pull takes a value', { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
    ['$pull takes operators', { a: [1, 2, 3] }, { $pull: { a: { $gte: 2 } } }, { a: [1] }],
    [
      '$pull takes a filter',
      { a: [{ x: 1, y: 1 }, { x: 2 }] },
      { $pull: { a: { $or: [{ x: 1 }, { x: 3 }] } } },
      { a: [{ x: 2 }] },
    ],
    ['$pullAll takes a list', { a: [1, 2, 3] }, { $pullAll: { a: [1, 3] } }, { a: [2] }],
    ['$rename moves', { a: 1 }, { $rename: { a: 'b.c' } }, { b: { c: 1 } }],
    ['$currentDate is now', {}, { $currentDate: { at: true } }, { at: now }],
    ['$setOnInsert waits for an insert', {}, { $setOnInsert: { a: 1 } }, {}],
    ['a replacement keeps the _id', { _id: 1, a: 1 }, { b: 2 }, { _id: 1, b: 2 }],
  ])('%s', (_name, doc, update, expected) => expect(apply(doc, update)).toEqual(expected))

  it('does not reach a prototype', () => {
    const doc = apply({}, { $set: { '__proto__.polluted': 1 } })
    expect(({} as Doc).polluted).toBeUndefined()
    expect(Object.keys(doc)).toEqual(['__proto__'])
  })
})

describe('an update that MongoDB would refuse', () => {
  it.each<[string, Doc, Doc, number]>([
    ['$inc of a string', { a: 'x' }, { $inc: { a: 1 } }, 14],
    ['$inc of null', { a: null }, { $inc: { a: 1 } }, 14],
    ['$inc by a string', {}, { $inc: { a: '1' } }, 14],
    ['$push to a scalar', { a: 1 }, { $push: { a: 1 } }, 2],
    ['$pull from a scalar', { a: 1 }, { $pull: { a: 1 } }, 2],
    ['a field of a scalar', { a: 1 }, { $set: { 'a.b': 1 } }, 28],
    ['a field of null', { a: null }, { $set: { 'a.b': 1 } }, 28],
    ['a name in an array', { a: [] }, { $set: { 'a.b': 1 } }, 28],
    ['two changes of one path', {}, { $set: { a: 1 }, $inc: { a: 1 } }, 40],
    ['two changes of nested paths', {}, { $set: { 'a.b': 1 }, $unset: { a: 1 } }, 40],
    ['another _id', { _id: 1 }, { $set: { _id: 2 } }, 66],
    ['another _id by replacement', { _id: 1 }, { _id: 2 }, 66],
    ['an unknown operator', {}, { $frobnicate: { a: 1 } }, 9],
    ['operators and fields mixed', {}, { $set: { a: 1 }, b: 2 }, 52],
    ['an empty path', {}, { $set: { 'a..b': 1 } }, 56],
    ['an unknown clause of $push', {}, { $push: { a: { $each: [], $foo: 1 } } }, 2],
  ])('%s', (_name, doc, update, code) => {
    expect(() => apply(doc, update)).toThrow(expect.objectContaining({ code }))
  })
})

describe('the document that an upsert starts from', () => {
  it('has the equalities of the filter', () => {
    const filter = {
      a: 1,
      'b.c': { $eq: 2 },
      d: { $gt: 1 },
      $and: [{ e: { $in: [5] } }],
      f: /x/,
      $or: [{ g: 1 }, { g: 2 }],
    }
    expect(upsertBase(filter)).toEqual({ a: 1, b: { c: 2 }, e: 5 })
  })

  it('refuses two values for one path', () => {
    expect(() => upsertBase({ a: 1, $and: [{ a: 2 }] })).toThrow('matched twice')
  })
})

describe('numbers', () => {
  const apply = (update: Doc, doc: Doc) =>
    parseUpdate(update).apply(doc, { inserting: false, now: new Date(0) })
  const long = (text: string) => Long.fromString(text)

  it('grow to longs, which never wrap', () => {
    expect(apply({ $inc: { a: 1 } }, { a: 2 ** 31 - 1 })).toEqual({ a: Long.fromNumber(2 ** 31) })
    expect(apply({ $inc: { a: 1 } }, { a: long('9007199254740992') })).toEqual({
      a: long('9007199254740993'),
    })
    expect(() => apply({ $inc: { a: 1 } }, { a: Long.MAX_VALUE })).toThrow('overflows')
  })

  it('stay doubles', () => {
    expect(apply({ $inc: { a: 0.5 } }, { a: 2.5 })).toEqual({ a: new Double(3) })
  })
})
