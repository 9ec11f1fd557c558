import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { removeExpired } from '../../../server/embedded-db/src/engine/expiry'
import { finish } from '../../../server/embedded-db/src/engine/steps'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'

let test: EngineUnderTest
beforeAll(() => {
  test = engineUnderTest()
})
afterAll(() => test.close())

const fresh = (index: Doc, documents: Doc[]) => test.fresh(documents, [index])

describe('a hashed index', () => {
  it('finds what is equal, and is listed as it was asked for', () => {
    const name = fresh({ key: { a: 1, 'b.c': 'hashed' } }, [{ _id: 1, a: 1, b: { c: 'x' } }, { _id: 2 }])
    expect(test.find(name, { a: 1, 'b.c': 'x' })).toHaveLength(1)
    expect(test.find(name, { 'b.c': null }, { hint: 'a_1_b.c_hashed' })).toEqual([{ _id: 2 }])
    expect(test.find(name, {}, { hint: { a: 1, 'b.c': 'hashed' } })).toHaveLength(2)
    expect(test.command({ find: name, hint: { a: 'hashed' } })).toMatchObject({ code: 2 })
    expect(test.find(name, { 'b.c': { $gt: 'a' } }, { sort: { 'b.c': 1 } })).toHaveLength(1)
    expect(test.indexes(name)[1]).toMatchObject({ key: { a: 1, 'b.c': 'hashed' }, name: 'a_1_b.c_hashed' })
    expect(test.command({ createIndexes: name, indexes: [{ key: { a: 1 } }] })).toMatchObject({ ok: 1 })
    expect(test.command({ dropIndexes: name, index: { a: 1, 'b.c': 'hashed' } })).toMatchObject({ ok: 1 })
  })

  it('lets no array in, whichever came first', () => {
    const name = fresh({ key: { 'a.b': 'hashed' } }, [{ _id: 1, a: { b: 1 } }])
    for (const doc of [{ a: [] }, { a: { b: [1] } }, { a: [{ b: 1 }] }])
      expect(test.command({ insert: name, documents: [doc] })).toMatchObject({
        writeErrors: [{ code: 16766 }],
      })
    const u = { $set: { 'a.b': [1] } }
    expect(test.command({ update: name, updates: [{ q: {}, u }] })).toMatchObject({
      writeErrors: [{ code: 16766 }],
    })
    expect(test.find(name, {})).toEqual([{ _id: 1, a: { b: 1 } }])
    const other = fresh({ key: { z: 1 } }, [{ a: [1] }])
    const indexes = [{ key: { a: 'hashed' } }]
    expect(test.command({ createIndexes: other, indexes })).toMatchObject({ ok: 0, code: 16766 })
    expect(test.command({ listIndexes: other })).toMatchObject({
      cursor: { firstBatch: [{}, { name: 'z_1' }] },
    })
  })

  it('lets in what its filter leaves out', () => {
    const key = { a: 'hashed' }
    const name = fresh({ key, partialFilterExpression: { b: 1 } }, [{ _id: 1, a: [1] }])
    expect(test.command({ insert: name, documents: [{ a: [1], b: 1 }] })).toMatchObject({ n: 0 })
    expect(test.find(name, { a: 1 })).toHaveLength(1)
  })

  it('ends no document by its date', () => {
    const past = new Date('2000-01-01T00:00:00Z')
    const name = fresh({ key: { a: 'hashed' }, expireAfterSeconds: 1 }, [{ a: past }])
    finish(removeExpired(test.engine, new Date('2026-01-01T00:00:00Z')))
    expect(test.find(name, {})).toHaveLength(1)
  })

  it.each([
    [{ key: { a: 'hashed' }, unique: true }, 16764],
    [{ key: { a: 'hashed', b: 'hashed' } }, 31303],
    [{ key: { '$**': 'hashed' } }, 67],
    [{ key: { a: 'Hashed' } }, 67],
  ])('%j is refused', (index, code) => {
    expect(test.command({ createIndexes: 'refused', indexes: [{ name: 'i', ...index }] })).toMatchObject({
      code,
    })
  })
})
