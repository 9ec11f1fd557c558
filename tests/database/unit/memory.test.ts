import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'

const COUNT = 600
const EXCEEDED = { ok: 0, code: 292, codeName: 'QueryExceededMemoryLimitNoDiskUseAllowed' }

describe.each([
  ['one statement', 2000],
  ['pieces', 10],
])('what a command holds, read in %s', (_how, small) => {
  let test: EngineUnderTest
  beforeAll(() => {
    test = engineUnderTest({ memory: 100_000, small })
    const documents = Array.from({ length: COUNT }, (_, _id) => ({ _id, n: _id % 7, text: '护'.repeat(100) }))
    test.command({ insert: 'c', documents })
    test.command({ insert: 'few', documents: documents.slice(0, 200) })
  })
  afterAll(() => test.close())

  const aggregate = (from: string, ...pipeline: Doc[]) =>
    test.command({ aggregate: from, pipeline, cursor: {} })

  it('is bounded for a pipeline', () => {
    expect(aggregate('c', { $group: { _id: null, all: { $push: '$$ROOT' } } })).toMatchObject(EXCEEDED)
    expect(aggregate('c', { $match: { _id: { $lt: 100 } } }, { $unwind: '$text' })).toMatchObject({ ok: 1 })
    expect(aggregate('c', { $limit: 100 }, { $unwind: '$text' })).toMatchObject({ ok: 1 })
    expect(aggregate('c', { $group: { _id: '$n', n: { $sum: 1 } } })).toMatchObject({ ok: 1 })
  })

  it('is bounded for all that a pipeline reads together', () => {
    expect(aggregate('few', { $unwind: '$text' })).toMatchObject({ ok: 1 })
    expect(
      aggregate('few', { $lookup: { from: 'few', localField: '_id', foreignField: '_id', as: 'a' } }),
    ).toMatchObject(EXCEEDED)
  })

  it('is bounded for the groups that SQL makes', () => {
    expect(aggregate('c', { $group: { _id: { a: '$_id', b: '$text' } } })).toMatchObject(EXCEEDED)
  })

  it('is no bound for a find of any batch size', () => {
    const found = test.command({ find: 'c', batchSize: 10_000 })
    expect(found).toMatchObject({ ok: 1, cursor: { firstBatch: { length: COUNT } } })
    const sorted = test.command({ find: 'c', sort: { _id: -1 }, limit: 500, batchSize: 500 })
    expect(sorted).toMatchObject({ ok: 1, cursor: { firstBatch: { length: 500, 0: { _id: COUNT - 1 } } } })
  })
})

describe('a sort without an index', () => {
  it('holds what it sorts by, within bounds', () => {
    const test = engineUnderTest({ memory: 100_000, small: 10 })
    const documents = Array.from({ length: COUNT }, (_, _id) => ({ _id, n: -_id, text: 'x'.repeat(200) }))
    test.command({ insert: 'c', documents })
    expect(test.command({ find: 'c', sort: { text: 1 } })).toMatchObject(EXCEEDED)
    expect(test.find('c', {}, { sort: { n: 1 } })).toHaveLength(COUNT)
    expect(test.find('c', {}, { sort: { text: 1, _id: 1 }, limit: 5 })).toMatchObject([
      { _id: 0 },
      {},
      {},
      {},
      {},
    ])
    test.close()
  })
})
