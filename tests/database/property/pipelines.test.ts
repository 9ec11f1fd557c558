import { describe, expect, it } from '@jest/globals'
import { Double, EJSON, Long, ObjectId } from 'bson'
import fc from 'fast-check'
import { finish } from '../../../server/embedded-db/src/engine/steps'
import { compilePipeline, runPipeline } from '../../../server/embedded-db/src/pipeline/stages/pipeline'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { threeWays } from '../engine'

const RUNS = Number(process.env.HUTANG_PROPERTY_RUNS ?? 150)

const ways = threeWays().slice(0, 2)

const scalar = fc.oneof(
  fc.constantFrom('', 'a', '护塘', 'a\0b', '\u{10FFFF}81'),
  fc.constantFrom(-1.5, 0, 1, 2, 2147483647, 2 ** 40, 1e300),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom(-1, 0, 1_700_000_000_000).map((ms) => new Date(ms)),
  fc.constant(new ObjectId('0123456789abcdef01234567')),
)
const odd = fc.constantFrom<unknown>(
  Long.fromNumber(1),
  Long.MAX_VALUE,
  new Double(2),
  Number.NaN,
  Number.POSITIVE_INFINITY,
)
const fields = (value: fc.Arbitrary<unknown>) =>
  fc.record({ a: value, b: value, n: fc.record({ x: value }, { requiredKeys: [] }) }, { requiredKeys: [] })
const wild = fc.oneof({ weight: 6, arbitrary: scalar }, odd, fc.array(scalar, { maxLength: 2 }))
const documents = fc.oneof(
  fc.array(fields(scalar), { maxLength: 25 }),
  fc.array(fields(fc.oneof({ weight: 8, arbitrary: scalar }, odd)), { maxLength: 25 }),
  fc.array(fields(wild), { maxLength: 25 }),
)

const path = fc.constantFrom('$a', '$b', '$n.x', '$n', '$_id')
const operand = fc.oneof(path, fc.constantFrom<unknown>(1, 0.5, { $ifNull: ['$a', 'none'] }))
const accumulator = fc.oneof(
  fc
    .tuple(fc.constantFrom('$sum', '$avg', '$min', '$max'), operand)
    .map(([name, of]): Doc => ({ [name]: of })),
  fc.constant({ $count: {} }),
)
const key = fc.oneof(
  path,
  fc.constant(null),
  fc.constantFrom<unknown>(
    { k: '$a' },
    { k: '$a', l: '$n.x' },
    { $size: { $literal: [] } },
    { $literal: '$a' },
  ),
)
const match = fc.constantFrom<Doc>(
  {},
  { a: { $gte: 1 } },
  { b: null },
  { 'n.x': { $exists: true } },
  { $or: [{ a: 'a' }, { b: { $lt: 2 } }] },
)
const $match = match.map((filter): Doc => ({ $match: filter }))
const $sort = fc.constantFrom<Doc>(
  { $sort: { a: 1, _id: 1 } },
  { $sort: { 'n.x': -1, _id: -1 } },
  { $sort: { _id: 1 } },
)
const $group = fc.tuple(key, accumulator, accumulator).map(([_id, p, q]): Doc => ({ $group: { _id, p, q } }))
const following = fc.oneof(
  $match,
  $sort,
  fc.constantFrom<Doc>({ $skip: 2 }, { $limit: 5 }, { $count: 'n' }),
  fc.constantFrom<Doc>({ $project: { a: 1 } }, { $set: { b: '$n.x' } }, { $unwind: '$a' }),
)
// Without a sort the order is open, and so is that of groups: there a pipeline ends.
const selected = fc.array($match, { maxLength: 2 })
const pipeline = fc.oneof(
  fc
    .tuple(selected, $sort, fc.array(following, { maxLength: 3 }))
    .map(([head, sort, more]) => [...head, sort, ...more]),
  fc.tuple(selected, $group).map(([head, group]) => [...head, group]),
  fc
    .tuple(selected, $sort, fc.array(following, { maxLength: 2 }), $group)
    .map(([head, sort, more, group]) => [...head, sort, ...more, group]),
  selected.map((head): Doc[] => [...head, { $count: 'n' }]),
)
const grouped = (stages: Doc[]) => stages.some((one) => '$group' in one)

const texts = (docs: Doc[]) => docs.map((doc) => EJSON.stringify(doc, { relaxed: false }))

describe.each(ways)('a planned pipeline, %s', (_name, test) => {
  it('answers what all of its stages answer in memory', () => {
    fc.assert(
      fc.property(
        documents,
        fc.boolean(),
        fc.array(pipeline, { minLength: 6, maxLength: 6 }),
        (given, indexed, queries) => {
          const docs = given.map((doc, i): Doc => ({ _id: i, ...doc }))
          const name = test.fresh(docs, indexed ? [{ key: { a: 1 } }, { key: { 'n.x': 1 } }] : [])
          for (const stages of queries) {
            const compiled = compilePipeline(stages)
            const expected = texts(finish(runPipeline(compiled, docs, () => [] as never)))
            const found = texts(test.aggregate(name, stages, { cursor: { batchSize: 1000 } }))
            if (grouped(stages)) expect(found.sort()).toEqual(expected.sort())
            else expect(found).toEqual(expected)
          }
          test.command({ drop: name })
        },
      ),
      { numRuns: RUNS },
    )
  })
})
