import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'

const rows = [
  { k: 'x', v: 1 },
  { k: 'y', v: 2 },
  { k: 'y', v: 3 },
]
let test: EngineUnderTest
beforeAll(() => {
  test = engineUnderTest()
  const documents = [{ _id: 1, a: [5, 8, 9], in: { rows }, plain: 7, $: 1, z: 1 }]
  test.command({ insert: 'c', documents })
})
afterAll(() => test.close())

describe('a positional projection', () => {
  it.each<[Doc, Doc, Doc]>([
    [{ a: { $gt: 5 } }, { 'a.$': 1 }, { a: [8] }],
    [{ a: { $elemMatch: { $gt: 8 } } }, { 'a.$': true }, { a: [9] }],
    [{ 'in.rows.k': 'y' }, { 'in.rows.$': 1 }, { in: { rows: [rows[1]] } }],
    [{ 'in.rows': { $elemMatch: { k: 'y', v: 3 } } }, { 'in.rows.$': 1 }, { in: { rows: [rows[2]] } }],
    [{ 'in.rows.k': 'x' }, { in: { 'rows.$': 1 } }, { in: { rows: [rows[0]] } }],
    [{ $and: [{ a: 9 }] }, { 'a.$': 1, z: 1 }, { a: [9], z: 1 }],
    [{ $or: [{ z: 2 }, { a: 8 }] }, { 'a.$': 1 }, { a: [8] }],
    [{ plain: 7 }, { 'plain.$': 1 }, { plain: 7 }],
    [{ z: 1 }, { 'none.$': 1 }, {}],
  ])('of %j by %j', (filter, projection, expected) => {
    expect(test.find('c', filter, { projection })).toEqual([{ _id: 1, ...expected }])
  })
  it('leaves the element that findAndModify matched', () => {
    const update = { $set: { z: 1 } }
    expect(test.command({ findAndModify: 'c', query: { a: 9 }, update, fields: { 'a.$': 1 } }).value).toEqual(
      { _id: 1, a: [9] },
    )
  })
  it('is not for the document that findAndModify made', () => {
    const command = { findAndModify: 'c', query: { a: 9 }, update: { $set: { z: 2 } }, new: true }
    expect(test.command({ ...command, fields: { 'a.$': 1 } })).toMatchObject({ ok: 0, code: 2 })
    expect(test.find('c', { z: 2 })).toEqual([])
  })
  it.each<[number, Doc, Doc]>([
    [51246, { z: 1 }, { 'a.$': 1 }],
    [31394, { a: 5 }, { 'a.$.b': 1 }],
    [31395, { a: 5 }, { 'a.$': 0 }],
    [31276, { a: 5 }, { 'a.$': 1, 'in.rows.$': 1 }],
    [31255, { a: 5 }, { 'a.$': 1, 'in.rows': { $elemMatch: { k: 'x' } } }],
    [31256, { a: 5 }, { a: { $elemMatch: { $gt: 5 } }, 'in.rows.$': 1 }],
  ])('is error %i for %j by %j', (code, filter, projection) => {
    expect(test.command({ find: 'c', filter, projection })).toMatchObject({ ok: 0, code })
  })
})

describe('a field whose name begins with a dollar', () => {
  const update = (q: Doc, u: Doc, upsert = false) =>
    test.command({ update: 'd', updates: [{ q, u, upsert }] })
  it('is inserted by an upsert and removed, and put into no document that is there', () => {
    expect(update({ _id: 1 }, { $set: { $price: 1 } }, true)).toMatchObject({ n: 1 })
    expect(test.find('d', { _id: 1 })).toEqual([{ _id: 1, $price: 1 }])
    expect(update({ _id: 1 }, { $set: { $price: 2 } }).writeErrors).toMatchObject([{ code: 52 }])
    expect(update({ _id: 1 }, { $unset: { $price: 1 } })).toMatchObject({ nModified: 1 })
  })
  it('is set below the top', () => {
    update({ _id: 2 }, { $set: { 'a.$each': 1 } }, true)
    update({ _id: 2 }, { $set: { 'a.$each': 2, 'a.$*.b': 3 } })
    expect(test.find('d', { _id: 2 })).toEqual([{ _id: 2, a: { $each: 2, '$*': { b: 3 } } }])
  })
  it('is not `$` itself', () => {
    expect(update({ _id: 2 }, { $set: { '$.a': 1 } }).writeErrors).toMatchObject([{ code: 2 }])
  })
})
