import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'
import { collation, words } from './collated-fixtures'

let test: EngineUnderTest
beforeAll(() => {
  test = engineUnderTest()
})
afterAll(() => test.close())

const update = (name: string, q: Doc, u: Doc | Doc[], more: Doc = {}) =>
  test.command({ update: name, updates: [{ q, u, collation, ...more }] })
const stored = (name: string) => test.find(name, {}, { sort: { _id: 1 } })

describe('writes with a collation', () => {
  it('find by it, each statement by its own', () => {
    const name = test.fresh(words)
    const reply = test.command({
      update: name,
      updates: [
        { q: { a: 'DOG' }, u: { $set: { n: 30 } }, collation },
        { q: { a: 'dog' }, u: { $set: { n: 31 } } },
        { q: { a: 'cat' }, u: { $inc: { n: 10 } }, multi: true, collation },
      ],
    })
    expect(reply).toMatchObject({ n: 4, nModified: 4 })
    expect(stored(name).map((doc) => doc.n)).toEqual([11, 12, 30, 14, 5, 6])
    expect(test.command({ delete: name, deletes: [{ q: { a: 'CAT' }, limit: 0, collation }] })).toMatchObject(
      {
        n: 3,
      },
    )
  })

  it('change arrays by it', () => {
    const name = test.fresh([{ _id: 1, v: ['b', 'A', 'c'], m: 'b' }])
    const changed = (u: Doc, more: Doc = {}) => {
      update(name, {}, u, more)
      return stored(name)[0]
    }
    expect(changed({ $addToSet: { v: 'a' } })).toMatchObject({ v: ['b', 'A', 'c'] })
    expect(changed({ $push: { v: { $each: ['D'], $sort: 1 } } })).toMatchObject({ v: ['A', 'b', 'c', 'D'] })
    expect(changed({ $pull: { v: 'a' } })).toMatchObject({ v: ['b', 'c', 'D'] })
    expect(changed({ $pull: { v: { $in: ['B'] } } })).toMatchObject({ v: ['c', 'D'] })
    expect(changed({ $pullAll: { v: ['d'] } })).toMatchObject({ v: ['c'] })
    expect(changed({ $min: { m: 'C' } })).toMatchObject({ m: 'b' })
    expect(changed({ $max: { m: 'B' } })).toMatchObject({ m: 'b' })
    expect(changed({ $max: { m: 'C' } })).toMatchObject({ m: 'C' })
    expect(changed({ $set: { 'v.$[e]': 'z' } }, { arrayFilters: [{ e: 'C' }] })).toMatchObject({ v: ['z'] })
    expect(changed({ $set: { m: 'c' } })).toMatchObject({ m: 'c' })
  })

  it('know the place of a match, and compute, by it', () => {
    const name = test.fresh([{ _id: 1, v: ['x', 'A'] }])
    update(name, { v: 'a' }, { $set: { 'v.$': 'B' } })
    expect(stored(name)).toEqual([{ _id: 1, v: ['x', 'B'] }])
    update(name, {}, [{ $set: { r: { $in: ['b', '$v'] } } }])
    expect(stored(name)).toMatchObject([{ r: true }])
  })

  it('find and modify by it', () => {
    const name = test.fresh(words)
    const run = (more: Doc) => test.command({ findAndModify: name, collation, ...more })
    expect(run({ query: { a: 'dog' }, update: { $set: { z: 1 } }, new: true }).value).toMatchObject({
      _id: 3,
      z: 1,
    })
    expect(run({ query: { a: 'CAT' }, sort: { n: -1 }, remove: true }).value).toMatchObject({ _id: 4 })
    expect(run({ query: { a: 'new' }, update: { $set: { z: 1 } }, upsert: true })).toMatchObject({ ok: 1 })
    expect(
      run({ query: { a: 'NEW' }, update: { $set: { z: 2 } }, upsert: true, new: true }).value,
    ).toMatchObject({
      a: 'new',
    })
  })
})
