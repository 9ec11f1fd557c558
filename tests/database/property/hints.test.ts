import { afterAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { matcher } from '../../../server/embedded-db/src/query/matching'
import { sorter } from '../../../server/embedded-db/src/values/sorting'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { engineUnderTest } from '../engine'

const RUNS = Number(process.env.HUTANG_PROPERTY_RUNS ?? 150)

const engines = [engineUnderTest(), engineUnderTest({ share: 0, small: 0 })]
afterAll(() => {
  for (const engine of engines) engine.close()
})

const value = fc.oneof(
  fc.constantFrom<unknown>(null, 1, 2, 3, 'x', true),
  fc.array(fc.constantFrom(1, 2, 'x'), { maxLength: 2 }),
)
const fields = fc.record({ a: value, b: value, c: fc.record({ d: value }) }, { requiredKeys: [] })
const direction = fc.constantFrom(1, -1)
// Two paths with arrays in one document cannot stand in one index.
const key = fc.oneof(
  fc.record({ a: direction }),
  fc.record({ b: direction, _id: direction }),
  fc.record({ 'c.d': direction }),
)
const index = fc.oneof(
  fc.record({ key }),
  fc.record({ key, sparse: fc.constant(true) }),
  fc.record({ key, partialFilterExpression: fc.constantFrom({ a: { $gt: 1 } }, { b: { $exists: true } }) }),
)
const filter = fc.constantFrom<Doc>({}, { a: { $gte: 2 } }, { b: 'x' }, { 'c.d': null }, { a: { $ne: 1 } })

/** The documents that are in an index, as its description says. */
function members(docs: Doc[], { key, sparse, partialFilterExpression }: Doc): Doc[] {
  if (partialFilterExpression) return docs.filter(matcher(partialFilterExpression as Doc))
  if (!sparse) return docs
  const present = Object.keys(key as Doc).map((path) => matcher({ [path]: { $exists: true } }))
  return docs.filter((doc) => present.some((test) => test(doc)))
}

describe('a query with a hint', () => {
  it('gives what its index has, in the order of its index', () => {
    fc.assert(
      fc.property(fc.array(fields, { maxLength: 12 }), index, filter, (rows, spec, wanted) => {
        const docs = rows.map((row, i) => ({ _id: i, ...row }))
        const found = members(docs, spec).filter(matcher(wanted))
        // Rows that compare equal stand in the order of insertion, or the other way round.
        const back = Object.values(spec.key).at(-1) === -1
        const expected = (back ? found.reverse() : found).sort(sorter(spec.key)).map(({ _id }) => _id)
        for (const engine of engines) {
          engine.command({ drop: 'c' })
          engine.command({ createIndexes: 'c', indexes: [{ ...spec, name: 'i' }] })
          if (docs.length > 0) engine.command({ insert: 'c', documents: docs })
          const hinted = engine.find('c', wanted, { hint: 'i' }).map(({ _id }) => _id)
          expect(hinted).toEqual(expected)
          expect(engine.command({ count: 'c', query: wanted, hint: 'i' }).n).toBe(expected.length)
        }
      }),
      { numRuns: RUNS },
    )
  })
})
