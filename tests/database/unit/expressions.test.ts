import { describe, expect, it } from '@jest/globals'
import { Decimal128, Double, Long, ObjectId } from 'bson'
import { MongoError } from '../../../server/embedded-db/src/errors'
import { evaluate } from '../../../server/embedded-db/src/pipeline/expressions'
import type { Doc } from '../../../server/embedded-db/src/values/values'

const doc: Doc = {
  n: 7,
  half: 2.5,
  whole: new Double(3),
  long: Long.fromString('9007199254740993'),
  price: Decimal128.fromString('1.10'),
  none: null,
  text: '护塘村 Hutang',
  list: [3, 1, 2],
  rows: [{ x: 1 }, { x: null }, {}, 5, [{ x: 9 }]],
  at: new Date('2024-02-29T23:30:00.000Z'),
  id: new ObjectId('65e11a880000000000000000'),
}

const value = (expression: unknown) => evaluate(doc, expression)

function code(expression: unknown): number | undefined {
  try {
    evaluate(doc, expression)
    return undefined
  } catch (error) {
    return error instanceof MongoError ? error.code : -1
  }
}

describe('a field path', () => {
  it.each([
    ['$n', 7],
    ['$missing', undefined],
    ['$none.x', undefined],
    // Through arrays of documents, not by position, and not into arrays within arrays.
    ['$rows.x', [1, null]],
    ['$list.0', []],
    ['$$ROOT.n', 7],
    ['$$REMOVE', undefined],
  ])('%s', (path, expected) => expect(value(path)).toEqual(expected))

  it.each([
    ['$', 16872],
    ['$a..b', 15998],
    ['$a.', 40353],
    ['$a.$b', 16410],
    ['$$nobody', 17276],
    ['$$CLUSTER_TIME', 10071200],
  ])('%s is refused with %d', (path, expected) => expect(code(path)).toBe(expected))
})

describe('missing is not null', () => {
  it.each([
    [{ $eq: ['$missing', null] }, false],
    [{ $lt: ['$missing', null] }, true],
    [{ $ifNull: ['$missing', '$none', 1] }, 1],
    [{ a: '$missing', b: '$none' }, { b: null }],
    [['$missing'], [null]],
    [{ $type: '$missing' }, 'missing'],
    [{ $add: ['$n', '$missing'] }, null],
    [{ $cond: ['$missing', 1, 2] }, 2],
  ])('%j', (expression, expected) => expect(value(expression)).toEqual(expected))
})

describe('numbers', () => {
  it.each([
    [{ $add: [1, 2] }, 3],
    [{ $add: [2147483647, 1] }, Long.fromNumber(2147483648)],
    [{ $add: ['$long', 1] }, Long.fromString('9007199254740994')],
    [{ $add: [0.1, 0.2, 0.3] }, 0.6],
    [{ $add: ['$price', 1] }, Decimal128.fromString('2.10')],
    [{ $subtract: ['$at', 1000] }, new Date('2024-02-29T23:29:59.000Z')],
    [{ $multiply: [new Double(2), 2] }, new Double(4)],
    [{ $divide: [6, 3] }, new Double(2)],
    [
      { $divide: [Decimal128.fromString('1'), 3] },
      Decimal128.fromString('0.3333333333333333333333333333333333'),
    ],
    [{ $mod: [-7, 3] }, -1],
    [{ $round: [2.5] }, new Double(2)],
    [{ $round: [1234.5678, 2] }, 1234.57],
    [{ $round: [1250, -2] }, 1200],
    [{ $trunc: [0.29, 2] }, 0.28],
    [{ $pow: [2, 40] }, Long.fromString('1099511627776')],
    [{ $abs: '$missing' }, null],
    [{ $sum: ['$list', 1] }, 1],
    [{ $sum: '$list' }, 6],
    [{ $avg: [1, 'x', 2] }, 1.5],
    [{ $max: ['$list', 'z'] }, [3, 1, 2]],
    [{ $toInt: '12' }, 12],
    [{ $toLong: 2.9 }, Long.fromNumber(2)],
    [{ $toString: '$long' }, '9007199254740993'],
    [{ $convert: { input: 'x', to: 'int', onError: -1 } }, -1],
    [{ $type: '$whole' }, 'double'],
  ])('%j', (expression, expected) => expect(value(expression)).toEqual(expected))

  it.each([
    [{ $add: [1, 'a'] }, 14],
    [{ $add: ['$at', '$at'] }, 16612],
    [{ $divide: ['$n', 0] }, 2],
    [{ $mod: ['$n', 0] }, 16610],
    [{ $sqrt: -1 }, 28714],
    [{ $toInt: '1.5' }, 241],
    [{ $toInt: 3e9 }, 241],
    [{ $subtract: [1] }, 16020],
    [{ $abs: { $literal: 'x' } }, 28765],
    [{ $ln: Decimal128.fromString('2') }, 115],
  ])('%j is refused with %d', (expression, expected) => expect(code(expression)).toBe(expected))
})

describe('text', () => {
  it.each([
    [{ $concat: ['$text', '!'] }, '护塘村 Hutang!'],
    [{ $concat: ['a', '$missing'] }, null],
    [{ $toUpper: 'é护a' }, 'é护A'],
    [{ $strLenCP: '$text' }, 10],
    [{ $strLenBytes: '$text' }, 16],
    [{ $substrCP: ['$text', 1, 2] }, '塘村'],
    [{ $substrBytes: ['$text', 3, 3] }, '塘'],
    [{ $indexOfCP: ['$text', 'H'] }, 4],
    [{ $indexOfBytes: ['$text', 'H'] }, 10],
    [{ $split: ['a,b', ','] }, ['a', 'b']],
    [{ $trim: { input: ' x　', chars: ' 　' } }, 'x'],
    [{ $replaceAll: { input: 'a-a', find: 'a', replacement: { $literal: '$&' } } }, '$&-$&'],
    [{ $regexMatch: { input: '$text', regex: /hutang/i } }, true],
    [{ $regexFind: { input: '💧村x', regex: '村(y)?' } }, { match: '村', idx: 1, captures: [null] }],
  ])('%j', (expression, expected) => expect(value(expression)).toEqual(expected))

  it.each([
    [{ $concat: ['$n'] }, 16702],
    [{ $substrBytes: ['$text', 1, 1] }, 28656],
    [{ $split: ['a', ''] }, 40087],
    [{ $strLenCP: '$missing' }, 34471],
    [{ $regexMatch: { input: 'a', regex: '(' } }, 51111],
  ])('%j is refused with %d', (expression, expected) => expect(code(expression)).toBe(expected))
})

describe('arrays, sets and documents', () => {
  it.each([
    [{ $arrayElemAt: ['$list', -1] }, 2],
    [{ $arrayElemAt: ['$list', 9] }, undefined],
    [{ $slice: ['$list', 1, 5] }, [1, 2]],
    [{ $map: { input: '$list', as: 'e', in: { $multiply: ['$$e', '$n'] } } }, [21, 7, 14]],
    [{ $filter: { input: '$list', cond: { $gt: ['$$this', 1] }, limit: 1 } }, [3]],
    [{ $reduce: { input: '$list', initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 6],
    [{ $let: { vars: { a: '$n' }, in: { $add: ['$$a', 1] } } }, 8],
    [{ $sortArray: { input: '$list', sortBy: -1 } }, [3, 2, 1]],
    [
      { $zip: { inputs: [[1, 2], ['a']], useLongestLength: true } },
      [
        [1, 'a'],
        [2, null],
      ],
    ],
    [{ $in: [1, '$list'] }, true],
    [
      {
        $setUnion: [
          [1, 1],
          [new Double(1), 2],
        ],
      },
      [1, 2],
    ],
    [{ $setIsSubset: [[1], '$list'] }, true],
    [{ $objectToArray: { a: 1 } }, [{ k: 'a', v: 1 }]],
    [{ $arrayToObject: [[['__proto__', 1]]] }, JSON.parse('{"__proto__":1}')],
    [{ $mergeObjects: [{ a: 1 }, '$missing', { b: 2 }] }, { a: 1, b: 2 }],
    [{ $setField: { field: { $literal: '$a.b' }, input: {}, value: 1 } }, { '$a.b': 1 }],
  ])('%j', (expression, expected) => expect(value(expression)).toEqual(expected))

  it.each([
    [{ $size: '$missing' }, 17124],
    [{ $map: { input: '$n', in: 1 } }, 16883],
    [{ $filter: { input: [], cond: 1, as: 'X' } }, 9],
    [{ $range: [0, 1, 0] }, 34449],
    [{ $range: [0, 2000000000] }, 146],
    [
      {
        $reduce: {
          input: { $range: [0, 60] },
          initialValue: [1],
          in: { $concatArrays: ['$$value', '$$value'] },
        },
      },
      146,
    ],
    [{ $setUnion: ['$n'] }, 17043],
    [{ $mergeObjects: ['$n'] }, 40400],
    [{ $nonsense: 1 }, 168],
    [{ $add: [1], $subtract: [1] }, 15983],
    [{ 'a.b': 1 }, 16412],
  ])('%j is refused with %d', (expression, expected) => expect(code(expression)).toBe(expected))
})

describe('dates', () => {
  const local = { date: '$at', timezone: 'Asia/Shanghai' }
  it.each([
    [{ $dayOfMonth: '$at' }, 29],
    [{ $dayOfMonth: local }, 1],
    [{ $dayOfWeek: '$at' }, 5],
    [{ $isoWeek: local }, 9],
    [{ $year: '$id' }, 2024],
    [{ $hour: { date: '$at', timezone: '+0530' } }, 5],
    [{ $dateToString: { ...local, format: '%Y-%m-%d %H:%M %z' } }, '2024-03-01 07:30 +0800'],
    [{ $dateToString: { date: '$missing', onNull: '-' } }, '-'],
    [
      { $dateFromString: { dateString: '2024-03-01', timezone: 'Asia/Shanghai' } },
      new Date('2024-02-29T16:00:00Z'),
    ],
    [{ $dateFromString: { dateString: 'x', onError: 0 } }, 0],
    [{ $dateAdd: { startDate: '$at', unit: 'year', amount: 1 } }, new Date('2025-02-28T23:30:00Z')],
    [
      { $dateDiff: { startDate: '$at', endDate: new Date('2024-03-01T00:00:00Z'), unit: 'day' } },
      Long.fromNumber(1),
    ],
    [{ $dateTrunc: { ...local, unit: 'month' } }, new Date('2024-02-29T16:00:00Z')],
    [{ $dateFromParts: { year: 2024, month: 14, day: 0 } }, new Date('2025-01-31T00:00:00Z')],
    // The clock of New York was set on from two to three.
    [
      {
        $dateFromParts: { year: 2024, month: 3, day: 10, hour: 2, minute: 30, timezone: 'America/New_York' },
      },
      new Date('2024-03-10T07:30:00Z'),
    ],
  ])('%j', (expression, expected) => expect(value(expression)).toEqual(expected))

  it.each([
    [{ $year: 'x' }, 16006],
    [{ $year: { date: '$at', timezone: 'asia/shanghai' } }, 40485],
    [{ $dateFromString: { dateString: '2023-02-29' } }, 241],
    [{ $dateFromString: { dateString: 'July 4th, 2017' } }, 115],
    [{ $dateToString: { date: '$at', format: '%Q' } }, 18536],
    [{ $dateAdd: { startDate: '$at', unit: 'eon', amount: 1 } }, 9],
  ])('%j is refused with %d', (expression, expected) => expect(code(expression)).toBe(expected))
})

describe('constants that fail', () => {
  it('fail before any document is read, unless they are never needed', () => {
    expect(code({ $ifNull: ['$n', { $divide: [1, 0] }] })).toBe(2)
    expect(value({ $or: [{ $divide: [1, '$none'] }, true] })).toBe(true)
    expect(value({ $cond: [true, 1, { $divide: [1, 0] }] })).toBe(1)
  })
})
