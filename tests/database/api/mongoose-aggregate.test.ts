import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Schema } from 'mongoose'
import { type TestDatabase, testDatabase } from '../../support/database'

let db: TestDatabase
const payment = new Schema({ _id: Number, group: String, item: String, fen: Number })
payment.index({ group: 1, fen: -1 })
beforeAll(async () => {
  db = await testDatabase()
  const Payment = db.connection.model('Payment', payment)
  await Payment.init()
  await Payment.insertMany([
    { _id: 1, group: '一组', item: '水费', fen: 300 },
    { _id: 2, group: '一组', item: '电费', fen: 700 },
    { _id: 3, group: '二组', item: '水费', fen: 500 },
    { _id: 4, group: '三组', item: '水费', fen: 100 },
  ])
})
afterAll(() => db.close())

const Payment = () => db.connection.model('Payment')
const raw = (name: string) => db.connection.collection<{ _id: string }>(name)
const sums = [{ $group: { _id: '$group', fen: { $sum: '$fen' } } }]

describe('an aggregation', () => {
  it('is built stage by stage', async () => {
    const rows = await Payment()
      .aggregate()
      .match({ fen: { $gt: 100 } })
      .group({ _id: '$group', fen: { $sum: '$fen' }, n: { $sum: 1 } })
      .addFields({ yuan: { $divide: ['$fen', 100] } })
      .sort('-fen')
      .project('yuan n')
    expect(rows).toEqual([
      { _id: '一组', n: 2, yuan: 10 },
      { _id: '二组', n: 1, yuan: 5 },
    ])
  })

  it('joins, facets and counts', async () => {
    const join = {
      from: 'payments',
      let: { group: '$group' },
      localField: 'item',
      foreignField: 'item',
      as: 'same',
    }
    const pipeline = [{ $match: { $expr: { $ne: ['$group', '$$group'] } } }, { $project: { _id: 1 } }]
    const [first] = await Payment().aggregate([{ $match: { _id: 1 } }, { $lookup: { ...join, pipeline } }])
    expect(first.same).toEqual([{ _id: 3 }, { _id: 4 }])
    const [facets] = await Payment()
      .aggregate()
      .facet({ items: [{ $sortByCount: '$item' }], total: [{ $count: 'n' }] })
    expect(facets).toEqual({
      items: [
        { _id: '水费', count: 3 },
        { _id: '电费', count: 1 },
      ],
      total: [{ n: 4 }],
    })
  })

  it('walks the index that it is told to', async () => {
    const rows = await Payment()
      .aggregate([{ $match: {} }])
      .hint({ group: 1, fen: -1 })
    expect(rows.map(({ _id }) => _id)).toEqual([2, 1, 4, 3])
  })
})

describe('an aggregation that writes', () => {
  it('replaces a collection by what it finds', async () => {
    await raw('sums').insertOne({ _id: 'gone' })
    await raw('sums').createIndex({ fen: 1 })
    expect(await Payment().aggregate([...sums, { $out: 'sums' }])).toEqual([])
    expect(await raw('sums').find().sort({ fen: 1 }).toArray()).toEqual([
      { _id: '三组', fen: 100 },
      { _id: '二组', fen: 500 },
      { _id: '一组', fen: 1000 },
    ])
    expect((await raw('sums').indexes()).map(({ name }) => name)).toEqual(['_id_', 'fen_1'])
  })

  it('merges into a collection what it finds', async () => {
    await raw('merged').insertMany([{ _id: '一组', kept: true, fen: 1 } as never, { _id: '四组' }])
    await Payment().aggregate([...sums, { $merge: { into: 'merged' } }])
    expect(await raw('merged').find().sort({ _id: 1 }).toArray()).toEqual(
      [
        { _id: '一组', kept: true, fen: 1000 },
        { _id: '三组', fen: 100 },
        { _id: '二组', fen: 500 },
        { _id: '四组' },
      ].sort((a, b) => (a._id < b._id ? -1 : 1)),
    )
    const add = [{ $set: { fen: { $add: ['$fen', '$$new.fen'] } } }]
    await Payment().aggregate([
      ...sums,
      { $merge: { into: 'merged', whenMatched: add, whenNotMatched: 'discard' } },
    ])
    expect(await raw('merged').findOne({ _id: '一组' })).toEqual({ _id: '一组', kept: true, fen: 2000 })
  })

  it('fails as a whole, or document by document', async () => {
    await raw('strict').insertOne({ _id: '一组' })
    const stage = { $merge: { into: 'strict', whenMatched: 'fail' as const } }
    await expect(Payment().aggregate([...sums, stage])).rejects.toMatchObject({
      code: 11000,
      keyPattern: { _id: 1 },
      keyValue: { _id: '一组' },
    })
    expect(await raw('strict').countDocuments()).toBe(3)
    const same = [{ $project: { _id: { $literal: 'same' } } }, { $out: 'strict' }]
    await expect(Payment().aggregate(same)).rejects.toMatchObject({ code: 11000 })
    expect(await raw('strict').countDocuments()).toBe(3)
    await expect(Payment().aggregate([{ $merge: { into: 'strict', on: 'fen' } }])).rejects.toMatchObject({
      code: 51183,
    })
  })

  it('writes ten thousand documents while others read', async () => {
    const numbers = [{ $range: [0, 10_000] }]
    const pipeline = [
      { $limit: 1 },
      { $project: { n: numbers[0] } },
      { $unwind: '$n' },
      { $project: { _id: '$n' } },
      { $out: 'many' },
    ]
    let reads = 0
    let done = false
    const writing = Payment()
      .aggregate(pipeline)
      .exec()
      .finally(() => {
        done = true
      })
    while (!done) {
      // The new collection is there as a whole or not at all.
      expect([0, 10_000]).toContain(await raw('many').countDocuments())
      reads++
    }
    await writing
    expect(reads).toBeGreaterThan(1)
    expect(await raw('many').countDocuments()).toBe(10_000)
  })
})

describe('$graphLookup', () => {
  it('goes from one document to the next', async () => {
    const names = db.connection.collection<{ _id: string; under?: string }>('places')
    await names.insertMany([{ _id: '镇' }, { _id: '村', under: '镇' }, { _id: '组', under: '村' }])
    const Place = db.connection.model('Place', new Schema({ _id: String, under: String }), 'places')
    const [place] = await Place.aggregate().match({ _id: '组' }).graphLookup({
      from: 'places',
      startWith: '$under',
      connectFromField: 'under',
      connectToField: '_id',
      as: 'above',
      depthField: 'steps',
    })
    expect(place.above).toEqual([
      { _id: '村', under: '镇', steps: 0 },
      { _id: '镇', steps: 1 },
    ])
  })
})
