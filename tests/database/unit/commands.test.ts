import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Decimal128, Long } from 'bson'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'

let test: EngineUnderTest
beforeAll(() => {
  test = engineUnderTest()
})
afterAll(() => test.close())

describe('serverStatus', () => {
  it('tells the version that buildInfo tells', () => {
    const { version } = test.command({ buildInfo: 1 })
    expect(test.command({ serverStatus: 1 })).toMatchObject({ version, ok: 1 })
  })
})

describe('explain', () => {
  const plan = (command: Doc) => {
    const reply = test.command({ explain: command, verbosity: 'queryPlanner' })
    return (reply.queryPlanner as { winningPlan: Doc }).winningPlan
  }

  it('goes by the hint and the order of the statement that it explains', () => {
    const name = test.fresh([{ a: 1 }])
    const explained = (more: Doc) =>
      test.command({ explain: { update: name, updates: [{ q: {}, u: { $set: { b: 1 } }, ...more }] } })
    expect(explained({ hint: 'none' })).toMatchObject({ ok: 0, code: 2 })
    expect(explained({ sort: { z: 1 } })).toMatchObject({
      queryPlanner: { winningPlan: { stage: 'SORT', sortPattern: { z: 1 } } },
    })
  })

  it('names the index that SQLite would use', () => {
    const name = test.fresh([{ _id: 1, a: 1, b: 1 }], [{ key: { a: 1 } }])
    const byIndex = {
      stage: 'FETCH',
      inputStage: { stage: 'IXSCAN', indexName: 'a_1', keyPattern: { a: 1 } },
    }
    expect(plan({ find: name, filter: { a: 1 } })).toMatchObject(byIndex)
    expect(plan({ count: name, query: { a: 1 } })).toMatchObject(byIndex)
    expect(plan({ aggregate: name, pipeline: [{ $match: { a: 1 } }] })).toMatchObject(byIndex)
    expect(plan({ update: name, updates: [{ q: { a: 1 }, u: {} }] })).toMatchObject(byIndex)
    expect(plan({ find: name, filter: { _id: 1 } })).toMatchObject({ inputStage: { indexName: '_id_' } })
  })

  it('tells of a walk and of a sort', () => {
    const name = test.fresh([{ _id: 1, b: 1 }])
    expect(plan({ find: name, filter: { b: 1 } })).toMatchObject({ stage: 'COLLSCAN' })
    expect(plan({ find: name, sort: { b: 1 }, limit: 3 })).toMatchObject({
      stage: 'LIMIT',
      inputStage: { stage: 'SORT', inputStage: { stage: 'COLLSCAN' } },
    })
    expect(plan({ find: 'nowhere' })).toEqual({ stage: 'EOF' })
  })

  it('counts what the query gives, where it is asked to run it', () => {
    const name = test.fresh([{ a: 1 }, { a: 2 }])
    expect(test.command({ explain: { find: name, filter: { a: 2 } } })).toMatchObject({
      executionStats: { executionSuccess: true, nReturned: 1 },
    })
  })

  it('takes no write concern with it', () => {
    const explained = { aggregate: 'c', pipeline: [], explain: true, writeConcern: { w: 1 } }
    expect(test.command(explained)).toMatchObject({ ok: 0, code: 9 })
  })

  it('refuses a command that selects nothing', () => {
    expect(test.command({ explain: { ping: 1 } })).toMatchObject({ ok: 0, code: 59 })
  })
})

describe('the variables of a command', () => {
  it('are known to $expr, in filters and pipelines', () => {
    const name = test.fresh([
      { _id: 1, a: 1, t: '$$x' },
      { _id: 2, a: 2 },
    ])
    const filter = { $or: [{ $expr: { $eq: ['$a', '$$x'] } }] }
    expect(test.find(name, filter, { let: { x: { $add: [1, 1] } } })).toMatchObject([{ _id: 2 }])
    expect(test.find(name, { t: '$$x' }, { let: { x: 5 } })).toMatchObject([{ _id: 1 }])
    expect(test.command({ find: name, let: { _x: 1 } })).toMatchObject({ ok: 0, code: 9 })
    const stages = [{ $match: filter }, { $project: { y: '$$x.z' } }]
    expect(test.aggregate(name, stages, { let: { x: 1 } })).toEqual([{ _id: 1 }])
    expect(test.command({ delete: name, deletes: [{ q: filter, limit: 0 }], let: { x: 1 } })).toMatchObject({
      n: 1,
    })
  })
})

describe('a limit of time', () => {
  it('ends a command that gives way after it', () => {
    const slow = engineUnderTest({ share: 0, small: 0 })
    const documents = Array.from({ length: 5000 }, (_, i) => ({ _id: i, a: 'x'.repeat(50) }))
    slow.command({ insert: 'c', documents })
    const count = { count: 'c', query: { $expr: { $eq: [{ $size: { $range: [0, 300] } }, 1] } } }
    expect(slow.command({ ...count, maxTimeMS: 1 })).toMatchObject({
      ok: 0,
      code: 50,
      codeName: 'MaxTimeMSExpired',
    })
    expect(slow.command({ ...count, maxTimeMS: 100_000 })).toMatchObject({ ok: 1, n: 0 })
    expect(slow.command({ ...count, maxTimeMS: -1 })).toMatchObject({ ok: 0, code: 2 })
    slow.close()
  })
})

describe('numbers in a pipeline', () => {
  it('keep their type', () => {
    const name = test.fresh([
      { _id: 1, a: Long.fromNumber(4), b: Long.fromNumber(6), c: Decimal128.fromString('1.5') },
    ])
    expect(test.aggregate(name, [{ $addFields: { d: { $add: ['$a', Long.ONE] } } }])).toEqual([
      {
        _id: 1,
        a: Long.fromNumber(4),
        b: Long.fromNumber(6),
        c: Decimal128.fromString('1.5'),
        d: Long.fromNumber(5),
      },
    ])
    expect(test.aggregate(name, [{ $group: { _id: null, sum: { $sum: '$c' } } }])).toEqual([
      { _id: null, sum: Decimal128.fromString('1.5') },
    ])
    expect(test.find(name, { $expr: { $eq: ['$a', 4] } })).toHaveLength(1)
  })
})

describe('an aggregation on a database', () => {
  it('brings its documents with it', () => {
    expect(test.aggregate(1, [{ $documents: [{ a: 1 }] }])).toEqual([{ a: 1 }])
    expect(() => test.aggregate(1, [{ $match: {} }])).toThrow('{aggregate: 1}')
  })
})

describe('a number of things', () => {
  it('is cut where it is a double, rounded to the even one where it is a decimal', () => {
    const name = test.fresh([{ _id: 1 }, { _id: 2 }, { _id: 3 }])
    const skipped = (skip: unknown) => test.find(name, {}, { skip }).length
    expect(
      [1.9, '0.5', '1.5', '2.5'].map((n) => skipped(typeof n === 'string' ? Decimal128.fromString(n) : n)),
    ).toEqual([2, 3, 1, 1])
    expect(test.aggregate(name, [{ $sample: { size: Decimal128.fromString('2.5') } }])).toHaveLength(2)
  })
})

describe('an update by a pipeline', () => {
  it('sees the variables of its command', () => {
    const name = test.fresh([{ _id: 1, a: 1 }])
    const updates = [{ q: {}, u: [{ $set: { b: { $add: ['$a', '$$v'] } } }] }]
    expect(test.command({ update: name, updates, let: { v: 4 } })).toMatchObject({ n: 1, nModified: 1 })
    expect(test.find(name, {})).toEqual([{ _id: 1, a: 1, b: 5 }])
  })

  it('fails at a constant only where it meets a document', () => {
    const name = test.fresh([{ _id: 1, a: 1 }])
    const u = [{ $set: { a: { $add: ['a', 1] } } }, { $set: { b: 1 } }]
    const update = (q: Doc) => test.command({ update: name, updates: [{ q, u }] })
    expect(update({ _id: 2 })).toEqual({ n: 0, nModified: 0, ok: 1 })
    expect(update({ _id: 1 })).toMatchObject({ n: 0, writeErrors: [{ code: 14 }] })
    u.push({ $set: { b: { $odd: 1 } } } as never)
    expect(update({ _id: 2 })).toMatchObject({ writeErrors: [{ code: 168 }] })
  })
})
