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

describe('an aggregation', () => {
  it('is built stage by stage', async () => {
    const rows = await Payment()
      .aggregate()
      .match({ fen: { $gt: 100 } })
      .group({ _id: '$group', fen: { $sum: '$fen' }, n: { $sum: 1 } })
      .append({ $set: { yuan: { $divide: ['$fen', 100] } } })
      .sort('-fen')
      .project('yuan n')
    expect(rows).toEqual([
      { _id: '一组', n: 2, yuan: 10 },
      { _id: '二组', n: 1, yuan: 5 },
    ])
  })

  it('joins, unwinds and counts', async () => {
    const join = { from: 'payments', localField: 'item', foreignField: 'item', as: 'same' }
    const [first] = await Payment().aggregate().match({ _id: 1 }).lookup(join)
    expect(first.same.map(({ _id }: { _id: number }) => _id)).toEqual([1, 3, 4])
    const pairs = await Payment().aggregate().lookup(join).unwind('same').count('n')
    expect(pairs).toEqual([{ n: 10 }])
  })
})
