import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { Long, ObjectId } from 'bson'
import { removeExpired } from '../../../server/src/storage/embedded/engine/expiry'
import { finish } from '../../../server/src/storage/embedded/engine/steps'
import type { Doc } from '../../../server/src/storage/embedded/values/values'
import { type EngineUnderTest, engineUnderTest } from '../../support/storage-engine'

let test: EngineUnderTest
beforeEach(() => {
  test = engineUnderTest()
})
afterEach(() => test.close())

const indexes = (...list: Doc[]) => test.command({ createIndexes: 'c', indexes: list })
const change = (index: Doc) => test.command({ collMod: 'c', index })
const listed = (name: string) => test.indexes('c').find((one) => one.name === name)
const stage = (filter: Doc) => {
  const reply = test.command({ explain: { find: 'c', filter }, verbosity: 'queryPlanner' })
  const plan = (reply.queryPlanner as { winningPlan: { stage: string; inputStage?: Doc } }).winningPlan
  return plan.inputStage?.indexName ?? plan.stage
}
const clusteredIndex = { key: { _id: 1 }, unique: true }
const now = new Date('2026-01-01T00:00:00Z')
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000)
const expire = () => {
  finish(removeExpired(test.engine, now))
  test.engine.db.commit()
}

describe('collMod', () => {
  it('changes after how long an index lets go, and says both', () => {
    indexes({ key: { at: 1 }, name: 'at', expireAfterSeconds: 60 }, { key: { a: 1 }, name: 'a' })
    expect(change({ name: 'at', expireAfterSeconds: 120 })).toEqual({
      expireAfterSeconds_old: Long.fromNumber(60),
      expireAfterSeconds_new: Long.fromNumber(120),
      ok: 1,
    })
    expect(change({ keyPattern: { a: 1 }, expireAfterSeconds: 2 ** 40 })).toEqual({
      expireAfterSeconds_new: Long.fromNumber(2_147_483_647),
      ok: 1,
    })
    expect(listed('at')?.expireAfterSeconds).toBe(120)
    expect(listed('a')?.expireAfterSeconds).toBe(2_147_483_647)
    test.engine.catalog.reload()
    expect(listed('at')?.expireAfterSeconds).toBe(120)
  })

  it('hides an index from queries, which goes on holding writes, and shows it again', () => {
    indexes({ key: { a: 1 }, name: 'a', unique: true })
    test.command({ insert: 'c', documents: [{ _id: 1, a: 1 }] })
    expect(stage({ a: 1 })).toBe('a')
    expect(change({ name: 'a', hidden: true })).toEqual({ hidden_old: false, hidden_new: true, ok: 1 })
    expect(change({ name: 'a', hidden: true })).toEqual({ ok: 1 })
    expect(listed('a')?.hidden).toBe(true)
    expect(stage({ a: 1 })).toBe('COLLSCAN')
    expect(test.find('c', { a: 1 })).toHaveLength(1)
    expect(test.command({ find: 'c', hint: 'a' })).toMatchObject({ ok: 0, code: 2 })
    for (const command of [
      { find: 'c', hint: { a: 1 } },
      { count: 'c', hint: 'a' },
      { distinct: 'c', key: 'a', hint: 'a' },
      { aggregate: 'c', pipeline: [], cursor: {}, hint: 'a' },
      { findAndModify: 'c', remove: true, hint: 'a' },
    ])
      expect(test.command(command)).toMatchObject({ ok: 0, code: 2 })
    expect(test.command({ insert: 'c', documents: [{ a: 1 }] }).writeErrors).toMatchObject([{ code: 11000 }])
    expect(change({ name: 'a', hidden: false })).toEqual({ hidden_old: true, hidden_new: false, ok: 1 })
    expect(listed('a')?.hidden).toBeUndefined()
    expect(stage({ a: 1 })).toBe('a')
    expect(test.find('c', {}, { hint: 'a' })).toHaveLength(1)
  })

  it.each<[Doc, number]>([
    [{ collMod: 'none' }, 26],
    [{ collMod: 'c', index: { name: 'none', hidden: true } }, 27],
    [{ collMod: 'c', index: { keyPattern: { z: 1 }, hidden: true } }, 27],
    [{ collMod: 'c', index: { keyPattern: { a: 1 }, hidden: true } }, 181],
    [{ collMod: 'c', index: { hidden: true } }, 72],
    [{ collMod: 'c', index: { name: 'a', keyPattern: { a: 1 }, hidden: true } }, 72],
    [{ collMod: 'c', index: { name: 'a' } }, 72],
    [{ collMod: 'c', index: { name: 'a', hidden: null } }, 72],
    [{ collMod: 'c', index: { name: 'a', expireAfterSeconds: -1 } }, 72],
    [{ collMod: 'c', index: { name: 'a', expireAfterSeconds: 'x' } }, 14],
    [{ collMod: 'c', index: { name: 'ab', expireAfterSeconds: 1 } }, 72],
    [{ collMod: 'c', index: { name: '_id_', hidden: true } }, 2],
    [{ collMod: 'c', index: { name: '_id_', expireAfterSeconds: 1 } }, 72],
    [{ collMod: 'c', index: { name: 'a', odd: 1 } }, 40415],
    [{ collMod: 'c', index: { name: 'a', prepareUnique: true } }, 115],
    [{ collMod: 'c', expireAfterSeconds: 1 }, 72],
    [{ collMod: 'c', validator: { $foo: 1 } }, 2],
    [{ collMod: 'c', validationLevel: 'odd' }, 2],
    [{ collMod: 'c', timeseries: {} }, 115],
    [{ collMod: 'c', viewOn: 'd' }, 115],
    [{ collMod: 'c', odd: 1 }, 40415],
  ])('refuses %j', (command, code) => {
    indexes(
      { key: { a: 1 }, name: 'a' },
      { key: { a: 1 }, name: 'a sparse', sparse: true },
      { key: { a: 1, b: 1 }, name: 'ab' },
    )
    const before = test.command({ listIndexes: 'c' })
    expect(test.command(command)).toMatchObject({ ok: 0, code })
    expect(test.command({ listIndexes: 'c' })).toEqual(before)
  })

  it('changes rules and index together or not at all', () => {
    indexes({ key: { a: 1 }, name: 'a' })
    const both = { collMod: 'c', validator: { a: 1 }, index: { name: 'none', hidden: true } }
    expect(test.command(both)).toMatchObject({ ok: 0, code: 27 })
    expect(test.command({ insert: 'c', documents: [{ a: 2 }] })).toEqual({ n: 1, ok: 1 })
  })
})

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

  it('lets go of documents whose _id is a date that is over', () => {
    test.command({ create: 'c', clusteredIndex, expireAfterSeconds: 60 })
    test.command({
      insert: 'c',
      documents: [{ _id: ago(61) }, { _id: ago(59) }, { _id: new ObjectId() }, { _id: 1 }],
    })
    expire()
    expect(test.find('c', {})).toHaveLength(3)
    expect(test.command({ collMod: 'c', expireAfterSeconds: 'off' })).toEqual({ ok: 1 })
    test.command({ insert: 'c', documents: [{ _id: ago(61) }] })
    expire()
    expect(test.find('c', {})).toHaveLength(4)
    expect(test.command({ collMod: 'c', expireAfterSeconds: 30 })).toEqual({ ok: 1 })
    expire()
    expect(test.find('c', {})).toHaveLength(2)
  })
})

describe('a TTL index', () => {
  it('goes by the least date of an array, and leaves alone what is no date', () => {
    indexes({ key: { at: 1 }, name: 'at', expireAfterSeconds: 60 })
    const documents = [
      { _id: 'over', at: ago(61) },
      { _id: 'one of them', at: ['x', ago(10), ago(61)] },
      { _id: 'within', at: [{ at: ago(100) }] },
      { _id: 'young', at: ago(59) },
      { _id: 'young array', at: [ago(59), ago(10)] },
      { _id: 'number', at: ago(61).getTime() },
      { _id: 'text', at: ago(61).toISOString() },
      { _id: 'null', at: null },
      { _id: 'none' },
      { _id: 'empty', at: [] },
    ]
    test.command({ insert: 'c', documents })
    expire()
    expect(test.find('c', {}).map(({ _id }) => _id)).toEqual(documents.slice(2).map(({ _id }) => _id))
  })

  it('of a part of the documents lets go of those alone, and works when it is hidden', () => {
    indexes({
      key: { at: 1 },
      name: 'at',
      expireAfterSeconds: 60,
      hidden: true,
      partialFilterExpression: { state: 'done' },
    })
    test.command({
      insert: 'c',
      documents: [
        { _id: 1, at: ago(61), state: 'done' },
        { _id: 2, at: ago(61), state: 'open' },
        { _id: 3, at: ago(61) },
      ],
    })
    expire()
    expect(test.find('c', {}).map(({ _id }) => _id)).toEqual([2, 3])
  })

  it('that is made over many documents, at a dotted path, goes by every date on the way', () => {
    test.command({
      insert: 'c',
      documents: [
        { _id: 1, a: [{ at: ago(10) }, { at: ago(61) }] },
        { _id: 2, a: { at: ago(10) } },
      ],
    })
    indexes({ key: { 'a.at': 1 }, name: 'at', expireAfterSeconds: 60 })
    expire()
    expect(test.find('c', {}).map(({ _id }) => _id)).toEqual([2])
  })
})
