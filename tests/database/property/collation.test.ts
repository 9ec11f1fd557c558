import { beforeEach, describe, expect, it } from '@jest/globals'
import { ObjectId } from 'bson'
import fc from 'fast-check'
import { comparerOf, parseCollation } from '../../../server/embedded-db/src/collation'
import { matcher } from '../../../server/embedded-db/src/query/matching'
import { sorter } from '../../../server/embedded-db/src/values/sorting'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, threeWays } from '../engine'

const RUNS = Number(process.env.HUTANG_PROPERTY_RUNS ?? 100)

const ways = threeWays()
let test: EngineUnderTest

const collation = fc.constantFrom<Doc>(
  { locale: 'en', strength: 1 },
  { locale: 'en', strength: 2 },
  { locale: 'en', caseFirst: 'upper' },
  { locale: 'zh', numericOrdering: true },
  { locale: 'fr_CA', alternate: 'shifted' },
)
const word = fc.constantFrom(
  '',
  'a',
  'A',
  'á',
  'b',
  'B',
  'a-b',
  'ab',
  '9组',
  '10组',
  '张',
  '安',
  '{"x":1}',
  '\u{10FFFF}8',
)
const scalar = fc.oneof(
  { weight: 4, arbitrary: word },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(
      null,
      -1.5,
      0,
      1,
      2,
      true,
      new Date(0),
      new ObjectId('0123456789abcdef01234567'),
    ),
  },
)
const inner = fc.record({ x: scalar }, { requiredKeys: [] })
const value = fc.oneof(
  { weight: 5, arbitrary: scalar },
  { weight: 1, arbitrary: inner },
  fc.array(scalar, { maxLength: 3 }),
)
const simple = fc.array(fc.record({ a: scalar, b: scalar, n: inner }, { requiredKeys: [] }), {
  maxLength: 12,
})
const wild = fc.array(fc.record({ a: value, b: scalar, n: inner }, { requiredKeys: [] }), { maxLength: 12 })
const documents = fc.oneof(simple, wild)
const indexes = fc.subarray<Doc>([{ a: 1 }, { b: -1 }, { a: 1, b: 1 }, { 'n.x': 1 }])

const operator = fc.oneof(
  ...['$eq', '$ne', '$gt', '$gte', '$lt', '$lte'].map((name) =>
    scalar.map((operand) => ({ [name]: operand })),
  ),
  fc.array(scalar, { maxLength: 10 }).map((list) => ({ $in: list })),
  fc.array(scalar, { maxLength: 3 }).map((list) => ({ $nin: list })),
  scalar.map((operand) => ({ $not: { $gt: operand } })),
  scalar.map((operand) => ({ $elemMatch: { $eq: operand } })),
  scalar.map((operand) => ({ $all: [operand] })),
  fc.constantFrom({ $regex: '^a' }, { $exists: true }, { $type: 'string' }, { $size: 1 }),
)
const condition = fc
  .tuple(fc.constantFrom('a', 'b', 'n.x', '_id'), fc.oneof(scalar, operator))
  .map(([key, operand]): Doc => ({ [key]: operand }))
const filter = fc.oneof(
  condition,
  fc
    .tuple(fc.constantFrom('$and', '$or', '$nor'), fc.array(condition, { minLength: 1, maxLength: 3 }))
    .map(([key, list]): Doc => ({ [key]: list })),
)
const sort = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'n.x'), fc.constantFrom(1, -1)), {
  selector: ([key]) => key,
  maxLength: 2,
})

const ids = (docs: Doc[]) => docs.map(({ _id }) => _id)

describe.each(ways)('with a collation, the planned path, %s', (_name, engine) => {
  beforeEach(() => {
    test = engine
  })

  it('finds, orders, counts and changes what a full evaluation does', () => {
    fc.assert(
      fc.property(documents, indexes, collation, filter, sort, (given, keys, spec, where, order) => {
        const apart = !given.some(({ a, b }) => Array.isArray(a) && Array.isArray(b))
        const wanted = keys.filter((key) => apart || !('b' in key))
        const docs: Doc[] = given.map((doc, i) => ({ _id: i, ...doc }))
        const indexes = wanted.map((key) => ({ key }))
        const name = test.fresh(docs, indexes)
        const by = comparerOf(parseCollation(spec))
        const full = Object.fromEntries([...order, ['_id', 1]])
        const expected = ids(docs.filter(matcher(where, by)).sort(sorter(full, by)))
        const more = { collation: spec, sort: full }
        expect(ids(test.find(name, where, more))).toEqual(expected)
        expect(ids(test.find(name, where, { ...more, skip: 1, limit: 2 }))).toEqual(expected.slice(1, 3))
        expect(test.command({ count: name, query: where, collation: spec })).toMatchObject({
          n: expected.length,
        })
        const updates = [{ q: where, u: { $set: { mark: 1 } }, multi: true, collation: spec }]
        expect(test.command({ update: name, updates })).toMatchObject({ n: expected.length })
        const deletes = [{ q: where, limit: 0, collation: spec }]
        expect(test.command({ delete: name, deletes })).toMatchObject({ n: expected.length })
        expect(test.find(name, { mark: 1 })).toEqual([])
        test.command({ drop: name })
      }),
      { numRuns: RUNS },
    )
  })
})

describe('a strength of 2 on plain letters', () => {
  const letters = fc.stringMatching(/^[a-zA-Z]{0,4}$/)
  const by = comparerOf(parseCollation({ locale: 'en', strength: 2 }))

  it('compares them as if they were small', () => {
    fc.assert(
      fc.property(letters, letters, (a, b) => {
        expect(Math.sign(by.compare(a, b))).toBe(
          a.toLowerCase() < b.toLowerCase() ? -1 : Number(a.toLowerCase() !== b.toLowerCase()),
        )
      }),
    )
  })

  it('gives them the key of the small ones', () => {
    fc.assert(
      fc.property(fc.array(letters), (words) => {
        const keys = new Set(words.map(by.keyOf))
        expect(keys.size).toBe(new Set(words.map((word) => word.toLowerCase())).size)
      }),
    )
  })
})

describe('a unique index with a collation', () => {
  const key = fc.oneof(word, fc.constantFrom<unknown>(null, 1, 2), fc.array(word, { maxLength: 2 }))
  const step = fc.oneof(
    fc.record({ act: fc.constant('insert'), a: key }),
    fc.record({ act: fc.constant('change'), at: fc.nat(5), a: key }),
    fc.record({ act: fc.constant('delete'), at: fc.nat(5) }),
    fc.record({ act: fc.constant('rollback') }),
  )

  it.each(ways.slice(0, 2))('takes what is equal to no other', (_name, engine) => {
    fc.assert(
      fc.property(collation, fc.array(step, { maxLength: 20 }), (spec, steps) => {
        const name = engine.fresh([], [{ key: { a: 1 }, unique: true, collation: spec }])
        const by = comparerOf(parseCollation(spec))
        const keysOf = (a: unknown): unknown[] =>
          !Array.isArray(a) ? [a ?? null] : a.length > 0 ? a : [undefined]
        const equal = (a: unknown, b: unknown) =>
          a === undefined || b === undefined ? a === b : by.equal(a, b)
        const docs = new Map<number, unknown>()
        const free = (a: unknown, except?: number) =>
          ![...docs].some(
            ([id, other]) => id !== except && keysOf(other).some((x) => keysOf(a).some((y) => equal(x, y))),
          )
        for (const [i, one] of steps.entries()) {
          const at = 'at' in one ? [...docs.keys()][one.at] : undefined
          if (one.act === 'insert' && 'a' in one) {
            const reply = engine.command({ insert: name, documents: [{ _id: i, a: one.a }] })
            expect(reply).toMatchObject(free(one.a) ? { n: 1 } : { writeErrors: [{ code: 11000 }] })
            if (free(one.a)) docs.set(i, one.a)
          } else if (one.act === 'change' && 'a' in one && at !== undefined) {
            const updates = [{ q: { _id: at }, u: { $set: { a: one.a } } }]
            const reply = engine.command({ update: name, updates })
            expect(reply).toMatchObject(free(one.a, at) ? { n: 1 } : { writeErrors: [{ code: 11000 }] })
            if (free(one.a, at)) docs.set(at, one.a)
          } else if (one.act === 'delete' && at !== undefined) {
            engine.command({ delete: name, deletes: [{ q: { _id: at }, limit: 1 }] })
            docs.delete(at)
          } else if (one.act === 'rollback')
            engine.command({ findAndModify: name, query: {}, update: { $no: {} } })
        }
        expect(engine.command({ drop: name })).toMatchObject({ ok: 1 })
      }),
      { numRuns: RUNS },
    )
  })
})
