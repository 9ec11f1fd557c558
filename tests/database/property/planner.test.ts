import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { matcher } from '../../../server/embedded-db/src/query/matching'
import { sorter } from '../../../server/embedded-db/src/values/sorting'
import { type Doc, equalValues } from '../../../server/embedded-db/src/values/values'
import { threeWays } from '../engine'
import { collectionOf, documents, filter, indexes, RUNS, sort } from './planned'

const ids = (docs: Doc[]) => docs.map((doc) => doc._id)

describe.each(threeWays())('the planned path, %s', (_name, test) => {
  it('finds and orders what a full evaluation finds', () => {
    fc.assert(
      fc.property(
        documents,
        indexes,
        fc.array(fc.tuple(filter, sort), { minLength: 8, maxLength: 8 }),
        (given, keys, queries) => {
          const { name, docs } = collectionOf(test, given, keys)
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
            const [count] = test.aggregate(name, [{ $match: where }, { $count: 'n' }])
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
        const { name, docs } = collectionOf(test, given, keys)
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
