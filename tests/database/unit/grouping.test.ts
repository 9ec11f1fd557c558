import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ObjectId } from 'bson'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest, firstBatch } from '../engine'

const id = new ObjectId()
const docs: Doc[] = Array.from({ length: 700 }, (_, i) => ({
  _id: i,
  ...(i % 5 === 0 ? {} : { region: i % 5 === 1 ? null : `r${i % 3}` }),
  area: i % 7 === 0 ? 'none' : i,
  owner: id,
  at: new Date(i * 1000),
  tags: ['a'],
}))

let test: EngineUnderTest
beforeAll(() => {
  test = engineUnderTest({ small: 0 })
  test.command({ insert: 'g', documents: docs })
})
afterAll(() => test.close())

const aggregate = (...pipeline: Doc[]): Doc =>
  test.command({ aggregate: 'g', pipeline, cursor: { batchSize: 1000 } })
const batch = (...pipeline: Doc[]) => firstBatch(aggregate(...pipeline))

const texts = (found: Doc[]) => found.map((doc) => JSON.stringify(doc)).sort()

describe('$group in SQL', () => {
  const accumulators = {
    n: { $sum: 1 },
    two: { $count: {} },
    sum: { $sum: '$area' },
    mean: { $avg: '$area' },
    first: { $min: '$at' },
    most: { $max: '$area' },
  }

  it('answers what the pipeline in memory answers', () => {
    for (const _id of [null, '$region', { r: '$region', o: '$owner' }]) {
      const stages = [{ $group: { _id, ...accumulators } }, { $sort: { _id: 1 } }]
      // A stage before it keeps the group from SQL.
      const inMemory = batch({ $match: { n: null } }, { $set: { x: 1 } }, ...stages)
      expect(texts(batch({ $match: { n: null } }, ...stages))).toEqual(texts(inMemory))
      expect(inMemory.length).toBeGreaterThan(0)
    }
  })

  it('takes a filter and further stages', () => {
    expect(
      batch(
        { $match: { area: { $gte: 600 } } },
        { $group: { _id: '$region', n: { $sum: 1 } } },
        { $sort: { n: -1 } },
        { $limit: 1 },
      ),
    ).toEqual([{ _id: null, n: 35 }])
  })

  it('leaves arrays and expressions to memory', () => {
    expect(batch({ $group: { _id: '$tags', n: { $sum: 1 } } })).toEqual([{ _id: ['a'], n: 700 }])
    expect(batch({ $group: { _id: null, n: { $sum: { $cond: [{ $gt: ['$_id', 349] }, 1, 0] } } } })).toEqual([
      { _id: null, n: 350 },
    ])
  })
})
