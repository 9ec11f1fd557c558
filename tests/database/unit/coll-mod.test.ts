import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { Long } from 'bson'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'

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
