import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest, firstBatch } from '../engine'

let test: EngineUnderTest
beforeAll(() => {
  test = engineUnderTest()
})
afterAll(() => test.close())

const insert = (name: string, ...documents: Doc[]) =>
  test.command({ insert: name, documents, ordered: false })

describe('a cursor', () => {
  // SQLite may walk the index of ids for the numbers of rows and the table for rows: neither order may show.
  it('gives every document once, in any order of ids', () => {
    const docs = Array.from({ length: 500 }, (_, i) => ({ _id: `${(i * 7919) % 500}`, n: i }))
    const name = test.fresh(docs, [{ key: { n: 1 } }])
    for (const more of [
      {},
      { skip: 17 },
      { limit: 300 },
      { skip: 20, limit: 200, sort: { n: -1 } },
      { filter: { n: { $gte: 0 } } },
      { filter: { n: { $not: { $elemMatch: { $gt: 1 } } } } },
    ]) {
      const first = test.command({ find: name, batchSize: 10, ...more })
      let { cursor } = first as { cursor: { firstBatch?: Doc[]; nextBatch?: Doc[]; id: unknown } }
      const seen = [...(cursor.firstBatch ?? [])]
      while (String(cursor.id) !== '0') {
        cursor = test.command({ getMore: cursor.id, collection: name, batchSize: 40 }).cursor as typeof cursor
        seen.push(...(cursor.nextBatch ?? []))
      }
      const expected = Math.min(
        500 - ('skip' in more ? (more.skip ?? 0) : 0),
        'limit' in more ? (more.limit ?? 500) : 500,
      )
      expect(new Set(seen.map((doc) => doc._id)).size).toBe(expected)
      expect(seen).toHaveLength(expected)
    }
  })

  it('is gone once it is killed', () => {
    const name = test.fresh([{ _id: 1 }, { _id: 2 }, { _id: 3 }])
    const { id } = test.command({ find: name, batchSize: 1 }).cursor as { id: unknown }
    expect(test.command({ killCursors: name, cursors: [id] }).cursorsKilled).toEqual([id])
    expect(test.command({ getMore: id, collection: name })).toMatchObject({ ok: 0, code: 43 })
  })
})

describe('a unique index', () => {
  it('takes missing for null, as MongoDB does', () => {
    const name = test.fresh(
      [{ _id: 1, a: 'x' }, { _id: 2, a: 'x', b: 1 }, { _id: 3 }],
      [{ key: { a: 1, b: 1 }, unique: true }],
    )
    expect(insert(name, { _id: 4, a: 'x', b: null })).toMatchObject({
      n: 0,
      writeErrors: [{ code: 11000, keyValue: { a: 'x', b: null } }],
    })
    expect(insert(name, { _id: 5 }, { _id: 6, a: 'y' })).toMatchObject({ n: 1 })
  })

  it('leaves missing alone when it is sparse', () => {
    const name = test.fresh(
      [{ _id: 1 }, { _id: 2 }, { _id: 3, a: null }],
      [{ key: { a: 1 }, unique: true, sparse: true }],
    )
    expect(insert(name, { _id: 4, a: null }, { _id: 5 })).toMatchObject({
      n: 1,
      writeErrors: [{ code: 11000 }],
    })
  })

  it('binds only what its partial filter takes in', () => {
    for (const [partial, inside, outside] of [
      [{ s: 'on' }, { s: 'on' }, { s: 'off' }],
      [{ s: { $exists: true } }, { s: null }, {}],
      [{ s: { $type: 'string' } }, { s: '' }, { s: 1 }],
      [{ s: { $gt: 5 } }, { s: 6 }, { s: '6' }],
      [{ s: { $in: [1, 2] } }, { s: 2 }, { s: 3 }],
    ] as [Doc, Doc, Doc][]) {
      const name = test.fresh([], [{ key: { a: 1 }, unique: true, partialFilterExpression: partial }])
      expect(
        insert(name, { a: 1, ...inside }, { a: 1, ...inside }, { a: 1, ...outside }, { a: 1, ...outside }),
      ).toMatchObject({ n: 3 })
    }
  })

  it('tells types apart', () => {
    const name = test.fresh([], [{ key: { a: 1 }, unique: true }])
    expect(
      insert(name, { a: 1 }, { a: '1' }, { a: true }, { a: false }, { a: new Date(1) }, { a: 0 }),
    ).toMatchObject({ n: 6 })
  })

  it('is not made over duplicates', () => {
    const name = test.fresh([{ a: 1 }, { a: 1 }])
    expect(test.command({ createIndexes: name, indexes: [{ key: { a: 1 }, unique: true }] })).toMatchObject({
      code: 11000,
      keyValue: { a: 1 },
    })
    expect(insert(name, { a: 1 })).toMatchObject({ n: 1 })
  })
})

describe('a text with a zero in it', () => {
  it('is told apart and found again', () => {
    const name = test.fresh([], [{ key: { a: 1 }, unique: true }])
    const texts = ['q', 'q\u0000', 'q\u0000r', 'q\u0000s']
    for (const a of texts) expect(insert(name, { _id: a, a })).toMatchObject({ n: 1 })
    for (const a of texts) {
      expect(test.find(name, { a })).toEqual([{ _id: a, a }])
      expect(test.find(name, { _id: a })).toEqual([{ _id: a, a }])
      expect(insert(name, { _id: `${a}!`, a })).toMatchObject({ n: 0 })
    }
  })
})

describe('a full disk', () => {
  it('refuses the write and keeps the rest', () => {
    const full = engineUnderTest()
    full.command({ insert: 'a', documents: [{ _id: 1 }] })
    full.engine.db.exec('PRAGMA max_page_count=30')
    const reply = full.command({ insert: 'a', documents: [{ _id: 2, big: 'x'.repeat(500_000) }] })
    expect(reply).toMatchObject({ ok: 0, codeName: 'OutOfDiskSpace' })
    expect(full.find('a', {})).toEqual([{ _id: 1 }])
    full.engine.db.exec('PRAGMA max_page_count=1000')
    expect(full.command({ insert: 'a', documents: [{ _id: 2 }] })).toMatchObject({ ok: 1, n: 1 })
    full.close()
  })
})

describe('a pipeline', () => {
  it('joins, unwinds and groups', () => {
    const rows = test.fresh([
      { _id: 1, owner: 'a', parts: [1, 2] },
      { _id: 2, owner: 'b', parts: [3] },
    ])
    const owners = test.fresh([
      { _id: 'a', name: '甲' },
      { _id: 'b', name: '乙' },
    ])
    const reply = (...pipeline: Doc[]) => test.command({ aggregate: rows, pipeline, cursor: {} })
    const run = (...pipeline: Doc[]) => firstBatch(reply(...pipeline))
    expect(
      run(
        { $unwind: '$parts' },
        { $group: { _id: '$owner', sum: { $sum: '$parts' } } },
        { $sort: { sum: -1, _id: 1 } },
      ),
    ).toEqual([
      { _id: 'a', sum: 3 },
      { _id: 'b', sum: 3 },
    ])
    expect(
      run(
        { $match: { _id: 2 } },
        { $lookup: { from: owners, localField: 'owner', foreignField: '_id', as: 'owner' } },
        { $project: { _id: 0, name: '$owner.name' } },
      ),
    ).toEqual([{ name: ['乙'] }])
    expect(run({ $sort: { _id: -1 } }, { $limit: 1 }, { $count: 'n' })).toEqual([{ n: 1 }])
    expect(reply({ $fill: {} })).toMatchObject({ code: 40324 })
    expect(reply({ $project: { x: { $nonsense: 1 } } })).toMatchObject({ ok: 0, code: 31325 })
    expect(reply({ $match: { $nonsense: 1 } })).toMatchObject({ ok: 0, code: 2 })
  })
})

describe('indexes', () => {
  it('are listed as they were made, and clash as in MongoDB', () => {
    const name = test.fresh(
      [],
      [
        { key: { a: 1, b: -1 }, name: 'ab', sparse: true },
        { key: { at: 1 }, expireAfterSeconds: 5 },
      ],
    )
    expect(test.indexes(name)).toEqual([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { v: 2, key: { a: 1, b: -1 }, name: 'ab', sparse: true },
      { v: 2, key: { at: 1 }, name: 'at_1', expireAfterSeconds: 5 },
    ])
    const create = (index: Doc) => test.command({ createIndexes: name, indexes: [index] })
    expect(create({ key: { a: 1 }, name: 'ab' })).toMatchObject({ code: 86 })
    expect(create({ key: { a: 1, b: -1 }, name: 'other', sparse: true })).toMatchObject({
      code: 85,
      errmsg: 'Index already exists with a different name: ab',
    })
    expect(create({ key: { at: 1 }, expireAfterSeconds: 6 })).toMatchObject({ code: 85 })
    expect(create({ key: { at: 1 }, expireAfterSeconds: 5 })).toMatchObject({ ok: 1 })
    expect(create({ key: { a: 'geoHaystack' } })).toMatchObject({ code: 67 })
    expect(test.command({ dropIndexes: name, index: 'ab' })).toMatchObject({ ok: 1, nIndexesWas: 3 })
    expect(test.command({ dropIndexes: name, index: 'ab' })).toMatchObject({ code: 27 })
  })

  const planOf = (sql: string) =>
    test.engine.db
      .all<[number, number, number, string]>(`EXPLAIN QUERY PLAN ${sql}`)
      .map((row) => row[3])
      .join('; ')

  it('are used: SQLite searches, and does not scan', async () => {
    const { plan } = await import('../../../server/embedded-db/src/planner/planner')
    const name = test.fresh(
      [{ a: 'x', at: new Date(0), s: 'on' }],
      [
        { key: { a: 1, at: -1 } },
        { key: { b: 1 }, unique: true, partialFilterExpression: { s: 'on' } },
        { key: { t: 1 }, unique: true, partialFilterExpression: { t: { $type: 'string' } } },
        { key: { e: 1 }, partialFilterExpression: { e: { $exists: true } } },
      ],
    )
    const collection = test.engine.catalog.get(`test.${name}`)
    if (!collection) throw new Error('no collection')
    for (const [filter, sort, index] of [
      [{ a: 'x' }, [{ path: 'at', direction: -1 }], 0],
      [{ a: 'x', at: { $lt: new Date(9) } }, [], 0],
      [{ a: { $in: ['x', 'y'] } }, [], 0],
      [{ a: /^x/ }, [], 0],
      [{ s: 'on', b: 1 }, [], 1],
      [{ t: 'x' }, [], 2],
      [{ e: 5 }, [], 3],
    ] as [Doc, { path: string; direction: 1 | -1 }[], number][]) {
      const planned = plan(filter, sort, collection)
      expect(planned.exact).toBe(true)
      let at = 0
      const where = planned.sql.replaceAll('?', () => `'${String(planned.params[at++])}'`)
      const order = planned.order ? ` ORDER BY ${planned.order}` : ''
      expect(planOf(`SELECT doc FROM ${collection.table} WHERE ${where}${order}`)).toContain(
        `x${collection.indexes[index]?.id}`,
      )
    }
  })
})

describe('a batch of writes', () => {
  it('ends at its first error when it is ordered, and keeps what came before', () => {
    const name = test.fresh([{ _id: 2 }])
    const reply = test.command({ insert: name, documents: [{ _id: 1 }, { _id: 2 }, { _id: 3 }] })
    expect(reply).toMatchObject({ n: 1, writeErrors: [{ index: 1, code: 11000 }] })
    expect(test.find(name, {}).map((doc) => doc._id)).toEqual([2, 1])
  })

  it('tells what matched from what changed', () => {
    const name = test.fresh([
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
    ])
    const updates = [
      { q: {}, u: { $set: { a: 1 } }, multi: true },
      { q: { _id: 9 }, u: { $setOnInsert: { b: 1 } }, upsert: true },
    ]
    expect(test.command({ update: name, updates })).toMatchObject({
      n: 3,
      nModified: 1,
      upserted: [{ index: 1, _id: 9 }],
    })
  })
})

describe('findAndModify', () => {
  it('gives the document before or after, in the order asked for', () => {
    const name = test.fresh([
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
    ])
    const run = (more: Doc) => test.command({ findAndModify: name, query: {}, sort: { n: -1 }, ...more })
    expect(run({ update: { $inc: { n: 10 } } }).value).toEqual({ _id: 2, n: 2 })
    expect(run({ update: { $inc: { n: 10 } }, new: true, fields: { n: 1, _id: 0 } }).value).toEqual({ n: 22 })
    expect(run({ remove: true }).value).toEqual({ _id: 2, n: 22 })
    expect(run({ query: { _id: 5 }, update: { $set: { a: 1 } }, upsert: true, new: true })).toMatchObject({
      value: { _id: 5, a: 1 },
      lastErrorObject: { updatedExisting: false, upserted: 5 },
    })
  })
})

describe('a list that is set', () => {
  const set = (name: string, q: Doc, items: unknown) =>
    test.command({ update: name, updates: [{ q, u: { $set: { items, told: 'yes' } }, multi: true }] })

  it('is found by its elements, where there was none before and where there was', () => {
    const name = test.fresh([
      { _id: 1, items: null, told: 'no' },
      { _id: 2, items: [], told: 'no' },
      { _id: 3, items: ['y'], told: 'no' },
    ])
    expect(set(name, { _id: 1 }, ['x', { a: 1 }])).toMatchObject({ n: 1, nModified: 1 })
    expect(set(name, { _id: { $gt: 1 } }, [{ a: 1 }])).toMatchObject({ n: 2, nModified: 2 })
    expect(set(name, { _id: { $gt: 1 } }, [{ a: 1 }])).toMatchObject({ n: 2, nModified: 0 })
    expect(test.find(name, { items: 'x' }).map(({ _id }) => _id)).toEqual([1])
    expect(test.find(name, { 'items.a': 1 }, { sort: { _id: 1 } })).toEqual([
      { _id: 1, items: ['x', { a: 1 }], told: 'yes' },
      { _id: 2, items: [{ a: 1 }], told: 'yes' },
      { _id: 3, items: [{ a: 1 }], told: 'yes' },
    ])
  })

  it('keeps an index into it, and what cannot be stored is refused', () => {
    const name = test.fresh([{ _id: 1, items: ['y'], told: 'no' }], [{ key: { items: 1 } }])
    expect(set(name, { _id: 1 }, ['x'])).toMatchObject({ nModified: 1 })
    expect(test.find(name, { items: 'y' })).toEqual([])
    expect(test.find(name, { items: 'x' })).toHaveLength(1)
    const odd = [Number.NaN, new Date(Number.NaN)]
    expect(set(name, { _id: 1 }, odd)).toMatchObject({ writeErrors: [{ index: 0 }] })
    expect(test.find(name, { items: 'x' })).toHaveLength(1)
  })
})
