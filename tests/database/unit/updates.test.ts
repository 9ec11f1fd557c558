import { describe, expect, it } from '@jest/globals'
import { Decimal128, Double, Long } from 'bson'
import { matchedPosition } from '../../../server/embedded-db/src/query/positions'
import { parseUpdate } from '../../../server/embedded-db/src/updates/updates'
import { upsertBase } from '../../../server/embedded-db/src/updates/upserts'
import type { Doc } from '../../../server/embedded-db/src/values/values'

const now = new Date('2026-01-01T00:00:00Z')
const apply = (doc: Doc, update: Doc, arrayFilters?: Doc[], position?: number) =>
  parseUpdate(update, arrayFilters).apply(structuredClone(doc), { inserting: false, now, position })

describe('an update', () => {
  it.each<[string, Doc, Doc, Doc]>([
    ['$set makes its path', {}, { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }],
    ['$set fills an array up', { a: [1] }, { $set: { 'a.3': 4 } }, { a: [1, null, null, 4] }],
    ['$unset removes a field', { a: 1, b: 2 }, { $unset: { a: '' } }, { b: 2 }],
    ['$unset leaves null in an array', { a: [1, 2] }, { $unset: { 'a.0': 1 } }, { a: [null, 2] }],
    ['$unset of nothing makes nothing', {}, { $unset: { 'a.b': 1 } }, {}],
    ['$inc starts at nothing', {}, { $inc: { n: 2 } }, { n: 2 }],
    ['$mul of nothing is zero', {}, { $mul: { n: 2 } }, { n: 0 }],
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
    ['$push takes a place', { a: [1, 3] }, { $push: { a: { $each: [2], $position: 1 } } }, { a: [1, 2, 3] }],
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
    ['$pop takes the last', { a: [1, 2] }, { $pop: { a: 1 } }, { a: [1] }],
    ['$rename moves', { a: 1 }, { $rename: { a: 'b.c' } }, { b: { c: 1 } }],
    ['$currentDate is now', {}, { $currentDate: { at: true } }, { at: now }],
    ['$setOnInsert waits for an insert', {}, { $setOnInsert: { a: 1 } }, {}],
    [
      '$[] is every element',
      { a: [{ n: 1 }, { n: 2 }] },
      { $inc: { 'a.$[].n': 1 } },
      { a: [{ n: 2 }, { n: 3 }] },
    ],
    ['a replacement keeps the _id', { _id: 1, a: 1 }, { b: 2 }, { _id: 1, b: 2 }],
  ])('%s', (_name, doc, update, expected) => expect(apply(doc, update)).toEqual(expected))

  it('reaches the elements that an array filter names', () => {
    const doc = {
      rows: [
        { k: 'a', cells: [1, 5] },
        { k: 'b', cells: [5] },
      ],
    }
    const update = { $set: { 'rows.$[row].cells.$[cell]': 0 } }
    expect(apply(doc, update, [{ 'row.k': 'a' }, { cell: { $gt: 1 } }])).toEqual({
      rows: [
        { k: 'a', cells: [1, 0] },
        { k: 'b', cells: [5] },
      ],
    })
  })

  it('reaches the element that the query matched', () => {
    const doc = { rows: [{ k: 'a' }, { k: 'b', only: 1, list: [1] }] }
    for (const filter of [
      { 'rows.k': 'b' },
      { rows: { $elemMatch: { k: 'b' } } },
      { $and: [{ 'rows.k': 'b' }] },
      { 'rows.only': { $exists: true } },
      { 'rows.list': { $size: 1 } },
    ]) {
      const position = matchedPosition(filter, doc, 'rows')
      expect(apply(doc, { $set: { 'rows.$.seen': true } }, undefined, position)).toEqual({
        rows: [{ k: 'a' }, { k: 'b', only: 1, list: [1], seen: true }],
      })
    }
    for (const placeless of [{ $exists: true }, { $size: 2 }, { $ne: 1 }])
      expect(matchedPosition({ rows: placeless }, doc, 'rows')).toBeUndefined()
    expect(matchedPosition({ 'rows.none': { $exists: false } }, doc, 'rows')).toBeUndefined()
  })

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
    ['a filter that is not there', { a: [1] }, { $set: { 'a.$[x]': 1 } }, 2],
    ['$ without a match', { a: [1] }, { $set: { 'a.$': 1 } }, 2],
    ['an unknown clause of $push', {}, { $push: { a: { $each: [], $foo: 1 } } }, 2],
  ])('%s', (_name, doc, update, code) => {
    expect(() => apply(doc, update)).toThrow(expect.objectContaining({ code }))
  })

  it('leaves no array filter unused', () => {
    expect(() => apply({}, { $set: { a: 1 } }, [{ x: 1 }])).toThrow('was not used')
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

describe('an update by a pipeline', () => {
  const apply = (pipeline: unknown[], doc: Doc) =>
    parseUpdate(pipeline, undefined).apply(doc, { inserting: false, now: new Date(5) })

  it('sees the document as it was before each stage', () => {
    expect(apply([{ $set: { a: '$b', b: '$a' } }, { $set: { c: '$a' } }], { _id: 1, a: 1, b: 2 })).toEqual({
      _id: 1,
      a: 2,
      b: 1,
      c: 2,
    })
    expect(apply([{ $set: { at: '$$NOW' } }], { _id: 1 })).toEqual({ _id: 1, at: new Date(5) })
  })

  it('sets fields of documents and of those in arrays, and leaves the others', () => {
    expect(apply([{ $set: { a: { b: 1 } } }], { _id: 1, a: { c: 2 } })).toEqual({ _id: 1, a: { c: 2, b: 1 } })
    expect(apply([{ $set: { 'a.b': 1 } }], { _id: 1, a: [{ c: 2 }, 5] })).toEqual({
      _id: 1,
      a: [{ c: 2, b: 1 }, { b: 1 }],
    })
    expect(() => apply([{ $set: { a: {} } }], { _id: 1 })).toThrow(expect.objectContaining({ code: 40180 }))
  })

  it('keeps the _id', () => {
    expect(apply([{ $replaceWith: { x: 1 } }], { _id: 1 })).toEqual({ _id: 1, x: 1 })
    expect(apply([{ $unset: ['a'] }], { _id: 1, a: 1 })).toEqual({ _id: 1 })
    expect(() => apply([{ $set: { _id: 2 } }], { _id: 1 })).toThrow('immutable')
  })

  it('keeps the types of numbers', () => {
    const doc = { _id: 1, long: Long.fromNumber(5), money: Decimal128.fromString('1.50') }
    expect(apply([{ $set: { a: 1 } }], doc)).toEqual({ ...doc, a: 1 })
    expect(apply([{ $set: { a: { $add: ['$money', 1] } } }], doc)).toEqual({
      ...doc,
      a: Decimal128.fromString('2.50'),
    })
  })

  it('has no other stages', () => {
    expect(() => apply([{ $match: {} }], { _id: 1 })).toThrow('$match is not allowed')
    expect(() => parseUpdate([{ $set: { a: 1 } }], [{ e: 1 }])).toThrow('arrayFilters')
  })
})

describe('numbers', () => {
  const apply = (update: Doc, doc: Doc) =>
    parseUpdate(update, undefined).apply(doc, { inserting: false, now: new Date(0) })
  const long = (text: string) => Long.fromString(text)

  it('grow to longs, which never wrap', () => {
    expect(apply({ $inc: { a: 1 } }, { a: 2 ** 31 - 1 })).toEqual({ a: Long.fromNumber(2 ** 31) })
    expect(apply({ $inc: { a: 1 } }, { a: long('9007199254740992') })).toEqual({
      a: long('9007199254740993'),
    })
    expect(() => apply({ $inc: { a: 1 } }, { a: Long.MAX_VALUE })).toThrow('overflows')
    expect(apply({ $mul: { a: long('3') } }, { a: 2 })).toEqual({ a: long('6') })
  })

  it('stay doubles and decimals', () => {
    expect(apply({ $inc: { a: 0.5 } }, { a: 2.5 })).toEqual({ a: new Double(3) })
    expect(
      apply({ $inc: { a: Decimal128.fromString('0.20') } }, { a: Decimal128.fromString('0.1') }),
    ).toEqual({
      a: Decimal128.fromString('0.30'),
    })
    expect(apply({ $mul: { a: 2 } }, { a: Decimal128.fromString('9.95') })).toEqual({
      a: Decimal128.fromString('19.90'),
    })
  })

  it('change bit by bit', () => {
    expect(apply({ $bit: { a: { and: 10 } } }, { a: 13 })).toEqual({ a: 8 })
    expect(apply({ $bit: { a: { or: Long.fromNumber(1) } } }, { a: 4 })).toEqual({ a: Long.fromNumber(5) })
    expect(apply({ $bit: { a: { xor: 3 } } }, {})).toEqual({ a: 3 })
    expect(() => apply({ $bit: { a: { or: 1 } } }, { a: 1.5 })).toThrow('non-integral')
    expect(() => apply({ $bit: { a: { not: 1 } } }, { a: 1 })).toThrow('only supports')
  })
})
