import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { BSONRegExp } from 'bson'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'

let test: EngineUnderTest
beforeAll(() => {
  test = engineUnderTest()
})
afterAll(() => test.close())

let n = 0
/** A collection of its own for each case. */
function collection(documents: Doc[], indexes: Doc[] = []): string {
  const name = `c${n++}`
  if (documents.length > 0) expect(test.command({ insert: name, documents })).toMatchObject({ ok: 1 })
  if (indexes.length > 0)
    expect(test.command({ createIndexes: name, indexes: indexes.map((key) => ({ key })) })).toMatchObject({
      ok: 1,
    })
  return name
}
const ids = (docs: Doc[]) => docs.map(({ _id }) => _id)

// ElemMatchValueMatchExpression asks matchesSingleElement of each element (src/mongo/db/matcher/expression_array.cpp).
describe('$elemMatch on values', () => {
  const docs = [
    { _id: 1, a: [['b']] },
    { _id: 2, a: ['b'] },
    { _id: 3, a: [['b'], 3] },
    { _id: 4, a: [[5]] },
  ]
  const cases: [Doc, number[]][] = [
    [{ $gt: 'a' }, [2]],
    [{ $eq: 'b' }, [2]],
    [{ $eq: ['b'] }, [1, 3]],
    [{ $in: ['b'] }, [2]],
    [{ $regex: 'b' }, [2]],
    [{ $type: 'string' }, [2]],
    [{ $type: 'array' }, [1, 3, 4]],
    [{ $ne: 5 }, [1, 2, 3, 4]],
    [{ $nin: ['b'] }, [1, 3, 4]],
    [{ $not: { $gt: 'a' } }, [1, 3, 4]],
    [{ $not: new BSONRegExp('b') }, [1, 3, 4]],
    [{ $size: 1 }, [1, 3, 4]],
    [{ $exists: true }, [1, 2, 3, 4]],
    [{ $all: ['b'] }, [2]],
    [{ $elemMatch: { $gt: 'a' } }, [1, 3]],
  ]
  it.each(cases)('%j looks at each element, not into it', (operand, expected) => {
    for (const indexes of [[], [{ a: 1 }]]) {
      const name = collection(docs, indexes)
      const found = (filter: Doc, more?: Doc) => ids(test.find(name, filter, { ...more, sort: { _id: 1 } }))
      expect(found({ a: { $elemMatch: operand } })).toEqual(expected)
      expect(found({ a: { $all: [{ $elemMatch: operand }] } })).toEqual(expected)
    }
  })

  // PullNode::WrappedObjectMatcher wraps each element in a document.
  it('says nothing of $pull, whose conditions look into elements', () => {
    const name = collection(docs)
    test.command({ update: name, updates: [{ q: {}, u: { $pull: { a: { $gt: 'a' } } }, multi: true }] })
    expect(test.find(name, {}).map(({ a }) => a)).toEqual([[], [], [3], [[5]]])
  })
})

describe('$elemMatch on documents', () => {
  const docs = [
    { _id: 1, a: [{ b: 1, c: 2 }] },
    { _id: 2, a: [{ b: 2, c: 3 }] },
    { _id: 3, a: [{ b: 3, c: 2 }] },
  ]
  it.each([
    [{ $or: [{ b: 1 }, { b: 2 }], c: 2 }, [1]],
    [{ $and: [{ b: 3 }], c: 2 }, [3]],
    [{ $nor: [{ b: 1 }], c: 2 }, [3]],
    [{ $comment: 'why', c: 2 }, [1, 3]],
    [{ c: 2, $or: [{ b: 1 }, { b: 2 }] }, [1]],
  ] as [Doc, number[]][])('%j may begin with a logical operator', (operand, expected) => {
    const name = collection(docs)
    expect(ids(test.find(name, { a: { $elemMatch: operand } }))).toEqual(expected)
    test.command({ update: name, updates: [{ q: {}, u: { $pull: { a: operand } }, multi: true }] })
    expect(ids(test.find(name, { a: [] }))).toEqual(expected)
  })

  it('refuses a field beside operators on the element itself', () => {
    expect(test.command({ find: 'none', filter: { a: { $elemMatch: { $gt: 1, c: 2 } } } })).toMatchObject({
      code: 2,
    })
  })

  const nested = [
    { _id: 1, a: [[5]] },
    { _id: 2, a: [[]] },
    { _id: 3, a: [{ length: 1 }] },
    { _id: 4, a: [{ 0: 5 }] },
    { _id: 5, a: [1, [7, 5]] },
  ]
  it.each([
    [{ length: 1 }, [3]],
    [{ length: { $exists: true } }, [3]],
    [{ 0: 5 }, [1, 4]],
    [{ 1: 5 }, [5]],
    [{ 1: { $gte: 5 } }, [5]],
  ] as [Doc, number[]][])(
    '%j knows the positions of a nested array and nothing else',
    (operand, expected) => {
      for (const indexes of [[], [{ 'a.1': 1 }], [{ 'a.length': 1 }]])
        expect(
          ids(test.find(collection(nested, indexes), { a: { $elemMatch: operand } }, { sort: { _id: 1 } })),
        ).toEqual(expected)
    },
  )
})

// src/mongo/db/matcher/path_test.cpp: ArrayIndex1 to 3, ArrayIndexNested1 and 2.
describe('a position in a path', () => {
  const docs = [
    { _id: 1, a: [5, [2, 4], 3] },
    { _id: 2, a: [5, 2] },
    { _id: 3, a: [5, { 1: 4 }, 3] },
    { _id: 4, a: [5, { b: 4 }, 3] },
    { _id: 5, a: [5, [{ b: 4 }], 3] },
    { _id: 6, a: { 1: [2, 4] } },
    { _id: 7, a: [5, { b: [2, 4] }] },
    { _id: 8, a: [5, [[2], 4]] },
  ]
  const cases: [Doc, number[]][] = [
    [{ 'a.1': 2 }, [2, 6]],
    [{ 'a.1': 4 }, [3, 6]],
    [{ 'a.1': { $gt: 1 } }, [2, 3, 6]],
    [{ 'a.1': { $in: [2, 9] } }, [2, 6]],
    [{ 'a.1': { $ne: 2 } }, [1, 3, 4, 5, 7, 8]],
    [{ 'a.1': { $nin: [2] } }, [1, 3, 4, 5, 7, 8]],
    [{ 'a.1': [2, 4] }, [1, 6]],
    [{ 'a.1': { $size: 2 } }, [1, 6, 8]],
    [{ 'a.1': { $type: 'array' } }, [1, 5, 6, 8]],
    [{ 'a.1': { $elemMatch: { $gt: 3 } } }, [1, 6, 8]],
    [{ 'a.1.b': 4 }, [4, 5, 7]],
    [{ 'a.1.b': null }, [3, 4, 7]],
    [{ 'a.1.b': { $exists: false } }, [1, 2, 3, 6, 8]],
    [{ 'a.1.0': 2 }, [1, 6]],
    [{ 'a.1.1': 4 }, [1, 3, 6, 8]],
  ]
  it.each(cases)('%j is the value there, not its elements', (filter, expected) => {
    const [path = ''] = Object.keys(filter)
    for (const indexes of [[], [{ a: 1 }], [{ [path]: 1 }], [{ x: 1, [path]: -1 }]])
      expect(ids(test.find(collection(docs, indexes), filter, { sort: { _id: 1 } }))).toEqual(expected)
  })
})

describe('an upsert', () => {
  const pattern = new BSONRegExp('x')
  it.each([
    [{ a: pattern }, {}],
    [{ a: { $in: [pattern] } }, {}],
    [{ a: { $all: [pattern] } }, {}],
    [{ a: { $in: ['x'] } }, { a: 'x' }],
    [{ a: { $all: ['x'] } }, { a: 'x' }],
  ] as [Doc, Doc][])('with %j starts from what must be equal', (q, base) => {
    const name = collection([])
    test.command({
      update: name,
      updates: [{ q: { _id: 1, ...q }, u: { $set: { d: 1 } }, upsert: true }],
    })
    expect(test.find(name, {})).toEqual([{ _id: 1, ...base, d: 1 }])
  })
})
