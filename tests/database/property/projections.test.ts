import { afterAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { engineUnderTest } from '../engine'

const RUNS = Number(process.env.HUTANG_PROPERTY_RUNS ?? 150)

const test = engineUnderTest()
afterAll(() => test.close())

const scalar = fc.constantFrom<unknown>(0, 1, 2.5, 'x', '', null, true, new Date(0))
const { value } = fc.letrec<{ value: unknown; fields: Doc }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    { weight: 3, arbitrary: scalar },
    { weight: 3, arbitrary: tie('fields') },
    { weight: 2, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
  ),
  fields: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3 }) as fc.Arbitrary<Doc>,
}))
const fields = fc.dictionary(fc.constantFrom('a', 'b', 'c'), value, { maxKeys: 3 })

const path = fc
  .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join('.'))
const of = (rule: fc.Arbitrary<unknown>): fc.Arbitrary<[string, unknown][]> =>
  fc.array(fc.tuple(fc.oneof({ weight: 6, arbitrary: path }, fc.constant('_id')), rule), {
    minLength: 1,
    maxLength: 4,
  })
const nested = fc.tuple(path, fc.constantFrom<unknown>({ a: 1, 'b.c': 1 }, { c: { a: true } }, { b: 0 }))
const projection = fc
  .tuple(
    fc.oneof(of(fc.constant(1)), of(fc.constant(0)), of(fc.constantFrom<unknown>(true, false, 2, 0.5))),
    fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(nested, { maxLength: 1 })),
    fc.constantFrom<[string, unknown][]>([], [['_id', 0]], [['_id', 1]]),
  )
  .map((groups): Doc => Object.fromEntries(groups.flat()))
const documents = fc
  .array(fields, { minLength: 1, maxLength: 6 })
  .map((list) => list.map((doc, _id): Doc => ({ _id, ...doc })))

/** The answer with the order of its fields, or the code of the error. */
const answer = (command: Doc): string => {
  const reply = test.command(command)
  return JSON.stringify(reply.ok === 1 ? (reply.cursor as Doc).firstBatch : reply.code)
}

describe('a projection', () => {
  it('asks of find what it asks of $project', () => {
    let collections = 0
    fc.assert(
      fc.property(documents, fc.array(projection, { minLength: 1, maxLength: 4 }), (rows, projections) => {
        const name = `c${collections++}`
        test.command({ insert: name, documents: rows })
        for (const each of projections) {
          const pipeline = [{ $sort: { _id: 1 } }, { $project: each }]
          expect(answer({ find: name, sort: { _id: 1 }, projection: each })).toBe(
            answer({ aggregate: name, pipeline, cursor: {} }),
          )
        }
      }),
      { numRuns: RUNS },
    )
  })
})
