import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Long } from 'bson'
import { type EngineUnderTest, engineUnderTest } from '../engine'

let test: EngineUnderTest
beforeAll(() => {
  test = engineUnderTest()
})
afterAll(() => test.close())

describe('a limit of time', () => {
  it('ends a command that gives way after it', () => {
    const slow = engineUnderTest({ share: 0, small: 0 })
    const documents = Array.from({ length: 5000 }, (_, i) => ({ _id: i, a: 'x'.repeat(50) }))
    slow.command({ insert: 'c', documents })
    const count = { count: 'c', query: { a: { $type: 'long' } } }
    expect(slow.command({ ...count, maxTimeMS: 1 })).toMatchObject({
      ok: 0,
      code: 50,
      codeName: 'MaxTimeMSExpired',
    })
    expect(slow.command({ ...count, maxTimeMS: 100_000 })).toMatchObject({ ok: 1, n: 0 })
    expect(slow.command({ ...count, maxTimeMS: -1 })).toMatchObject({ ok: 0, code: 2 })
    slow.close()
  })
})

describe('numbers in a pipeline', () => {
  it('keep their type', () => {
    const name = test.fresh([{ _id: 1, a: Long.fromNumber(4), b: Long.fromNumber(6) }])
    expect(test.aggregate(name, [{ $set: { d: { $add: ['$a', Long.ONE] } } }])).toEqual([
      { _id: 1, a: Long.fromNumber(4), b: Long.fromNumber(6), d: Long.fromNumber(5) },
    ])
    expect(test.aggregate(name, [{ $group: { _id: null, sum: { $sum: '$a' } } }])).toEqual([
      { _id: null, sum: Long.fromNumber(4) },
    ])
  })
})

describe('a number of things', () => {
  it('is cut where it is a double', () => {
    const name = test.fresh([{ _id: 1 }, { _id: 2 }, { _id: 3 }])
    expect(test.find(name, {}, { skip: 1.9 })).toHaveLength(2)
  })
})
