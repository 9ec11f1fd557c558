import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { Long } from 'bson'
import { Engine } from '../../../server/embedded-db/src/engine/engine'
import type { Steps } from '../../../server/embedded-db/src/engine/steps'
import { Catalog } from '../../../server/embedded-db/src/indexes/catalog'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'

let test: EngineUnderTest
beforeEach(() => {
  test = engineUnderTest({ share: 0, small: 0 })
})
afterEach(() => test.close())

const MANY = 3000
const insert = (documents: Doc[]) => test.command({ insert: 'c', documents, ordered: false })
const fill = (make: (i: number) => Doc) =>
  insert(Array.from({ length: MANY }, (_one, i) => ({ _id: i, ...make(i) })))
const create = (key: Doc, more: Doc = {}) => ({ createIndexes: 'c', indexes: [{ key, ...more }] })
const names = () => test.indexes('c').map(({ name }) => name)
const built = () =>
  test.engine.db
    .all<[string]>("SELECT name FROM sqlite_master WHERE name GLOB '[xumt]*[0-9]*'")
    .map(([name]) => name)

/** Lets a command take so many turns; the others are the caller's. */
function turns(steps: Steps<Doc>, count: number): Doc | undefined {
  for (let i = 0; i < count; i++) {
    test.engine.turn.start(0)
    const { done, value } = steps.next()
    if (done) return value as Doc
  }
  return undefined
}

describe('an index that is being built', () => {
  it('counts for nobody before it is whole, and has what was written meanwhile', () => {
    fill((i) => ({ a: i, tags: [`t${i}`, 'all'] }))
    const build = test.start(create({ tags: 1 }, { unique: false }))
    expect(turns(build, 2)).toBeUndefined()
    expect(names()).toEqual(['_id_'])
    insert([{ _id: 'new', tags: ['fresh'] }])
    test.command({ update: 'c', updates: [{ q: { _id: 1 }, u: { $set: { tags: ['fresh', 'x'] } } }] })
    test.command({ delete: 'c', deletes: [{ q: { _id: 2 }, limit: 1 }] })
    expect(turns(build, 100)).toMatchObject({ ok: 1 })
    expect(names()).toEqual(['_id_', 'tags_1'])
    expect(test.find('c', { tags: 'fresh' }).map(({ _id }) => _id)).toEqual([1, 'new'])
    expect(test.find('c', { tags: 't2' })).toEqual([])
    expect(test.find('c', { tags: 'all' })).toHaveLength(MANY - 2)
  })

  it.each([
    ['plain values', (i: number) => ({ a: i === MANY - 1 ? 7 : i })],
    ['arrays', (i: number) => ({ a: [i === MANY - 1 ? 7 : i] })],
  ])('ends with 11000 where two documents have one key, and leaves nothing (%s)', (_name, make) => {
    fill(make)
    expect(test.command(create({ a: 1 }, { unique: true }))).toMatchObject({
      code: 11000,
      keyPattern: { a: 1 },
      keyValue: { a: 7 },
    })
    expect(names()).toEqual(['_id_'])
    expect(built().filter((name) => !name.startsWith('sqlite'))).toEqual([])
    expect(insert([{ _id: 'x', a: 7 }])).toMatchObject({ n: 1 })
  })

  it('is built once when two ask for it', () => {
    fill((i) => ({ a: i }))
    const [first, second] = [test.start(create({ a: 1 })), test.start(create({ a: 1 }))]
    turns(first, 2)
    turns(second, 2)
    expect(turns(first, 100)).toMatchObject({ ok: 1, numIndexesAfter: 2 })
    expect(turns(second, 100)).toMatchObject({ ok: 1, numIndexesAfter: 2 })
    expect(names()).toEqual(['_id_', 'a_1'])
  })

  it.each([
    ['the collection', { drop: 'c' }],
    ['the index', { dropIndexes: 'c', index: 'a_1' }],
  ])('ends with an error when %s is dropped', (_name, command) => {
    fill((i) => ({ a: i }))
    const build = test.start(create({ a: 1 }))
    turns(build, 2)
    expect(test.command(command)).toMatchObject({ ok: 1 })
    expect(turns(build, 100)).toMatchObject({ ok: 0, code: 276, codeName: 'IndexBuildAborted' })
    expect(built().filter((name) => !name.startsWith('sqlite'))).toEqual([])
  })

  it('is cleared away at the next start when the process ended before it was whole', () => {
    fill((i) => ({ a: [i] }))
    const build = test.start(create({ a: 1 }, { unique: true }))
    turns(build, 2)
    test.engine.db.commit()
    const next = new Engine(test.engine.db)
    expect(next.catalog.get('test.c')).toMatchObject({ indexes: [], building: [], kept: [] })
    expect(built().filter((name) => !name.startsWith('sqlite'))).toEqual([])
  })
})

describe('a partial index', () => {
  it('lets parallel arrays stand in documents that are not in it', () => {
    test.command(create({ a: 1, b: 1 }, { partialFilterExpression: { on: true } }))
    expect(insert([{ a: [1], b: [2] }])).toMatchObject({ n: 1 })
    expect(insert([{ on: true, a: [1], b: [2] }]).writeErrors).toMatchObject([{ code: 171 }])
  })

  it.each([true, false])('holds large numbers and NaN to its range (index first: %s)', (first) => {
    const index = create({ k: 1 }, { unique: true, partialFilterExpression: { n: { $gte: 5 } } })
    const odd = { _id: 1, k: 'x', n: Long.fromString('9007199254740993') }
    if (first) test.command(index)
    insert([
      odd,
      { _id: 2, k: 'y', n: Long.fromString('-9007199254740993') },
      { _id: 3, k: 'z', n: Number.NaN },
    ])
    if (!first) expect(test.command(index)).toMatchObject({ ok: 1 })
    expect(insert([{ k: 'x', n: 6 }]).writeErrors).toMatchObject([{ code: 11000 }])
    expect(insert([{ k: 'x', n: Long.fromString('9007199254740995') }]).writeErrors).toMatchObject([
      { code: 11000 },
    ])
    expect(
      insert([
        { k: 'y', n: 6 },
        { k: 'z', n: 6 },
        { k: 'x', n: 1 },
      ]),
    ).toMatchObject({ n: 3 })
  })
})

describe('a stored index', () => {
  it('never keeps a file from being opened, though it could not be made today', () => {
    test.command(create({ a: 1 }))
    const { db } = test.engine
    const spec = { v: 2, key: { a: 1 }, name: '*', unique: 1, nonsense: true, expireAfterSeconds: -1 }
    db.run('UPDATE catalog_indexes SET spec = ?', [JSON.stringify(spec)])
    db.commit()
    expect(new Catalog(db).get('test.c')?.indexes).toMatchObject([{ name: '*', key: { a: 1 }, unique: true }])
  })
})
