import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { commitTogether, type Job, Scheduler } from '../../../server/embedded-db/src/engine/group-commit'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'

let test: EngineUnderTest
beforeEach(() => {
  test = engineUnderTest({ share: 0, small: 0 })
  const documents = Array.from({ length: 1000 }, (_, i) => ({ _id: i, state: 'due', text: `t${i}` }))
  test.command({ insert: 'work', documents })
})
afterEach(() => test.close())

/** Begins a command and returns what is left of it after its first share. */
function begin(command: Doc): { rest: Job[]; reply: () => Doc | undefined } {
  let reply: Doc | undefined
  const job: Job = {
    run: () => test.start(command),
    done: (answer) => {
      reply = answer
    },
  }
  return { rest: commitTogether(test.engine, [job], 0), reply: () => reply }
}

function end(rest: Job[]): void {
  let jobs = rest
  while (jobs.length > 0) jobs = commitTogether(test.engine, jobs, 0)
}

describe('a command that gives way', () => {
  it('leaves alone what no longer matches when its turn comes', () => {
    const claim = begin({
      update: 'work',
      updates: [{ q: { state: 'due' }, u: { $set: { state: 'claimed' } }, multi: true }],
    })
    expect(claim.rest).toHaveLength(1)
    test.command({ update: 'work', updates: [{ q: { _id: 900 }, u: { $set: { state: 'sent' } } }] })
    end(claim.rest)
    expect(claim.reply()).toMatchObject({ n: 999, nModified: 999, ok: 1 })
    expect(test.find('work', { state: 'sent' })).toEqual([{ _id: 900, state: 'sent', text: 't900' }])
  })

  it('keeps what others changed in a document that it changes later', () => {
    const marked = begin({ update: 'work', updates: [{ q: {}, u: { $set: { mark: 1 } }, multi: true }] })
    test.command({ update: 'work', updates: [{ q: { _id: 999 }, u: { $inc: { n: 7 } } }] })
    end(marked.rest)
    expect(test.find('work', { _id: 999 })).toMatchObject([{ n: 7, mark: 1 }])
  })

  it('ends with an error when its collection is dropped', () => {
    const scan = begin({ find: 'work', filter: { text: { $regex: 'nowhere' } } })
    expect(scan.rest).toHaveLength(1)
    test.command({ drop: 'work' })
    end(scan.rest)
    expect(scan.reply()).toMatchObject({ ok: 0, code: 175, codeName: 'QueryPlanKilled' })
  })

  it('is also a search by an index that leaves much to look at', () => {
    test.command({ createIndexes: 'work', indexes: [{ key: { state: 1 } }] })
    const filter = { state: 'due', text: 't900' }
    for (const command of [
      { find: 'work', filter, limit: 1, singleBatch: true },
      { find: 'work', filter, sort: { _id: -1 } },
      { count: 'work', query: filter },
      { delete: 'work', deletes: [{ q: { ...filter, text: 'none' }, limit: 1 }] },
    ] as Doc[]) {
      const search = begin(command)
      expect(search.rest).toHaveLength(1)
      end(search.rest)
      expect(search.reply()).toMatchObject({ ok: 1 })
    }
    expect(test.find('work', filter)).toEqual([{ _id: 900, state: 'due', text: 't900' }])
  })

  it('warns once of a walk over many documents', () => {
    const warnings: string[] = []
    const other = engineUnderTest({ small: 10, warn: (message) => warnings.push(message) })
    const documents = Array.from({ length: 5001 }, (_, i) => ({ _id: i, a: i % 7 }))
    other.command({ insert: 'many', documents })
    other.find('many', { a: 3 })
    other.find('many', { a: 4 })
    other.find('many', {})
    // Of an empty list nothing matches, and nothing is looked at.
    expect(other.find('many', { b: { $in: [] }, a: { $gt: 1 } }, { sort: { a: 1 } })).toEqual([])
    expect(other.find('many', { c: { $in: [] } })).toEqual([])
    expect(other.find('many', { $or: [{ _id: { $in: [] } }, { _id: 4 }] })).toEqual([{ _id: 4, a: 4 }])
    expect(warnings).toEqual(['storage: test.many is walked for want of an index (a)'])
    other.close()
  })
})

describe('a page in the order of an index', () => {
  // Else every page of a long queue would look at all that is left of it.
  it('reads no more of it than the page, also where that is a large one', () => {
    const other = engineUnderTest({ small: 10 })
    const documents = Array.from({ length: 300 }, (_, i) => ({
      ...{ _id: i, lane: 'digest', person: `p${1000 + i}`, at: i },
    }))
    const queue = other.fresh(documents, [{ key: { lane: 1, person: 1, at: 1 }, name: 'queue' }])
    let most = 0
    const { db } = other.engine
    const all = db.all.bind(db)
    db.all = <Row extends unknown[]>(...given: Parameters<typeof db.all>) => {
      const rows = all<Row>(...given)
      most = Math.max(most, rows.length)
      return rows
    }
    const filter = { lane: 'digest', person: { $gt: 'p1009' }, at: { $lte: 1000 } }
    const page = other.find(queue, filter, { sort: { person: 1 }, limit: 40 })
    expect(page.map(({ _id }) => _id)).toEqual(Array.from({ length: 40 }, (_, i) => 10 + i))
    expect(most).toBe(40)
    other.close()
  })
})

describe('rows that many at once are asked for', () => {
  const documents = Array.from({ length: 1000 }, (_, i) => ({
    ...{ _id: `id${i}`, state: i < 900 ? 'waiting' : 'told', person: `p${i % 2}`, at: i, box: `b${i % 5}` },
  }))
  const state = { partialFilterExpression: { state: 'waiting' } }

  it('are not looked for in the whole list again for each piece', () => {
    const other = engineUnderTest({ small: 10 })
    const many = other.fresh(documents, [{ key: { box: 1 }, name: 'box' }])
    const seen = watched(other)
    const q = {
      _id: { $in: documents.map(({ _id }) => _id) },
      box: { $in: ['b1', 'b2', 'x', 'y', 'z'] },
      state: 'waiting',
    }
    const reply = other.command({
      update: many,
      updates: [{ q, u: { $set: { state: 'told' } }, multi: true }],
    })
    expect(reply).toMatchObject({ n: 360, nModified: 360 })
    expect(seen.longest).toBeLessThan(800)
    other.close()
  })

  it('are found by a partial index alone, whatever else it needs', () => {
    const other = engineUnderTest({ small: 10 })
    const queue = other.fresh(documents, [
      { key: { person: 1, box: 1 }, name: 'all' },
      { key: { person: 1, at: 1 }, name: 'queue', ...state },
    ])
    const seen = watched(other)
    const q = { person: 'p1', at: { $lte: 500 }, state: 'waiting' }
    const reply = other.command({
      update: queue,
      updates: [{ q, u: { $set: { state: 'told' } }, multi: true }],
    })
    expect(reply).toMatchObject({ n: 250 })
    const numbers = seen.statements.filter((sql) => sql.startsWith('SELECT json_group_array'))
    expect(numbers).toHaveLength(1)
    expect(numbers[0]).toContain("= 'waiting'")
    other.close()
  })
})

describe('a document read by its key', () => {
  it('is read at once, whatever else is asked of it', () => {
    const other = engineUnderTest({ small: 10 })
    const documents = Array.from({ length: 300 }, (_, i) => ({
      _id: `id${i}`,
      state: i % 2 ? 'due' : 'told',
      n: i,
    }))
    const waiting = { key: { n: 1 }, name: 'due', partialFilterExpression: { state: 'due' } }
    const name = other.fresh(documents, [waiting, { key: { state: 1 } }])
    const take = (filter: Doc) =>
      other.command({ update: name, updates: [{ q: filter, u: { $set: { state: 'taken' } } }] })
    for (const [i, also] of [
      { state: 'due' },
      { state: { $in: ['due', 'x'] } },
      { $or: [{ n: 5 }, { n: 6 }] },
    ].entries()) {
      take({ _id: `id${2 * i + 101}`, ...also })
      const statements = watched(other).statements
      const reply = take({ _id: `id${2 * i + 1}`, ...also })
      expect(reply).toMatchObject({ n: 1 })
      expect(statements).toHaveLength(1)
      expect(take({ _id: `id${2 * i}`, ...also })).toMatchObject({ n: 0 })
    }
    expect(other.find(name, { state: 'taken' })).toHaveLength(5)
    other.close()
  })

  const state = (filter: Doc) => test.find('work', filter, { limit: 1 }).map(({ _id }) => _id)

  it('is read anew after indexes come and go and fields change their types', () => {
    for (const change of [
      { createIndexes: 'work', indexes: [{ key: { text: 1 }, unique: true }] },
      { insert: 'work', documents: [{ _id: 'x', text: '{"a":1}' }] },
      { insert: 'work', documents: [{ _id: 'y', text: { a: 1 } }] },
      { dropIndexes: 'work', index: 'text_1' },
      { createIndexes: 'work', indexes: [{ key: { text: 1 } }] },
      { insert: 'work', documents: [{ _id: 'z', text: ['t0', 'new'] }] },
    ] as Doc[]) {
      expect(test.command(change)).toMatchObject({ ok: 1 })
      expect(state({ text: 't5' })).toEqual([5])
      expect(state({ text: 't7' })).toEqual([7])
      expect(state({ text: 't7', state: 'due' })).toEqual([7])
      expect(state({ text: 't7', state: 'none' })).toEqual([])
      expect(state({ text: 7 })).toEqual([])
    }
    expect(state({ text: 'new' })).toEqual(['z'])
    expect(state({ text: '{"a":1}' })).toEqual(['x'])
    expect(test.command({ drop: 'work' })).toMatchObject({ ok: 1 })
    expect(state({ text: 't5' })).toEqual([])
  })
})

describe('the commands of one turn', () => {
  const insert = (id: string, replies: Doc[]): Job => ({
    run: () => test.start({ insert: 'work', documents: [{ _id: id }] }),
    done: (reply) => replies.push(reply),
  })

  it('are answered only after their common commit', () => {
    const { db } = test.engine
    const replies: Doc[] = []
    const commit = db.commit.bind(db)
    let before: number | undefined
    db.commit = () => {
      before = replies.length
      commit()
      expect(replies).toHaveLength(0)
    }
    commitTogether(test.engine, [insert('a', replies), insert('b', replies)])
    expect(before).toBe(0)
    expect(replies).toEqual([
      { n: 1, ok: 1 },
      { n: 1, ok: 1 },
    ])
  })

  it('all fail when it fails, and leave nothing', () => {
    const { db } = test.engine
    const replies: Doc[] = []
    const commit = db.commit
    db.commit = () => {
      throw new Error('disk I/O error')
    }
    commitTogether(test.engine, [insert('a', replies), insert('b', replies)])
    db.commit = commit
    expect(replies).toMatchObject([
      { ok: 0, errmsg: 'disk I/O error' },
      { ok: 0, errmsg: 'disk I/O error' },
    ])
    expect(test.find('work', { _id: { $in: ['a', 'b'] } })).toEqual([])
    commitTogether(test.engine, [insert('a', replies)])
    expect(replies.at(-1)).toEqual({ n: 1, ok: 1 })
  })
})

describe('long commands of which nobody is in the way', () => {
  /** So many that each command takes several shares. */
  const documents = Array.from({ length: 8000 }, (_, i) => ({ _id: i, state: 'due', n: 0 }))
  let replies: Record<string, Doc>
  let scheduler: Scheduler
  beforeEach(() => {
    test.command({ insert: 'long', documents })
    replies = {}
    scheduler = new Scheduler(test.engine)
  })
  afterEach(() => scheduler.drain())
  const add = (name: string, command: Doc) =>
    scheduler.add({
      run: () => test.start(command),
      done: (reply) => {
        replies[name] = reply
      },
    })
  const all = (set: Doc): Doc => ({ update: 'long', updates: [{ q: {}, u: { $set: set }, multi: true }] })
  const turn = () => new Promise((done) => setImmediate(done))
  const ended = async (name: string) => {
    while (!replies[name]) await turn()
  }

  it('share their commits, and are answered after the last', async () => {
    const { db } = test.engine
    const before = db.transactions
    let turns = 0
    add('a', all({ state: 'a' }))
    add('b', all({ n: 1 }))
    for (; !replies.a || !replies.b; turns++) await turn()
    expect(db.transactions - before).toBeLessThan(turns)
    expect(db.writing).toBe(false)
    expect(test.find('long', { state: 'a', n: 1 })).toHaveLength(documents.length)
  })

  it('commit before anybody else is answered', async () => {
    const { db } = test.engine
    add('a', all({ state: 'a' }))
    while (!db.writing) await turn()
    let writing: boolean | undefined
    scheduler.add({
      run: () => ({ ok: 1 }),
      done: (reply) => {
        writing = db.writing
        replies.read = reply
      },
    })
    await ended('read')
    expect(writing).toBe(false)
    expect(replies.a).toBeUndefined()
    await ended('a')
    expect(replies.a).toMatchObject({ n: documents.length, ok: 1 })
  })

  it('take nothing of others with them when they fail, alone in their transaction or not', async () => {
    const { db } = test.engine
    for (const [round, joined] of [false, true].entries()) {
      const limited = { ...all({ state: `a${round}` }), maxTimeMS: 20 }
      replies = {}
      add('a', limited)
      while (!db.writing && !replies.a) await turn()
      if (joined) add('b', { insert: 'long', documents: [{ _id: 'b' }] })
      await ended('a')
      if (joined) await ended('b')
      expect(replies.a).toMatchObject({ ok: 0, code: 50 })
      expect(db.writing).toBe(false)
      const changed = test.find('long', { state: `a${round}` }).length
      expect(changed).toBeLessThan(documents.length)
      expect(test.command({ count: 'long', query: { state: `a${round}` } })).toMatchObject({ n: changed })
    }
    expect(replies.b).toMatchObject({ n: 1, ok: 1 })
    expect(test.find('long', { _id: 'b' })).toHaveLength(1)
    expect(test.command({ insert: 'long', documents: [{ _id: 'c' }] })).toMatchObject({ n: 1, ok: 1 })
  })

  it('fail when what they share cannot be committed, and others do not', async () => {
    const { db } = test.engine
    add('a', all({ state: 'a' }))
    while (!db.writing) await turn()
    const { commit } = db
    db.commit = () => {
      db.commit = commit
      throw new Error('disk I/O error')
    }
    add('c', { insert: 'long', documents: [{ _id: 'c' }] })
    await ended('c')
    expect(replies).toMatchObject({ a: { ok: 0, errmsg: 'disk I/O error' }, c: { n: 1, ok: 1 } })
    expect(test.find('long', { _id: 'c' })).toHaveLength(1)
  })
})

/** The longest list among the parameters of what reads documents. */
function watched(other: EngineUnderTest) {
  const seen = { longest: 0, statements: [] as string[] }
  const { db } = other.engine
  for (const name of ['all', 'first'] as const) {
    const asked = db[name].bind(db) as (...given: Parameters<typeof db.all>) => never
    db[name] = (...given: Parameters<typeof db.all>) => {
      seen.statements.push(given[0])
      if (given[0].startsWith('SELECT rid, doc'))
        seen.longest = Math.max(seen.longest, ...(given[1] ?? []).map((one) => String(one).length))
      return asked(...given)
    }
  }
  return seen
}
