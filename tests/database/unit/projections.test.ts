import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'

let test: EngineUnderTest
beforeAll(() => {
  test = engineUnderTest()
})
afterAll(() => test.close())

describe('a projection', () => {
  const doc = {
    _id: 1,
    a: 1,
    b: { c: 2, d: 3 },
    rows: [
      { k: 'x', v: 1 },
      { k: 'y', v: 2 },
    ],
    list: [1, 2, 3],
  }
  it.each<[Doc, Doc]>([
    [{ a: 1 }, { _id: 1, a: 1 }],
    [{ 'b.c': 1, _id: 0 }, { b: { c: 2 } }],
    [
      { a: 0, rows: 0, list: 0 },
      { _id: 1, b: { c: 2, d: 3 } },
    ],
    [{ 'rows.v': 1 }, { _id: 1, rows: [{ v: 1 }, { v: 2 }] }],
  ])('%j', (projection, expected) => {
    const name = test.fresh([doc])
    expect(test.find(name, {}, { projection })).toEqual([expected])
  })
  it('of a document in it names fields as paths do', () => {
    const name = test.fresh([doc])
    expect(test.find(name, {}, { projection: { b: { c: 1 } } })).toEqual([{ _id: 1, b: { c: 2 } }])
    expect(test.command({ find: name, projection: { b: {} } })).toMatchObject({ code: 51270 })
  })
  it('does not mix what to keep and what to leave', () => {
    expect(test.command({ find: test.fresh([doc]), filter: {}, projection: { a: 1, b: 0 } })).toMatchObject({
      ok: 0,
      code: 31254,
    })
  })
})
