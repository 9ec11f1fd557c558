import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'

const collation = { locale: 'en', strength: 2 }
const unique = (key: Doc, more: Doc = {}) => ({ key, unique: true, collation, ...more })

describe.each([
  ['at once', 8],
  ['in pieces', 0],
])('a unique index with a collation, %s', (_name, share) => {
  let test: EngineUnderTest
  beforeAll(() => {
    test = engineUnderTest({ share })
  })
  afterAll(() => test.close())

  const create = (name: string, ...indexes: Doc[]) => test.command({ createIndexes: name, indexes })
  const fresh = (...indexes: Doc[]) => test.fresh([], indexes)
  const insert = (name: string, ...documents: Doc[]) =>
    test.command({ insert: name, documents, ordered: false })
  const update = (name: string, q: Doc, u: Doc, more: Doc = {}) =>
    test.command({ update: name, updates: [{ q, u, ...more }] })
  const taken = { writeErrors: [{ code: 11000 }] }

  it('refuses what is equal, and tells where', () => {
    const name = fresh(unique({ a: 1 }))
    expect(insert(name, { _id: 1, a: 'Ann' }, { _id: 2, a: 'ann' }, { _id: 3, a: 'Ben' })).toMatchObject({
      n: 2,
      writeErrors: [{ index: 1, code: 11000, keyPattern: { a: 1 }, keyValue: { a: 'ann' } }],
    })
    expect(update(name, { _id: 3 }, { $set: { a: 'ANN' } })).toMatchObject(taken)
    expect(update(name, { _id: 1 }, { $set: { a: 'ANN' } })).toMatchObject({ nModified: 1 })
    expect(update(name, { a: 'x' }, { $set: { a: 'ben' } }, { upsert: true })).toMatchObject(taken)
  })

  it('leaves what differs in its strength alone', () => {
    const name = fresh(unique({ a: 1 }, { collation: { locale: 'en' } }))
    expect(insert(name, { a: 'ann' }, { a: 'Ann' }, { a: 'ann ' })).toMatchObject({ n: 3 })
    expect(insert(name, { a: 'Ann' })).toMatchObject(taken)
  })

  it('lets go of what is deleted or changed', () => {
    const name = fresh(unique({ a: 1 }))
    insert(name, { _id: 1, a: 'ann' }, { _id: 2, a: 'ben' })
    test.command({ delete: name, deletes: [{ q: { _id: 1 }, limit: 1 }] })
    expect(insert(name, { _id: 3, a: 'Ann' })).toMatchObject({ n: 1 })
    update(name, { _id: 2 }, { $set: { a: 'cis' } })
    expect(insert(name, { _id: 4, a: 'BEN' })).toMatchObject({ n: 1 })
    expect(insert(name, { _id: 5, a: 'CIS' }, { _id: 6, a: 'aNN' })).toMatchObject({ n: 0 })
  })

  it('holds over several fields, arrays and subdocuments', () => {
    const both = fresh(unique({ a: 1, b: 1 }))
    expect(insert(both, { a: 'x', b: 1 }, { a: 'X', b: 2 }, { a: 'x' }, { a: 'y', b: null })).toMatchObject({
      n: 4,
    })
    expect(insert(both, { a: 'X', b: 1 })).toMatchObject(taken)
    expect(insert(both, { a: 'X' })).toMatchObject(taken)
    const many = fresh(unique({ a: 1 }))
    expect(insert(many, { a: ['x', 'X', 'y'] }, { a: [] }, { a: { k: 'v' } })).toMatchObject({ n: 3 })
    expect(insert(many, { a: 'Y' }, { a: ['z', 'X'] }, { a: { k: 'V' } }, { a: { K: 'v' } })).toMatchObject({
      n: 1,
    })
  })

  it('counts only whom it has', () => {
    const sparse = fresh(unique({ a: 1 }, { sparse: true }))
    expect(insert(sparse, {}, {}, { a: 'x' })).toMatchObject({ n: 3 })
    expect(insert(sparse, { a: 'X' })).toMatchObject(taken)
    const partial = fresh(unique({ a: 1 }, { partialFilterExpression: { n: { $gt: 5 } } }))
    expect(insert(partial, { a: 'x', n: 1 }, { a: 'X', n: 9 }, { a: 'X', n: 2 })).toMatchObject({ n: 3 })
    expect(insert(partial, { a: 'x', n: 8 })).toMatchObject(taken)
    expect(update(partial, { n: 1 }, { $set: { n: 7 } })).toMatchObject(taken)
  })

  it('is not made over what is equal already', () => {
    const name = fresh()
    insert(name, ...Array.from({ length: 300 }, (_, i) => ({ _id: i, a: `k${i}` })), { _id: 'z', a: 'K7' })
    expect(create(name, unique({ a: 1 }))).toMatchObject({ code: 11000, keyPattern: { a: 1 } })
    expect(insert(name, { a: 'K8' })).toMatchObject({ n: 1 })
    test.command({ delete: name, deletes: [{ q: { a: { $in: ['K7', 'K8'] } }, limit: 0 }] })
    expect(create(name, unique({ a: 1 }))).toMatchObject({ ok: 1 })
    expect(insert(name, { a: 'K8' })).toMatchObject(taken)
  })

  it('knows its keys after a rollback and a new start', () => {
    const name = fresh(unique({ a: 1 }))
    insert(name, { _id: 1, a: 'ann' })
    test.engine.db.begin()
    expect(update(name, { _id: 1 }, { $set: { a: 'ben' } })).toMatchObject({ nModified: 1 })
    const failed = test.command({
      findAndModify: name,
      query: { _id: 9 },
      update: { $set: { a: 'BEN' } },
      upsert: true,
    })
    expect(failed).toMatchObject({ code: 11000 })
    expect(insert(name, { a: 'Ann' }, { a: 'Ben' })).toMatchObject({ n: 1 })
    test.engine.catalog.reload()
    expect(insert(name, { a: 'ANN' }, { a: 'BEN' })).toMatchObject({ n: 0 })
  })
})

describe('keys that were let go', () => {
  it('are back after a rollback', () => {
    const { engine, command, close } = engineUnderTest()
    command({ createIndexes: 'r', indexes: [unique({ a: 1 })] })
    command({ insert: 'r', documents: [{ _id: 1, a: 'ann' }] })
    const collection = engine.catalog.get('test.r')
    if (!collection) throw new Error('no collection')
    engine.db.begin()
    engine.db.run('SAVEPOINT s')
    engine.remove(collection, 1)
    engine.insert(collection, { _id: 2, a: 'Ann' })
    engine.db.run('ROLLBACK TO s')
    engine.catalog.reload()
    expect(() => engine.insert(collection, { _id: 3, a: 'ANN' })).toThrow('E11000')
    engine.db.commit()
    expect(command({ delete: 'r', deletes: [{ q: {}, limit: 0 }] })).toMatchObject({ n: 1 })
    expect(command({ insert: 'r', documents: [{ _id: 3, a: 'ANN' }] })).toMatchObject({ n: 1 })
    close()
  })
})

describe('rows that are written while their index is made', () => {
  it('are held to it as well', () => {
    const test = engineUnderTest({ share: 0 })
    const documents = Array.from({ length: 2000 }, (_, i) => ({ _id: i, a: `k${i}` }))
    test.command({ insert: 'r', documents })
    const steps = test.start({ createIndexes: 'r', indexes: [unique({ a: 1 })] })
    let i = 0
    let ended: Doc | undefined
    while (ended === undefined) {
      test.engine.turn.start(0)
      const step = steps.next()
      if (step.done) ended = step.value
      else test.command({ insert: 'r', documents: [{ _id: `w${i}`, a: `K${1999 - i++}` }] })
    }
    const twins = test.find('r', {}).length - 2000
    expect(ended).toMatchObject(twins > 0 ? { code: 11000 } : { ok: 1 })
    expect(i).toBeGreaterThan(3)
    test.close()
  })
})
