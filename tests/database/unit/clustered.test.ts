import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'

let test: EngineUnderTest
beforeEach(() => {
  test = engineUnderTest()
})
afterEach(() => test.close())

const clusteredIndex = { key: { _id: 1 }, unique: true }
const indexes = (...list: Doc[]) => test.command({ createIndexes: 'c', indexes: list })
const change = (index: Doc) => test.command({ collMod: 'c', index })
const listed = (name: string) => test.indexes('c').find((one) => one.name === name)

describe('a clustered collection', () => {
  it('gives its documents in the order of _id, and has no other index on it', () => {
    test.command({ create: 'c', clusteredIndex: { ...clusteredIndex, name: 'by id' } })
    test.command({
      insert: 'c',
      documents: [
        { _id: 3, a: 1 },
        { _id: 1, a: 1 },
        { _id: 2, a: 1 },
      ],
    })
    const ids = (more: Doc) => test.find('c', {}, more).map(({ _id }) => _id)
    expect(ids({})).toEqual([1, 2, 3])
    expect(ids({ sort: { $natural: -1 } })).toEqual([3, 2, 1])
    expect(ids({ hint: 'by id' })).toEqual([1, 2, 3])
    expect(listed('by id')).toEqual({ v: 2, key: { _id: 1 }, name: 'by id', unique: true, clustered: true })
    expect(listed('_id_')).toBeUndefined()
    expect(indexes({ key: { a: 1 }, name: 'a' })).toMatchObject({ numIndexesBefore: 0, numIndexesAfter: 1 })
    expect(test.command({ insert: 'c', documents: [{ _id: 1 }] }).writeErrors).toMatchObject([
      { code: 11000 },
    ])
    expect(test.command({ dropIndexes: 'c', index: 'by id' })).toMatchObject({ ok: 0, code: 5979800 })
    expect(test.command({ dropIndexes: 'c', index: { _id: 1 } })).toMatchObject({ ok: 0, code: 5979800 })
    expect(change({ name: 'by id', hidden: true })).toMatchObject({ ok: 0, code: 6011800 })
    expect(change({ name: 'by id', expireAfterSeconds: 1 })).toMatchObject({ ok: 0, code: 27 })
  })
})

describe('a document of a clustered collection', () => {
  it('has an _id of 8 MB at most', () => {
    test.command({ create: 'c', clusteredIndex })
    const reply = test.command({ insert: 'c', documents: [{ _id: 'x'.repeat(8 * 1024 * 1024 + 1) }] })
    expect(reply.writeErrors).toMatchObject([{ code: 5894900 }])
  })
})
