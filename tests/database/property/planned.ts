import { BSONRegExp, Double, Long, ObjectId } from 'bson'
import fc from 'fast-check'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import type { EngineUnderTest } from '../engine'

export const RUNS = Number(process.env.HUTANG_PROPERTY_RUNS ?? 150)

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
export const number = fc.constantFrom(-1.5, 0, 1, 2, 5, 1e300, 2 ** 40)
export const date = fc
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
  ...[new Double(5), new Double(-0), 0.1],
)
// Each collection keeps to plain values now and then: there SQL alone must be right.
export const scalar = fc.oneof({ weight: 5, arbitrary: plain }, { weight: 1, arbitrary: odd })
const pattern = fc.constantFrom(new BSONRegExp('^a', ''), new BSONRegExp('护', 'i'))
const small = fc.record({ x: scalar, y: scalar }, { requiredKeys: [] })
export const value = fc.oneof(
  { weight: 6, arbitrary: scalar },
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
export const documents = fc.oneof(
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
      ...['int', 'long', 'double', 'regex'],
    ),
  }),
  fc.record({ $regex: fc.constantFrom('^护', '塘', '^a', 'b$', '^', '^ab$', '\\{', '护塘') }),
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
export const filter: fc.Arbitrary<Doc> = fc.letrec<{ any: Doc }>((tie) => ({
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
export const sort = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'n.x'), direction), {
  selector: ([key]) => key,
  maxLength: 2,
})
export const indexes = fc.subarray<Doc>([
  ...[{ a: 1 }, { b: -1 }, { a: 1, b: 1 }, { 'n.x': 1 }],
  ...[{ 'a.1': 1 }, { 'n.0.x': -1 }],
])

/** An index over both would have a key for each pair of elements. */
export const parallel = ({ a, b }: Doc) => Array.isArray(a) && Array.isArray(b)

/** A new collection of documents, numbered, and those documents. */
export function collectionOf(test: EngineUnderTest, docs: Doc[], keys: Doc[]): { name: string; docs: Doc[] } {
  const withIds = docs.map((doc, i) => ({ _id: i, ...doc }))
  // No document may have arrays at two paths of one index: such a one is refused.
  const allowed = keys.filter((key) => !('a' in key && 'b' in key && docs.some(parallel)))
  const indexes = allowed.map((key) => ({ key }))
  return { name: test.fresh(withIds, indexes), docs: withIds }
}
