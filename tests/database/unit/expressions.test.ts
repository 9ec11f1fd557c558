import { describe, expect, it } from '@jest/globals'
import { Double, Long } from 'bson'
import { compile } from '../../../server/embedded-db/src/pipeline/expressions'
import type { Doc } from '../../../server/embedded-db/src/values/values'

const at = new Date('2024-02-29T23:30:00.000Z')
const doc: Doc = {
  n: 7,
  half: 2.5,
  whole: new Double(3),
  long: Long.fromString('9007199254740993'),
  none: null,
  text: '护塘村',
  list: [3, 1, 2],
  rows: [{ x: 1 }, { x: null }, {}, 5, [{ x: 9 }]],
  at,
}

/** A `then` in a literal would look like a promise. */
const fields = ({ then_, ...others }: Doc): Doc =>
  Object.fromEntries([...Object.entries(others), ['then', then_]])

const value = (expression: unknown) => compile(expression)(doc)

describe('a field path', () => {
  it.each<[string, unknown]>([
    ['$n', 7],
    ['$missing', undefined],
    ['$none.x', undefined],
    // Through arrays of documents, not by position, and not into arrays within arrays.
    ['$rows.x', [1, null]],
    ['$list.0', []],
    ['$$ROOT', doc],
  ])('%s', (path, expected) => expect(value(path)).toEqual(expected))

  it.each([
    ['$', 16872],
    ['$a..b', 15998],
    ['$a.', 40353],
    ['$a.$b', 16410],
    ['$$nobody', 17276],
    ['$$NOW', 17276],
  ])('%s is refused with %d', (path, code) =>
    expect(() => compile(path)).toThrow(expect.objectContaining({ code })),
  )
})

describe('an expression', () => {
  it.each<[unknown, unknown]>([
    // Missing is not null.
    [{ $eq: ['$missing', null] }, false],
    [{ $lt: ['$missing', null] }, true],
    [{ $gt: [null, '$missing'] }, true],
    [{ $eq: ['$missing', '$gone'] }, true],
    [{ $ifNull: ['$missing', '$none', 1] }, 1],
    [{ a: '$missing', b: '$none' }, { b: null }],
    [['$missing'], [null]],
    // By MongoDB's order of types.
    [{ $lt: ['$n', '$text'] }, true],
    [{ $ne: ['$whole', 3] }, false],
    [{ $gte: ['$long', 9007199254740992] }, true],
    [{ $lte: ['$at', at] }, true],
    [{ $and: ['$n', '$text', true] }, true],
    [{ $and: ['$n', '$none'] }, false],
    [{ $or: ['$missing', 0, '$half'] }, true],
    [{ $or: [0, false] }, false],
    [{ $not: ['$none'] }, true],
    [{ $not: '$n' }, false],
    [{ $cond: ['$n', 'yes', 'no'] }, 'yes'],
    [{ $cond: fields({ if: '$missing', then_: 1, else: '$text' }) }, '护塘村'],
    [{ $literal: '$n' }, '$n'],
    [{ $size: '$list' }, 3],
    // With MongoDB's kinds of numbers.
    [{ $add: ['$n', 1] }, 8],
    [{ $add: ['$n', '$whole'] }, new Double(10)],
    [{ $add: ['$long', 1] }, Long.fromString('9007199254740994')],
    [{ $add: ['$at', 1000] }, new Date(at.getTime() + 1000)],
    [{ $add: ['$n', '$none'] }, null],
    [{ $subtract: ['$n', '$half'] }, 4.5],
    [{ $subtract: ['$at', new Date(at.getTime() - 5)] }, Long.fromNumber(5)],
    [{ $subtract: ['$at', 5] }, new Date(at.getTime() - 5)],
    [{ $multiply: ['$n', 2] }, 14],
    [{ $multiply: [2147483647, 2] }, Long.fromNumber(4294967294)],
    [{ $multiply: ['$half', 2] }, new Double(5)],
    [{ $divide: ['$n', 2] }, 3.5],
    [{ $divide: [6, 2] }, new Double(3)],
  ])('%j', (expression, expected) => expect(value(expression)).toEqual(expected))

  it.each<[unknown, number]>([
    [{ $add: [1, 'a'] }, 14],
    [{ $add: ['$at', '$at'] }, 16612],
    [{ $subtract: ['$text', 1] }, 14],
    [{ $subtract: [1] }, 16020],
    [{ $multiply: ['$text', 1] }, 14],
    [{ $divide: [1, 0] }, 2],
    [{ $divide: ['$text', 1] }, 14],
    [{ $size: '$n' }, 17124],
    [{ $cond: [1, 2] }, 16020],
    [{ $cond: fields({ if: 1, then_: 2 }) }, 17080],
    [{ $cond: fields({ if: 1, then_: 2, else: 3, or: 4 }) }, 17083],
    [{ $ifNull: ['$n'] }, 1257300],
    [{ $eq: [1, 2], $ne: [1, 2] }, 15983],
    [{ 'a.b': 1 }, 16412],
    [{ a: 1, $b: 1 }, 16410],
    [{ $nonsense: 1 }, 168],
  ])('%j is refused with %d', (expression, code) =>
    expect(() => value(expression)).toThrow(expect.objectContaining({ code })),
  )
})
