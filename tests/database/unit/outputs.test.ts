import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { Engine } from '../../../server/embedded-db/src/engine/engine'
import { commitTogether, type Job } from '../../../server/embedded-db/src/engine/group-commit'
import { finish } from '../../../server/embedded-db/src/engine/steps'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'

let test: EngineUnderTest
beforeAll(() => {
  // A turn for every document: whatever is written is written in many pieces.
  test = engineUnderTest({ share: 0 })
})
afterAll(() => test.close())

const names = () => test.engine.catalog.all().map(({ ns }) => ns)

const aggregate = (from: string, pipeline: Doc[], more: Doc = {}) =>
  test.command({ aggregate: from, pipeline, cursor: {}, ...more })

describe('$out', () => {
  it('replaces a collection at once and keeps its indexes', () => {
    const from = test.fresh([
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
    ])
    const into = test.fresh([{ _id: 9, a: 9 }], [{ key: { a: 1 }, name: 'a_1', unique: true, sparse: true }])
    const reply = aggregate(from, [{ $addFields: { b: '$a' } }, { $out: into }])
    expect(reply).toMatchObject({ ok: 1, cursor: { firstBatch: [] } })
    expect(test.find(into, {})).toEqual([
      { _id: 1, a: 1, b: 1 },
      { _id: 2, a: 2, b: 2 },
    ])
    expect(test.indexes(into)[1]).toMatchObject({ name: 'a_1', unique: true, sparse: true })
    expect(names().filter((ns) => ns.includes('tmp.agg_out'))).toEqual([])
  })

  it('makes a collection of nothing, in another database too', () => {
    const from = test.fresh([{ _id: 1 }])
    aggregate(from, [{ $match: { _id: 5 } }, { $out: { db: 'elsewhere', coll: 'x' } }])
    expect(names()).toContain('elsewhere.x')
    aggregate(from, [{ $addFields: { n: 1 } }, { $out: from }])
    expect(test.find(from, {})).toEqual([{ _id: 1, n: 1 }])
  })

  it('gives an _id to what has none', () => {
    const from = test.fresh([{ _id: 1, a: 1 }])
    aggregate(from, [{ $project: { _id: 0, a: 1 } }, { $out: `${from}x` }])
    expect(test.find(`${from}x`, {})).toEqual([{ _id: expect.anything(), a: 1 }])
  })

  it('leaves everything as it was when it fails', () => {
    const from = test.fresh([
      { _id: 1, a: 1 },
      { _id: 2, a: 1 },
    ])
    const into = test.fresh([{ _id: 9, a: 9 }], [{ key: { a: 1 }, name: 'a_1', unique: true }])
    expect(aggregate(from, [{ $out: into }])).toMatchObject({ ok: 0, code: 11000, keyPattern: { a: 1 } })
    expect(test.find(into, {})).toEqual([{ _id: 9, a: 9 }])
    expect(names().filter((ns) => ns.includes('tmp.agg_out'))).toEqual([])
  })

  it('leaves nothing behind when its time is over', () => {
    const from = test.fresh(Array.from({ length: 500 }, (_, i) => ({ _id: i })))
    expect(aggregate(from, [{ $out: `${from}x` }], { maxTimeMS: 1 })).toMatchObject({ ok: 0, code: 50 })
    expect(names().filter((ns) => ns.includes('tmp.agg_out') || ns === `test.${from}x`)).toEqual([])
  })
})

describe('$merge', () => {
  const target = () => test.fresh([{ _id: 1, x: 1, y: 1 }])
  const source = () =>
    test.fresh([
      { _id: 1, x: 2 },
      { _id: 2, x: 3 },
    ])
  const merged = (more: Doc) => {
    const into = target()
    const reply = aggregate(source(), [{ $merge: { into, ...more } }])
    return { reply, docs: test.find(into, {}, { sort: { _id: 1 } }) }
  }

  it.each([
    [
      {},
      [
        { _id: 1, x: 2, y: 1 },
        { _id: 2, x: 3 },
      ],
    ],
    [
      { whenMatched: 'replace' },
      [
        { _id: 1, x: 2 },
        { _id: 2, x: 3 },
      ],
    ],
    [
      { whenMatched: 'keepExisting' },
      [
        { _id: 1, x: 1, y: 1 },
        { _id: 2, x: 3 },
      ],
    ],
    [{ whenNotMatched: 'discard' }, [{ _id: 1, x: 2, y: 1 }]],
    [
      { whenMatched: [{ $set: { x: { $add: ['$x', '$$new.x'] } } }] },
      [
        { _id: 1, x: 3, y: 1 },
        { _id: 2, x: 3 },
      ],
    ],
    [
      {
        let: { more: { $add: ['$x', 10] } },
        whenMatched: [{ $set: { x: '$$more' } }],
        whenNotMatched: 'discard',
      },
      [{ _id: 1, x: 12, y: 1 }],
    ],
  ])('%j', (more, expected) => {
    expect(merged(more).reply).toMatchObject({ ok: 1, cursor: { firstBatch: [] } })
    expect(merged(more).docs).toEqual(expected)
  })

  it('writes all others where one fails', () => {
    const failed = merged({ whenMatched: 'fail' })
    expect(failed.reply).toMatchObject({ ok: 0, code: 11000, keyPattern: { _id: 1 }, keyValue: { _id: 1 } })
    expect(failed.docs).toEqual([
      { _id: 1, x: 1, y: 1 },
      { _id: 2, x: 3 },
    ])
    const unmatched = merged({ whenNotMatched: 'fail' })
    expect(unmatched.reply).toMatchObject({ ok: 0, code: 13113 })
    expect(unmatched.docs).toEqual([{ _id: 1, x: 2, y: 1 }])
  })

  it('finds documents by the fields of a unique index', () => {
    const into = test.fresh(
      [{ _id: 1, a: { b: 1 }, c: 1, n: 1 }],
      [{ key: { c: 1, 'a.b': -1 }, unique: true, name: 'i' }],
    )
    const from = test.fresh([{ _id: 7, a: { b: 1 }, c: 1, n: 2 }])
    const stage = { $merge: { into, on: ['a.b', 'c'], whenMatched: [{ $set: { n: '$$new.n' } }] } }
    expect(aggregate(from, [stage])).toMatchObject({ ok: 1 })
    expect(test.find(into, {})).toEqual([{ _id: 1, a: { b: 1 }, c: 1, n: 2 }])
    expect(aggregate(from, [{ $merge: { into, on: 'c' } }])).toMatchObject({ ok: 0, code: 51183 })
    expect(aggregate(from, [{ $merge: { into, on: ['a.b', 'c'] } }])).toMatchObject({ ok: 0, code: 66 })
  })

  it('wants one value of each such field', () => {
    const into = test.fresh([], [{ key: { a: 1 }, unique: true, sparse: true, name: 'a' }])
    expect(aggregate(test.fresh([{ a: [1] }]), [{ $merge: { into, on: 'a' } }])).toMatchObject({
      code: 51185,
    })
    expect(aggregate(test.fresh([{ b: 1 }]), [{ $merge: { into, on: 'a' } }])).toMatchObject({ code: 51132 })
    const dense = test.fresh([], [{ key: { a: 1 }, unique: true, name: 'a' }])
    expect(aggregate(test.fresh([{ _id: 1 }]), [{ $merge: { into: dense, on: 'a' } }])).toMatchObject({
      ok: 1,
    })
    expect(test.find(dense, {})).toEqual([{ _id: 1, a: null }])
  })

  it('sees the variables of the command', () => {
    const into = target()
    const stage = { $merge: { into, whenMatched: [{ $set: { x: '$$v' } }], whenNotMatched: 'discard' } }
    expect(aggregate(source(), [stage], { let: { v: 5 } })).toMatchObject({ ok: 1 })
    expect(test.find(into, {})).toEqual([{ _id: 1, x: 5, y: 1 }])
  })
})

describe('a stage that writes', () => {
  it('stands at the end of a pipeline only, and in no other', () => {
    const from = test.fresh([{ _id: 1 }])
    const within = (stage: Doc) => [
      [[stage, { $match: {} }], 40601],
      [[{ $facet: { a: [stage] } }], 40600],
      [[{ $unionWith: { coll: from, pipeline: [stage] } }], 31441],
      [[{ $lookup: { from, pipeline: [stage], as: 'a' } }], 51047],
      [[{ $facet: { a: [{ $lookup: { from, pipeline: [stage], as: 'a' } }] } }], 51047],
    ]
    for (const stage of [{ $out: 'x' }, { $merge: 'x' }])
      for (const [pipeline, code] of within(stage))
        expect(aggregate(from, pipeline as Doc[])).toMatchObject({ ok: 0, code })
    expect(test.command({ update: from, updates: [{ q: {}, u: [{ $out: 'x' }] }] })).toMatchObject({
      writeErrors: [{ code: 72 }],
    })
  })

  it('writes nothing when it is explained', () => {
    const from = test.fresh([{ _id: 1 }])
    const explain = { aggregate: from, pipeline: [{ $out: `${from}x` }], cursor: {} }
    expect(test.command({ explain })).toMatchObject({ ok: 1 })
    expect(names()).not.toContain(`test.${from}x`)
    const pipeline = [{ $merge: { into: `${from}x`, on: 'a' } }]
    expect(test.command({ explain: { aggregate: from, pipeline, cursor: {} } })).toMatchObject({
      code: 51183,
    })
  })

  it.each([
    [{ $out: 1 }, 16990],
    [{ $out: { db: 'a' } }, 40414],
    [{ $out: { db: 'a', coll: 'b', timeseries: { timeField: 't' } } }, 115],
    [{ $out: { db: 'admin', coll: 'b' } }, 31321],
    [{ $out: 'system.x' }, 17385],
    [{ $out: '' }, 73],
    [{ $out: 'x'.repeat(255) }, 20],
    [{ $merge: 1 }, 14],
    [{ $merge: {} }, 40414],
    [{ $merge: { into: 1 } }, 51178],
    [{ $merge: { into: 'a', on: [] } }, 51187],
    [{ $merge: { into: 'a', on: ['b', 'b'] } }, 31465],
    [{ $merge: { into: 'a', whenMatched: 1 } }, 51191],
    [{ $merge: { into: 'a', whenMatched: 'x' } }, 2],
    [{ $merge: { into: 'a', whenMatched: 'fail', whenNotMatched: 'fail' } }, 51181],
    [{ $merge: { into: 'a', let: {} } }, 51199],
    [{ $merge: { into: 'a', let: { new: 1 }, whenMatched: [] } }, 51273],
    [{ $merge: { into: 'a', odd: 1 } }, 40415],
  ])('%j is refused', (stage, code) => {
    expect(aggregate(test.fresh([{ _id: 1 }]), [stage])).toMatchObject({ ok: 0, code })
  })
})

describe('what a collection has a rule for', () => {
  it('is held to it, unless the command goes past it', () => {
    const into = 'ruled'
    test.command({ create: into, validator: { a: { $gt: 0 } } })
    const from = test.fresh([{ _id: 1, a: -1 }])
    for (const stage of [{ $out: into }, { $merge: into }, { $merge: { into, whenMatched: 'fail' } }]) {
      expect(aggregate(from, [stage])).toMatchObject({ ok: 0, code: 121 })
      expect(test.find(into, {})).toEqual([])
      expect(aggregate(from, [stage], { bypassDocumentValidation: true })).toMatchObject({ ok: 1 })
      expect(test.find(into, {})).toHaveLength(1)
      test.command({ delete: into, deletes: [{ q: {}, limit: 0 }] })
    }
    const reply = test.command({ listCollections: 1, filter: { name: into } })
    expect(reply).toMatchObject({ cursor: { firstBatch: [{ options: { validator: { a: { $gt: 0 } } } }] } })
  })
})

let n = 0
const nextName = () => `later${n++}`
const temporary = (engine: Engine) => engine.catalog.all().filter(({ ns }) => ns.includes('tmp.agg_out'))
const told = (command: Doc, database?: string) => JSON.stringify(test.command(command, database))

/** An `$out` of which the first pieces are written. */
function begun(into: string): { finish(): Doc } {
  const { engine } = test
  const documents = [{ _id: 1 }, { _id: 2 }, { _id: 3 }]
  const steps = test.start({ aggregate: test.fresh(documents), pipeline: [{ $out: into }], cursor: {} })
  let reply: Doc = {}
  const done = (answer: Doc) => {
    reply = answer
  }
  let jobs: Job[] = [{ run: () => steps, done }]
  while (temporary(engine).length === 0) jobs = commitTogether(engine, jobs, 0)
  return {
    finish() {
      while (jobs.length > 0) jobs = commitTogether(engine, jobs, 0)
      return reply
    },
  }
}

describe('while an $out is running', () => {
  it('its own collection is not told of', () => {
    const out = begun(nextName())
    expect(told({ listCollections: 1 })).not.toContain('tmp.agg_out')
    expect(told({ listCollections: 1, nameOnly: true })).not.toContain('tmp.agg_out')
    expect(out.finish()).toMatchObject({ ok: 1 })
    const elsewhere = begun('other')
    expect(elsewhere.finish()).toMatchObject({ ok: 1 })
  })

  it.each<[string, Doc, Doc]>([
    ['a validator', {}, { collMod: '', validator: { a: 1 } }],
    ['an index', {}, { createIndexes: '', indexes: [{ key: { a: 1 }, name: 'a_1' }] }],
    ['no collection any more', {}, { drop: '' }],
  ])('a target that gets %s is left as it then is', (_what, options, change) => {
    const into = nextName()
    test.command({ create: into, ...options })
    const out = begun(into)
    const [name = ''] = Object.keys(change)
    expect(test.command({ ...change, [name]: into })).toMatchObject({ ok: 1 })
    const before = told({ listCollections: 1, filter: { name: into } })
    expect(out.finish()).toMatchObject({ ok: 0, code: 125, codeName: 'CommandFailed' })
    expect(told({ listCollections: 1, filter: { name: into } })).toBe(before)
    expect(temporary(test.engine)).toEqual([])
  })

  it.each<[string, Doc]>([
    ['plain', {}],
    ['with a validator', { validator: { a: 1 } }],
    ['capped', { capped: true, size: 4096 }],
  ])('a target made meanwhile, %s, is left as it is', (_what, options) => {
    const into = nextName()
    const out = begun(into)
    expect(test.command({ create: into, ...options })).toMatchObject({ ok: 1 })
    expect(out.finish()).toMatchObject({ ok: 0, code: 125 })
    expect(test.find(into, {})).toEqual([])
  })

  it('a target made again just as it was is replaced', () => {
    const into = test.fresh([{ _id: 9 }])
    const out = begun(into)
    test.command({ drop: into })
    test.command({ create: into })
    expect(out.finish()).toMatchObject({ ok: 1 })
    expect(test.find(into, {})).toHaveLength(3)
  })

  it('what it works on is not cleared away', () => {
    const out = begun(nextName())
    expect(test.engine.leftovers.any).toBe(false)
    finish(test.engine.leftovers.clear())
    expect(temporary(test.engine)).toHaveLength(1)
    expect(out.finish()).toMatchObject({ ok: 1 })
  })
})

describe('what an $out had begun', () => {
  it('is cleared away by a start after a kill', () => {
    begun('never')
    expect(temporary(test.engine)).toHaveLength(1)
    const { engine } = test
    const started = new Engine(engine.db)
    expect(temporary(started)).toEqual([])
    engine.catalog.reload()
  })

  it('stays for later where the disk is full at the start, and is not told of', () => {
    begun('never')
    const { db } = test.engine
    const exec = db.exec.bind(db)
    const full = jest.spyOn(db, 'exec').mockImplementation((sql) => {
      if (sql.startsWith('DROP')) throw new Error('database or disk is full')
      exec(sql)
    })
    const started = new Engine(db)
    full.mockRestore()
    expect(temporary(started)).toMatchObject([{ temporary: true }])
    expect(started.leftovers.any).toBe(true)
    finish(started.leftovers.clear())
    db.commit()
    expect(temporary(started)).toEqual([])
    test.engine.catalog.reload()
  })

  it('is not told of after a full disk, and is cleared away when there is room', () => {
    const small = engineUnderTest({ share: 0 })
    const { db, leftovers } = small.engine
    const documents = Array.from({ length: 40 }, (_, _id) => ({ _id, text: 'x'.repeat(4000) }))
    small.command({ insert: 'a', documents })
    const [pages = [0]] = db.all<[number]>('PRAGMA page_count')
    db.exec(`PRAGMA max_page_count=${(pages[0] ?? 0) + 20}`)
    expect(small.command({ aggregate: 'a', pipeline: [{ $out: 'b' }], cursor: {} })).toMatchObject({
      code: 14031,
    })
    expect(temporary(small.engine)).toHaveLength(1)
    expect(small.command({ listCollections: 1 })).toMatchObject({ cursor: { firstBatch: [{ name: 'a' }] } })
    expect(JSON.stringify(small.command({ listDatabases: 1, nameOnly: true }, 'admin'))).not.toContain('tmp')
    expect(leftovers.any).toBe(true)
    finish(leftovers.clear())
    db.commit()
    expect(temporary(small.engine)).toEqual([])
    expect(leftovers.any).toBe(false)
    small.close()
  })
})
