import { afterAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'

let test: EngineUnderTest
beforeEach(() => {
  test?.close()
  test = engineUnderTest()
})
afterAll(() => test.close())

const codeOf = (reply: Doc) => (reply.writeErrors as { code: number }[] | undefined)?.[0]?.code ?? reply.code
const update = (u: Doc, q: Doc = {}, more: Doc = {}) =>
  test.command({ update: 'c', updates: [{ q, u, ...more }] })

describe('an update that can never be right', () => {
  it.each<[Doc, number]>([
    [{ $push: { a: { $each: 1 } } }, 2],
    [{ $push: { a: { $each: [], $slice: 'x' } } }, 2],
    [{ $push: { a: { $each: [], $sort: {} } } }, 2],
    [{ $push: { a: { $each: [], $sort: { '': 1 } } } }, 2],
    [{ $push: { a: { $each: [], $sort: { 'x.': 1 } } } }, 2],
    [{ $addToSet: { a: { $each: {} } } }, 2],
    [{ $pull: { a: { $foo: 1 } } }, 2],
    [{ $pullAll: { a: 1 } }, 2],
    [{ $currentDate: { a: { $type: 'date', extra: 1 } } }, 2],
    [{ $rename: { 'a.$[].b': 'c' } }, 115],
    [{ $rename: { a: 'b.$[].c' } }, 115],
    [{ $rename: { a: 'b\0' } }, 2],
    [{ $set: { 'a.$[x]': 1 } }, 115],
    [{ $set: { 'a.$': 1 } }, 115],
  ])('%j is refused where there is nothing to update', (u, code) => {
    expect(codeOf(update(u))).toBe(code)
    test.command({ insert: 'c', documents: [{ _id: 1, other: 1 }] })
    expect(codeOf(update(u))).toBe(code)
    expect(codeOf(test.command({ findAndModify: 'none', update: u }))).toBe(code)
  })
})

describe('a path that is not viable', () => {
  it.each<[Doc, Doc]>([[{ a: 1 }, { $rename: { 'a.b': 'c' } }]])('%j with %j', (doc, u) => {
    test.command({ insert: 'c', documents: [{ _id: 1, ...doc }] })
    expect(codeOf(update(u))).toBe(28)
    expect(test.find('c', {})).toEqual([{ _id: 1, ...doc }])
  })

  it.each<[Doc, Doc]>([
    [{ a: 1 }, { $unset: { 'a.b': 1 } }],
    [{ a: 1 }, { $pull: { 'a.b': 1 } }],
    [{ a: 1 }, { $rename: { 'b.c': 'd' } }],
  ])('%j is left alone by %j', (doc, u) => {
    test.command({ insert: 'c', documents: [{ _id: 1, ...doc }] })
    expect(update(u)).toMatchObject({ n: 1, nModified: 0, ok: 1 })
  })
})

describe('the _id', () => {
  it.each<Doc>([{ $rename: { a: '_id' } }, { $rename: { _id: 'a' } }, { $rename: { a: '_id.x' } }])(
    'is not renamed by %j',
    (u) => {
      test.command({ insert: 'c', documents: [{ _id: 1, a: 1 }] })
      expect(codeOf(update(u))).toBe(66)
    },
  )

  it('is not added to by an upsert', () => {
    const reply = update({ $setOnInsert: { '_id.b': 2 } }, { '_id.a': 1 }, { upsert: true })
    expect(codeOf(reply)).toBe(66)
    expect(test.find('c', {})).toEqual([])
  })
})

describe('options of an update', () => {
  it('sort is for one document', () => {
    const reply = update({ $set: { a: 1 } }, {}, { multi: true, sort: { a: 1 } })
    expect(codeOf(reply)).toBe(9)
  })
})
