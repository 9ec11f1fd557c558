import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { Query } from 'mingo'
import { matcher } from '../../../server/embedded-db/src/query/matching'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { date, number, RUNS } from './planned'

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
