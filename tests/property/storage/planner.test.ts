import { afterAll, beforeEach, describe, expect, it } from '@jest/globals'
import { BSONRegExp, Code, Decimal128, Double, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson'
import fc from 'fast-check'
import { Query } from 'mingo'
import { matcher } from '../../../server/src/storage/embedded/query/matching'
import { sorter } from '../../../server/src/storage/embedded/query/sorting'
import { parseUpdate } from '../../../server/src/storage/embedded/updates/updates'
import { cloneValue, type Doc, equalValues } from '../../../server/src/storage/embedded/values/values'
import { type EngineUnderTest, engineUnderTest } from '../../support/storage-engine'

const RUNS = Number(process.env.HUTANG_PROPERTY_RUNS ?? 150)

// Each statement at once, and all in pieces with a pause after each: as with few and with many documents.
const whole = engineUnderTest()
const pieces = engineUnderTest({ share: 0, small: 0 })
const pages = engineUnderTest({ share: 0, small: 4 })
let test: EngineUnderTest
let last = 0
afterAll(() => {
  whole.close()
  pieces.close()
  pages.close()
})

const word = fc.constantFrom(
  '',
  'a',
  'ab',
  'b',
  '护塘',
  '护塘村',
  '{"x":1}',
  '[1]',
  '\u{10FFFF}81',
  '5',
  '💧',
  '\uFF5E',
)
const number = fc.constantFrom(-1.5, 0, 1, 2, 5, 1e300, 2 ** 40)
const date = fc
  .constantFrom(-1, 0, 1_700_000_000_000, -70_000_000_000_000, 300_000_000_000_000)
  .map((ms) => new Date(ms))
const id = fc
  .constantFrom('0123456789abcdef01234567', 'ffffffffffffffffffffffff')
  .map((hex) => new ObjectId(hex))
const plain = fc.oneof(word, number, fc.boolean(), fc.constant(null), date, id)
const odd = fc.constantFrom<unknown>(
  ...[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2 ** 63, 2 ** 53],
  ...[5, 2 ** 53].map((n) => Long.fromNumber(n)),
  ...['9007199254740993', '9223372036854775807'].map((digits) => Long.fromString(digits)),
  ...['5', '1.00', '0.1', '9007199254740993', '1E+30', 'NaN', '-Infinity'].map((text) =>
    Decimal128.fromString(text),
  ),
  ...[new Double(5), 0.1, new Timestamp({ t: 1, i: 2 }), new Timestamp({ t: 2 ** 31, i: 0 })],
  ...[new MinKey(), new MaxKey(), new Code('5')],
)
// Each collection keeps to plain values now and then: there SQL alone must be right.
const scalar = fc.oneof({ weight: 5, arbitrary: plain }, { weight: 1, arbitrary: odd })
const pattern = fc.constantFrom(new BSONRegExp('^a', ''), new BSONRegExp('护', 'i'))
const small = fc.record({ x: scalar, y: scalar }, { requiredKeys: [] })
const value = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 1, arbitrary: pattern },
  { weight: 1, arbitrary: small },
  {
    weight: 1,
    arbitrary: fc.array(fc.oneof(scalar, small, fc.array(scalar, { maxLength: 2 })), { maxLength: 3 }),
  },
)

// In half of the collections every path keeps to scalars: there SQL alone must be right.
const plainDoc = fc.record(
  { a: plain, b: plain, n: fc.record({ x: plain }, { requiredKeys: [] }) },
  { requiredKeys: [] },
)
const wildDoc = fc.record(
  { a: value, b: value, n: fc.oneof(small, fc.array(small, { maxLength: 2 })) },
  { requiredKeys: [] },
)
const oddDoc = fc.record(
  { a: scalar, b: scalar, n: fc.record({ x: scalar }, { requiredKeys: [] }) },
  { requiredKeys: [] },
)
const documents = fc.oneof(
  fc.array(plainDoc, { maxLength: 25 }),
  fc.array(oddDoc, { maxLength: 25 }),
  fc.array(wildDoc, { maxLength: 25 }),
)

const path = fc.constantFrom('a', 'a', 'b', 'b', 'n.x', 'n.x', 'n', 'a.1', 'n.0.x')
const operator = fc.oneof(
  fc.record({ $eq: scalar }),
  fc.record({ $ne: scalar }),
  fc.record({ $gt: scalar }),
  fc.record({ $gte: scalar, $lt: scalar }),
  fc.record({ $lte: scalar }),
  fc.record({ $in: fc.array(scalar, { maxLength: 6 }) }),
  fc.record({ $nin: fc.array(scalar, { maxLength: 6 }) }),
  fc.record({ $exists: fc.boolean() }),
  fc.record({
    $type: fc.constantFrom(
      ...['string', 'number', 'date', 'bool', 'null', 'object', 'array', 'objectId'],
      ...['int', 'long', 'double', 'decimal', 'timestamp', 'regex', 'minKey', 'javascript'],
    ),
  }),
  fc.record({ $regex: fc.constantFrom('^护', '塘', '^a', 'b$', '^', 'a|b', 'ab?', '\\{', '护塘+') }),
  fc.record({ $not: fc.record({ $gt: scalar }) }),
  fc.record({ $size: fc.constantFrom(0, 1, 2) }),
  fc.record({ $all: fc.array(scalar, { minLength: 1, maxLength: 2 }) }),
  fc.record({ $elemMatch: fc.oneof(fc.record({ x: scalar }), fc.record({ 1: scalar })) }),
  fc.record({
    $elemMatch: fc.oneof(fc.record({ $gt: scalar }), fc.record({ $ne: scalar, $in: fc.array(scalar) })),
  }),
)
const condition = fc
  .tuple(path, fc.oneof(scalar, pattern, operator))
  .map(([key, test]): Doc => ({ [key]: test }))
const filter: fc.Arbitrary<Doc> = fc.letrec<{ any: Doc }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    condition,
    fc.tuple(condition, condition).map(([a, b]) => ({ ...a, ...b })),
    fc
      .tuple(fc.constantFrom('$and', '$or', '$nor'), fc.array(tie('any'), { minLength: 1, maxLength: 3 }))
      .map(([key, list]) => ({ [key]: list })),
  ),
})).any
const direction = fc.constantFrom(1, -1)
const sort = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'n.x'), direction), {
  selector: ([key]) => key,
  maxLength: 2,
})
const indexes = fc.subarray<Doc>([
  ...[{ a: 1 }, { b: -1 }, { a: 1, b: 1 }, { 'n.x': 1 }],
  ...[{ 'a.1': 1 }, { 'n.0.x': -1 }],
])

function fresh(docs: Doc[], keys: Doc[]): { name: string; docs: Doc[] } {
  const name = `p${last++}`
  const withIds = docs.map((doc, i) => ({ _id: i, ...doc }))
  // No document may have arrays at two paths of one index: such a one is refused below.
  const allowed = keys.filter((key) => !('a' in key && 'b' in key && docs.some(parallel)))
  if (allowed.length > 0) test.command({ createIndexes: name, indexes: allowed.map((key) => ({ key })) })
  if (withIds.length > 0)
    expect(test.command({ insert: name, documents: withIds })).toEqual({ n: withIds.length, ok: 1 })
  return { name, docs: withIds }
}

/** An index over both would have a key for each pair of elements. */
const parallel = ({ a, b }: Doc) => Array.isArray(a) && Array.isArray(b)

const ids = (docs: Doc[]) => docs.map((doc) => doc._id)

describe.each([
  ['at once', whole],
  ['in pieces', pieces],
  ['first rows first', pages],
])('the planned path, %s', (_name, engine) => {
  beforeEach(() => {
    test = engine
  })

  it('finds and orders what a full evaluation finds', () => {
    fc.assert(
      fc.property(
        documents,
        indexes,
        fc.array(fc.tuple(filter, sort), { minLength: 8, maxLength: 8 }),
        (given, keys, queries) => {
          const { name, docs } = fresh(given, keys)
          for (const [where, order] of queries) {
            const matches = matcher(where)
            const spec = Object.fromEntries([...order, ['_id', 1]])
            const expected = docs.filter(matches).sort(sorter(spec))
            const found = test.find(name, where, { sort: spec })
            expect(ids(found)).toEqual(ids(expected))
            expect(found.every((doc, i) => equalValues(doc, expected[i]))).toBe(true)
            expect(ids(test.find(name, where, { sort: spec, skip: 1, limit: 2 }))).toEqual(
              ids(expected.slice(1, 3)),
            )
            // Rows that compare equal keep the order of insertion, backwards where the last key is.
            const tie: [string, number] = ['_id', order.at(-1)?.[1] ?? 1]
            const inOrder = docs.filter(matches).sort(sorter(Object.fromEntries([...order, tie])))
            const bare = Object.fromEntries(order.length > 0 ? order : [tie])
            expect(ids(test.find(name, where, { sort: bare, skip: 1, limit: 2 }))).toEqual(
              ids(inOrder.slice(1, 3)),
            )
            const [count] = (
              test.command({ aggregate: name, pipeline: [{ $match: where }, { $count: 'n' }], cursor: {} })
                .cursor as { firstBatch: Doc[] }
            ).firstBatch
            expect(count?.n ?? 0).toBe(expected.length)
          }
          test.command({ drop: name })
        },
      ),
      { numRuns: RUNS },
    )
  })

  it('changes and removes what a full evaluation selects', () => {
    fc.assert(
      fc.property(documents, indexes, filter, (given, keys, where) => {
        const { name, docs } = fresh(given, keys)
        const expected = ids(docs.filter(matcher(where)))
        const update = test.command({
          update: name,
          updates: [{ q: where, u: { $set: { mark: true } }, multi: true }],
        })
        expect(update).toMatchObject({ n: expected.length, nModified: expected.length })
        expect(ids(test.find(name, { mark: true }))).toEqual(expected)
        expect(test.command({ delete: name, deletes: [{ q: where, limit: 0 }] })).toMatchObject({
          n: expected.length,
        })
        expect(test.find(name, {})).toHaveLength(docs.length - expected.length)
        test.command({ drop: name })
      }),
      { numRuns: RUNS },
    )
  })
})

const change: fc.Arbitrary<Doc> = fc
  .uniqueArray(
    fc.oneof(
      fc.record({
        $set: fc.dictionary(fc.constantFrom('a', 'n.y', 'c.d.e'), value, { minKeys: 1, maxKeys: 1 }),
      }),
      fc.record({ $unset: fc.constantFrom({ b: 1 }, { 'n.x': 1 }) }),
      fc.record({ $inc: fc.constantFrom({ k: 1 }, { b: 2 }) }),
      fc.record({ $push: fc.constantFrom({ l: 1 }, { a: { $each: ['x', 'y'], $slice: -2 } }) }),
      fc.record({ $addToSet: fc.record({ s: scalar }) }),
      fc.record({ $pull: fc.constantFrom({ a: 1 }, { n: { x: 'a' } }) }),
      fc.record({ $min: fc.record({ m: scalar }) }),
      fc.record({ $rename: fc.constant({ b: 'r.b' }) }),
    ),
    { selector: (entry) => Object.keys(entry)[0], minLength: 1, maxLength: 3 },
  )
  .map((entries) => Object.assign({}, ...entries) as Doc)

describe.each([
  ['at once', whole],
  ['in pieces', pieces],
])('an update through the engine, %s', (_name, engine) => {
  beforeEach(() => {
    test = engine
  })

  it('leaves what the operators make of the plain document, found by its new values', () => {
    fc.assert(
      fc.property(documents, indexes, change, (given, keys, update) => {
        const { name, docs } = fresh(given, keys)
        for (const doc of docs) {
          const reply = test.command({ update: name, updates: [{ q: { _id: doc._id }, u: update }] })
          let expected: Doc = doc
          try {
            const context = { inserting: false, now: new Date(0) }
            expected = parseUpdate(update, undefined).apply(cloneValue(doc), context)
          } catch (error) {
            expect(reply.writeErrors).toMatchObject([{ code: (error as { code: number }).code }])
          }
          if (parallel(expected) && !docs.some(parallel) && keys.some((key) => 'a' in key && 'b' in key)) {
            expect(reply.writeErrors).toMatchObject([{ code: 171 }])
            expected = doc
          }
          const [found] = test.find(name, { _id: doc._id })
          expect(equalValues(found, expected)).toBe(true)
          const where = { a: expected.a ?? null, b: expected.b ?? null }
          expect(ids(test.find(name, where))).toContain(doc._id)
        }
        test.command({ drop: name })
      }),
      { numRuns: RUNS },
    )
  })
})

// mingo is right on scalars, but for strings beyond U+FFFF, which it compares by UTF-16: a witness for the rest.
describe('the matcher', () => {
  it('agrees with mingo on scalars of one type', () => {
    const plain = fc.constantFrom('', 'a', 'ab', 'b', '护塘', '护塘村', '5')
    const same = fc.constantFrom<fc.Arbitrary<unknown>>(plain, number, fc.boolean(), date)
    const scene = same.chain((values) => {
      const comparison = fc.oneof(
        ...['$eq', '$ne', '$gt', '$gte', '$lt', '$lte'].map((name) =>
          values.map((operand) => ({ [name]: operand })),
        ),
        fc.array(values, { maxLength: 3 }).map((list) => ({ $in: list })),
        fc.array(values, { maxLength: 3 }).map((list) => ({ $nin: list })),
        fc.boolean().map((exists) => ({ $exists: exists })),
      )
      const leaf = comparison.map((entry): Doc => ({ a: entry }))
      const any = fc.oneof(
        leaf,
        fc
          .tuple(fc.constantFrom('$or', '$and', '$nor'), fc.array(leaf, { minLength: 1, maxLength: 3 }))
          .map(([key, list]): Doc => ({ [key]: list })),
      )
      return fc.tuple(any, fc.array(fc.record({ a: values }, { requiredKeys: [] }), { maxLength: 10 }))
    })
    fc.assert(
      fc.property(scene, ([where, docs]) => {
        const query = new Query(where as never)
        expect(docs.filter(matcher(where))).toEqual(docs.filter((doc) => query.test(doc)))
      }),
      { numRuns: RUNS * 4 },
    )
  })
})
