import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest, firstBatch } from '../engine'
import { collation, words } from './collated-fixtures'

let test: EngineUnderTest
beforeAll(() => {
  test = engineUnderTest()
})
afterAll(() => test.close())

let n = 0
const found = (name: string, filter: Doc, more: Doc) => test.find(name, filter, more).map(({ _id }) => _id)

describe('a collection with a collation', () => {
  const made = (more: Doc = {}) => {
    const name = `collated${n++}`
    expect(test.command({ create: name, collation, ...more })).toMatchObject({ ok: 1 })
    return name
  }

  it('is listed with all fields, and with its index of ids', () => {
    const name = made()
    const whole = { ...collation, caseLevel: false, caseFirst: 'off', alternate: 'non-ignorable' }
    expect(firstBatch(test.command({ listCollections: 1, filter: { name } }))).toMatchObject([
      { options: { collation: whole }, idIndex: { collation: whole } },
    ])
    expect(test.indexes(name)).toMatchObject([{ collation: whole }])
    expect(test.command({ create: name, collation })).toMatchObject({ ok: 1 })
    expect(test.command({ create: name })).toMatchObject({ code: 48 })
    expect(test.command({ create: name, collation: { locale: 'en' } })).toMatchObject({ code: 48 })
  })

  it('is refused where its collation is', () => {
    const wrong = (by: Doc) => test.command({ create: `collated${n++}`, collation: by })
    expect(wrong({ locale: 'nowhere' })).toMatchObject({ code: 2 })
    expect(wrong({})).toMatchObject({ code: 2 })
    expect(wrong({ strength: 1 })).toMatchObject({ code: 40414 })
    expect(wrong({ locale: 'ja', strength: 4 })).toMatchObject({ code: 115 })
    expect(wrong({ locale: 'simple' })).toMatchObject({ ok: 1 })
  })

  it('gives it to every operation that has none of its own', () => {
    const name = made()
    test.command({ insert: name, documents: words })
    expect(found(name, { a: 'CAT' }, {})).toEqual([1, 2, 4])
    expect(found(name, { a: 'CAT' }, { collation: { locale: 'simple' } })).toEqual([4])
    expect(found(name, { a: 'CAT' }, { collation: { locale: 'en', strength: 3 } })).toEqual([4])
    expect(test.command({ count: name, query: { a: 'CAT' } })).toMatchObject({ n: 3 })
    expect(test.aggregate(name, [{ $match: { a: 'dog' } }])).toMatchObject([{ _id: 3 }])
    expect(
      test.command({ update: name, updates: [{ q: { a: 'dog' }, u: { $set: { n: 0 } } }] }),
    ).toMatchObject({ nModified: 1 })
    expect(test.command({ findAndModify: name, query: { a: 'dog' }, remove: true }).value).toMatchObject({
      _id: 3,
    })
    expect(test.command({ delete: name, deletes: [{ q: { a: 'cAT' }, limit: 0 }] })).toMatchObject({ n: 3 })
  })

  it('gives it to its indexes that do not say that they are simple', () => {
    const name = made()
    const create = (index: Doc) => test.command({ createIndexes: name, indexes: [index] })
    expect(create({ key: { a: 1 } })).toMatchObject({ ok: 1 })
    expect(create({ key: { b: 1 }, collation: { locale: 'simple' } })).toMatchObject({ ok: 1 })
    expect(create({ key: { _id: 1 }, collation })).toMatchObject({ ok: 1 })
    expect(create({ key: { _id: 1 }, collation: { locale: 'simple' } })).toMatchObject({ code: 2 })
    expect(test.indexes(name).map((index) => 'collation' in index)).toEqual([true, true, false])
  })

  it('has it for its ids', () => {
    const name = made()
    const insert = (_id: unknown) => test.command({ insert: name, documents: [{ _id }] })
    const duplicate = { n: 0, writeErrors: [{ code: 11000, keyPattern: { _id: 1 } }] }
    expect(insert('a')).toMatchObject({ n: 1 })
    expect(insert('A')).toMatchObject(duplicate)
    expect(insert({ k: ['a'] })).toMatchObject({ n: 1 })
    expect(insert({ k: ['A'] })).toMatchObject(duplicate)
    expect(insert({ K: ['a'] })).toMatchObject({ n: 1 })
    expect(insert(1)).toMatchObject({ n: 1 })
    expect(found(name, { _id: 'A' }, {})).toEqual(['a'])
    test.engine.catalog.reload()
    expect(insert('A')).toMatchObject(duplicate)
    expect(test.command({ delete: name, deletes: [{ q: { _id: 'A' }, limit: 1 }] })).toMatchObject({ n: 1 })
    expect(insert('A')).toMatchObject({ n: 1 })
  })

  it('has its validator compare by it', () => {
    const name = made({ validator: { a: { $in: ['yes', 'no'] }, $expr: { $ne: ['$b', 'bad'] } } })
    const insert = (doc: Doc) => test.command({ insert: name, documents: [doc] })
    expect(insert({ a: 'YES' })).toMatchObject({ n: 1 })
    expect(insert({ a: 'perhaps' })).toMatchObject({ writeErrors: [{ code: 121 }] })
    expect(insert({ a: 'no', b: 'Bad' })).toMatchObject({ writeErrors: [{ code: 121 }] })
  })

  it('has it for all that a pipeline reads, whatever the others have', () => {
    const name = made()
    test.command({ insert: name, documents: [{ _id: 1, a: 'X' }] })
    const plain = test.fresh([{ _id: 2, k: 'x' }])
    const lookup = (from: string, localField: string, foreignField: string) => [
      { $lookup: { from, localField, foreignField, as: 'o' } },
    ]
    const joined = (name: string, pipeline: Doc[]) => test.aggregate(name, pipeline)[0]?.o
    expect(joined(name, lookup(plain, 'a', 'k'))).toHaveLength(1)
    expect(joined(plain, lookup(name, 'k', 'a'))).toHaveLength(0)
  })
})
