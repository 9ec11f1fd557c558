import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { BSONRegExp, BSONSymbol, Code, DBRef, Decimal128, MaxKey, MinKey, ObjectId, Timestamp } from 'bson'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'

/*
 * What the last full version had (tag `embedded-db-full`) and this one does not, with the error that it answers now:
 * that of a MongoDB that knows no such thing, or "not supported" (115) where MongoDB knows it.
 */
let test: EngineUnderTest
beforeAll(() => {
  test = engineUnderTest()
  test.command({ insert: 'c', documents: [{ _id: 1, a: 1, at: [120, 30], list: [1, 2] }] })
})
afterAll(() => test.close())

const NOT_SUPPORTED = 115
const COMMAND_NOT_FOUND = 59
const BAD_VALUE = 2
const FAILED_TO_PARSE = 9
const CANNOT_CREATE_INDEX = 67
const UNKNOWN_STAGE = 40324
const UNKNOWN_EXPRESSION = 168
const UNKNOWN_ACCUMULATOR = 15952

const codeOf = ({ writeErrors, code }: Doc) =>
  (writeErrors as { code: number }[] | undefined)?.[0]?.code ?? code
const point = { type: 'Point', coordinates: [120, 30] }

describe.each<[string, number, Doc[]]>([
  [
    'commands',
    COMMAND_NOT_FOUND,
    [
      { collMod: 'c', index: { name: 'a_1', hidden: true } },
      { renameCollection: 'test.c', to: 'test.d' },
      { setParameter: 1, ttlMonitorEnabled: false },
      { getParameter: 1, ttlMonitorEnabled: 1 },
      { explain: { find: 'c' } },
      { serverStatus: 1 },
      { commitTransaction: 1 },
      { abortTransaction: 1 },
      { findandmodify: 'c', remove: true },
    ],
  ],
  [
    'options of commands',
    NOT_SUPPORTED,
    [
      { find: 'c', hint: 'a_1' },
      { find: 'c', hint: { $natural: -1 } },
      { find: 'c', collation: { locale: 'zh' } },
      { find: 'c', let: { x: 1 } },
      { aggregate: 'c', pipeline: [], cursor: {}, let: { x: 1 } },
      { aggregate: 'c', pipeline: [], cursor: {}, collation: { locale: 'en' } },
      { aggregate: 'c', pipeline: [], cursor: {}, explain: true },
      { count: 'c', hint: 'a_1' },
      { distinct: 'c', key: 'a', collation: { locale: 'en' } },
      { update: 'c', updates: [{ q: {}, u: { $set: { a: 1 } }, collation: { locale: 'en' } }] },
      { update: 'c', updates: [{ q: {}, u: { $set: { a: 1 } }, arrayFilters: [{ x: 1 }] }] },
      { delete: 'c', deletes: [{ q: {}, limit: 0, hint: 'a_1' }] },
      { findAndModify: 'c', remove: true, collation: { locale: 'en' } },
    ],
  ],
  [
    'options of collections',
    NOT_SUPPORTED,
    [
      { create: 'd', capped: true, size: 4096 },
      { create: 'd', validator: { a: { $type: 'int' } } },
      { create: 'd', validationLevel: 'moderate' },
      { create: 'd', validationAction: 'warn' },
      { create: 'd', clusteredIndex: { key: { _id: 1 }, unique: true } },
      { create: 'd', expireAfterSeconds: 60 },
      { create: 'd', collation: { locale: 'zh' } },
      { create: 'd', viewOn: 'c', pipeline: [] },
      { create: 'd', timeseries: { timeField: 'at' } },
    ],
  ],
  [
    'updates',
    NOT_SUPPORTED,
    [
      { $set: { 'list.$': 1 } },
      { $set: { 'list.$[]': 1 } },
      { $set: { 'list.$[x]': 1 } },
      { $currentDate: { at: { $type: 'timestamp' } } },
    ].map((u) => ({ update: 'c', updates: [{ q: { list: 1 }, u }] })),
  ],
  [
    'updates by pipelines',
    NOT_SUPPORTED,
    [
      { update: 'c', updates: [{ q: {}, u: [{ $set: { a: 2 } }] }] },
      { findAndModify: 'c', update: [{ $set: { a: 2 } }] },
    ],
  ],
  [
    'update operators',
    FAILED_TO_PARSE,
    [{ $mul: { a: 2 } }, { $bit: { a: { or: 1 } } }, { $pop: { list: 1 } }].map((u) => ({
      update: 'c',
      updates: [{ q: {}, u }],
    })),
  ],
  [
    'modifiers of $push',
    BAD_VALUE,
    [{ update: 'c', updates: [{ q: {}, u: { $push: { list: { $each: [1], $position: 0 } } } }] }],
  ],
  [
    'filters',
    BAD_VALUE,
    [
      { $expr: { $eq: ['$a', 1] } },
      { $jsonSchema: { required: ['a'] } },
      { a: { $mod: [2, 0] } },
      ...['$bitsAllSet', '$bitsAllClear', '$bitsAnySet', '$bitsAnyClear'].map((name) => ({
        a: { [name]: 1 },
      })),
      { at: { $near: [120, 30] } },
      { at: { $nearSphere: { $geometry: point } } },
      { at: { $geoWithin: { $centerSphere: [[120, 30], 1] } } },
      { at: { $within: { $center: [[120, 30], 1] } } },
      { at: { $geoIntersects: { $geometry: point } } },
      { a: { $type: 'decimal' } },
      { a: { $type: 'timestamp' } },
      { a: { $type: 'minKey' } },
    ].map((filter) => ({ find: 'c', filter })),
  ],
  [
    'regular expressions but for literal text',
    NOT_SUPPORTED,
    [
      { a: /a.c/ },
      { a: /a|b/ },
      { a: /[ab]/ },
      { a: /a+/ },
      { a: { $regex: '(a)' } },
      { a: { $regex: 'a', $options: 'm' } },
      { a: { $in: [/\d/] } },
      { a: { $not: /x*/ } },
    ].map((filter) => ({ find: 'c', filter })),
  ],
  [
    'types in filters',
    BAD_VALUE,
    [
      Decimal128.fromString('1'),
      new Timestamp({ t: 1, i: 1 }),
      new MinKey(),
      new MaxKey(),
      new Code('x'),
      new BSONSymbol('x'),
      new DBRef('c', new ObjectId()),
    ].map((a) => ({ find: 'c', filter: { a } })),
  ],
  [
    'types in documents',
    BAD_VALUE,
    [
      Decimal128.fromString('1'),
      new Timestamp({ t: 1, i: 1 }),
      new BSONRegExp('a'),
      new MinKey(),
      new MaxKey(),
      new Code('x'),
      new BSONSymbol('x'),
      new DBRef('c', new ObjectId()),
    ].flatMap((a) => [
      { insert: 'c', documents: [{ a }] },
      { update: 'c', updates: [{ q: { _id: 1 }, u: { $set: { a } } }] },
    ]),
  ],
  [
    'computed fields of find',
    NOT_SUPPORTED,
    [{ b: '$a' }, { b: { $add: [1, 2] } }, { 'list.$': 1 }].map((projection) => ({ find: 'c', projection })),
  ],
  [
    'kinds and options of indexes',
    CANNOT_CREATE_INDEX,
    [
      { key: { a: 'hashed' }, name: 'x' },
      { key: { at: '2dsphere' }, name: 'x' },
      { key: { at: '2d' }, name: 'x' },
      { key: { a: 'text' }, name: 'x' },
      { key: { '$**': 1 }, name: 'x' },
      { key: { a: 1 }, name: 'x', hidden: true },
      { key: { a: 1 }, name: 'x', collation: { locale: 'zh' } },
      { key: { a: 1 }, name: 'x', bits: 26 },
    ].map((index) => ({ createIndexes: 'c', indexes: [index] })),
  ],
  [
    'stages',
    UNKNOWN_STAGE,
    [
      ...['$addFields', '$replaceRoot', '$replaceWith', '$sortByCount', '$facet', '$bucket', '$bucketAuto'],
      ...[
        '$unionWith',
        '$graphLookup',
        '$setWindowFields',
        '$out',
        '$merge',
        '$geoNear',
        '$sample',
        '$redact',
      ],
      ...['$documents', '$densify', '$fill'],
    ].map((stage) => ({ aggregate: 'c', pipeline: [{ [stage]: {} }], cursor: {} })),
  ],
  [
    '$lookup with a pipeline of its own',
    NOT_SUPPORTED,
    [{ aggregate: 'c', pipeline: [{ $lookup: { from: 'c', as: 'b', pipeline: [] } }], cursor: {} }],
  ],
  [
    'expressions',
    UNKNOWN_EXPRESSION,
    [
      ...[
        '$map',
        '$filter',
        '$reduce',
        '$let',
        '$sortArray',
        '$switch',
        '$cmp',
        '$mod',
        '$toString',
        '$concat',
      ],
      ...[
        '$substrCP',
        '$regexMatch',
        '$dateToString',
        '$dateAdd',
        '$year',
        '$arrayElemAt',
        '$setUnion',
        '$sin',
      ],
      ...[
        '$mergeObjects',
        '$getField',
        '$convert',
        '$rand',
        '$bitAnd',
        '$type',
        '$in',
        '$round',
        '$bsonSize',
      ],
    ].map((name) => ({ aggregate: 'c', pipeline: [{ $set: { x: { [name]: 1 } } }], cursor: {} })),
  ],
  [
    'accumulators',
    UNKNOWN_ACCUMULATOR,
    ['$top', '$topN', '$firstN', '$maxN', '$stdDevPop', '$mergeObjects', '$setUnion', '$median'].map(
      (name) => ({
        aggregate: 'c',
        pipeline: [{ $group: { _id: null, x: { [name]: '$a' } } }],
        cursor: {},
      }),
    ),
  ],
])('%s that are gone', (_family, code, commands) => {
  it.each(commands.map((command) => [command]))('%j', (command) => {
    expect(codeOf(test.command(command))).toBe(code)
  })
})
