import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Long } from 'bson'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'

let test: EngineUnderTest
beforeAll(() => {
  test = engineUnderTest()
})
afterAll(() => test.close())

const create = (collection: string, index: Doc) =>
  test.command({ createIndexes: collection, indexes: [index] })
const wide = Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`f${i}`, 1]))
const partial = (partialFilterExpression: unknown) => ({ key: { a: 1 }, name: 'a', partialFilterExpression })

describe('an index that MongoDB would not make', () => {
  it.each<[Doc, number]>([
    [{ name: 'a' }, 9],
    [{ key: { a: 1 }, name: 1 }, 14],
    [{ key: { a: 1 }, name: '' }, 67],
    [{ key: { a: 1 }, name: '*' }, 2],
    [{ key: { a: 1 }, name: '_id_' }, 2],
    [{ key: {}, name: 'a' }, 67],
    [{ key: { $a: 1 }, name: 'a' }, 67],
    [{ key: { a: true }, name: 'a' }, 67],
    [{ key: { a: 0 }, name: 'a' }, 67],
    [{ key: wide, name: 'a' }, 13103],
    [{ key: { _id: -1 }, name: 'a' }, 2],
    [{ key: { _id: 1 }, name: '_id_', hidden: true }, 197],
    [{ key: { _id: 1 }, name: '_id_', expireAfterSeconds: 1 }, 197],
    [{ key: { _id: 1 }, name: '_id_', partialFilterExpression: {} }, 197],
    [{ key: { a: 1 }, name: 'a', unique: 'yes' }, 14],
    [{ key: { a: 1 }, name: 'a', unique: null }, 14],
    [{ key: { a: 1 }, name: 'a', sparse: {} }, 14],
    [{ key: { a: 1 }, name: 'a', hidden: true }, 67],
    [{ key: { a: 1 }, name: 'a', expireAfterSeconds: '1' }, 67],
    [{ key: { a: 1 }, name: 'a', expireAfterSeconds: null }, 67],
    [{ key: { a: 1 }, name: 'a', expireAfterSeconds: true }, 67],
    [{ key: { a: 1 }, name: 'a', expireAfterSeconds: -1 }, 67],
    [{ key: { a: 1 }, name: 'a', expireAfterSeconds: Long.fromString('2147483648') }, 67],
    [{ key: { a: 1, b: 1 }, name: 'a', expireAfterSeconds: 1 }, 67],
    [{ ...partial({ a: { $gt: 1 } }), sparse: true }, 67],
    [partial('a'), 14],
    [partial({ a: { $foo: 1 } }), 2],
    [partial({ $and: [] }), 2],
    [partial({ a: { $ne: 1 } }), 67],
    [partial({ a: { $nin: [1] } }), 67],
    [partial({ a: { $not: { $gt: 1 } } }), 67],
    [partial({ a: { $regex: '^a' } }), 67],
    [partial({ a: /^a/ }), 67],
    [partial({ a: { $exists: false } }), 67],
    [partial({ a: { $exists: 0 } }), 67],
    [partial({ $nor: [{ a: 1 }] }), 67],
    [partial({ $and: [{ a: { $ne: 1 } }] }), 67],
  ])('%j', (index, code) => {
    expect(create('refused', index)).toMatchObject({ ok: 0, code })
    expect(test.command({ listIndexes: 'refused' })).toMatchObject({ ok: 0, code: 26 })
  })
})

describe('an index that MongoDB makes', () => {
  it.each<[Doc]>([
    [{ key: { a: 1 }, name: 'a', unique: 1, sparse: false }],
    [{ key: { a: -1 }, name: 'a', expireAfterSeconds: 0 }],
    [partial({ a: { $exists: true } })],
    [partial({ $and: [{ a: { $gte: 1 } }, { b: 'x' }] })],
    [partial({ a: { $type: 'string' } })],
  ])('%j', (index) => {
    expect(create('made', index).ok).toBe(1)
    expect(test.command({ dropIndexes: 'made', index: 'a' }).ok).toBe(1)
  })

  it('takes a number for unique', () => {
    expect(create('numbered', { key: { a: 1 }, name: 'a', unique: 1 }).ok).toBe(1)
    const reply = test.command({ insert: 'numbered', documents: [{ a: 1 }, { a: 1 }] })
    expect(reply.writeErrors).toMatchObject([{ code: 11000 }])
  })
})

describe('an index that is there already', () => {
  it('is dropped once', () => {
    expect(create('twice', { key: { a: 1 }, name: 'a' }).ok).toBe(1)
    expect(create('twice', { key: { a: 1 }, name: 'a' }).note).toBe('all indexes already exist')
    expect(test.command({ dropIndexes: 'twice', index: ['a', 'a'] })).toMatchObject({ ok: 0, code: 27 })
    expect(test.command({ dropIndexes: 'twice', index: ['a'] }).ok).toBe(1)
  })

  it('counts whole seconds', () => {
    create('whole', { key: { a: 1 }, name: 'a', expireAfterSeconds: 60.9 })
    expect(test.indexes('whole')[1]?.expireAfterSeconds).toBe(60)
  })
})
