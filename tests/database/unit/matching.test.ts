import { describe, expect, it } from '@jest/globals'
import { Binary, BSONRegExp, ObjectId } from 'bson'
import { matcher } from '../../../server/embedded-db/src/query/matching'
import type { Doc } from '../../../server/embedded-db/src/values/values'

const hex = 'ab'.repeat(12)
const yes: [string, Doc, Doc][] = [
  ['null finds missing', { a: null }, {}],
  ['null finds an element without the field', { 'a.b': null }, { a: [{ b: 1 }, {}] }],
  ['$gte null finds missing', { a: { $gte: null } }, {}],
  ['a value finds its array', { a: 1 }, { a: [2, 1] }],
  ['an array finds itself', { a: [1, 2] }, { a: [1, 2] }],
  ['an array finds itself in an array', { a: [1, 2] }, { a: [[1, 2]] }],
  ['$all works on a scalar', { a: { $all: [1] } }, { a: 1 }],
  ['$all takes $elemMatch', { a: { $all: [{ $elemMatch: { b: 1 } }] } }, { a: [{ b: 1 }] }],
  ['$elemMatch joins its conditions', { a: { $elemMatch: { $gt: 1, $lt: 3 } } }, { a: [0, 2] }],
  ['conditions outside $elemMatch need no one element', { a: { $gt: 1, $lt: 3 } }, { a: [0, 5] }],
  ['an index names an element', { 'a.1.b': 2 }, { a: [{ b: 1 }, { b: 2 }] }],
  ['binary equals by bytes', { a: new Binary(Buffer.from('x')) }, { a: new Binary(Buffer.from('x')) }],
  ['ids equal by value', { a: new ObjectId(hex) }, { a: new ObjectId(hex) }],
  ['a pattern finds part of a text', { a: new BSONRegExp('塘村', '') }, { a: '护塘村委' }],
  ['$in takes patterns', { a: { $in: [/^护/] } }, { a: '护塘' }],
  ['$nin finds missing', { a: { $nin: [1] } }, {}],
  ['$not finds missing', { a: { $not: { $gt: 1 } } }, {}],
  ['$size counts elements', { a: { $size: 0 } }, { a: [] }],
  ['keys of objects are no fields', { constructor: { $exists: false } }, {}],
]
const no: [string, Doc, Doc][] = [
  ['types do not mix in ranges', { a: { $gt: 1 } }, { a: '2' }],
  ['false is not zero', { a: 0 }, { a: false }],
  ['subdocuments keep the order of fields', { a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }],
  ['null does not look into an empty array', { 'a.b': null }, { a: [] }],
  ['$ne denies every element', { a: { $ne: 1 } }, { a: [1, 2] }],
  ['$gt null finds nothing', { a: { $gt: null } }, {}],
  ['case counts', { a: /AB/ }, { a: 'ab' }],
]

describe('a filter', () => {
  it.each(yes)('%s', (_name, filter, doc) => expect(matcher(filter)(doc)).toBe(true))
  it.each(no)('%s', (_name, filter, doc) => expect(matcher(filter)(doc)).toBe(false))
})

describe('a filter that MongoDB would refuse', () => {
  it.each<[Doc, string]>([
    [{ $where: 'x' }, 'unknown top level operator: $where'],
    [{ $text: { $search: 'x' } }, 'unknown top level operator: $text'],
    [{ a: { $near: [1, 2] } }, 'unknown operator: $near'],
    [{ a: { $gt: 1, b: 2 } }, 'unknown operator: b'],
    [{ $or: [] }, 'nonempty'],
    [{ a: { $in: 1 } }, 'needs an array'],
    [{ a: { $size: 1.5 } }, 'whole number'],
    [{ a: { $regex: '(' } }, 'not supported'],
    [{ a: { $type: 'symbol' } }, 'Unknown type name'],
    [{ a: { $not: 1 } }, '$not needs'],
    [{ $expr: { $eq: [1, 1] } }, 'unknown top level operator: $expr'],
  ])('%j is refused', (filter, message) => expect(() => matcher(filter)).toThrow(message))
})
