import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { calculateObjectSize } from 'bson'
import mongoose, { Schema } from 'mongoose'
import { type TestDatabase, testDatabase } from '../../support/database'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

const LIMIT = 16 * 1024 * 1024

describe('a value of each type', () => {
  it('comes back, and is found by itself', async () => {
    const schema = new Schema({
      uuid: Schema.Types.UUID,
      map: { type: Map, of: Number },
      buffer: Buffer,
      long: BigInt,
      date: Date,
      text: String,
      number: Schema.Types.Double,
    })
    const Kinds = db.connection.model('Kinds', schema, 'kinds')
    const uuid = randomUUID()
    const text = '护'.repeat(100_000)
    const date = new Date('1949-10-01T07:00:00.001Z')
    const long = 9_007_199_254_740_993n
    const map = new Map([['甲', 1]])
    const written = {
      uuid,
      map,
      buffer: Buffer.from([0, 255]),
      long,
      date,
      text,
      number: 0.1,
    }
    await Kinds.create(written)
    const read = await Kinds.findOne({ date: { $lt: new Date(0) } }).orFail()
    expect(read.uuid?.toString()).toBe(uuid)
    expect([...(read.map ?? [])]).toEqual([['甲', 1]])
    expect([...(read.buffer ?? [])]).toEqual([0, 255])
    expect(read).toMatchObject({ long, date, text })
    for (const filter of [{ uuid }, { long }, { date }, { text }, { buffer: Buffer.from([0, 255]) }])
      expect(await Kinds.countDocuments(filter)).toBe(1)
    expect(await Kinds.countDocuments({ long: long - 1n })).toBe(0)
    expect(await Kinds.countDocuments({ 'map.甲': { $gte: 1 } })).toBe(1)
  })

  it('includes keys that JavaScript gives a meaning', async () => {
    const raw = db.connection.collection('odd')
    const odd = JSON.parse('{"__proto__":{"a":1},"constructor":2,"toString":3}') as object
    await raw.insertOne({ odd })
    const read = await raw.findOne({ 'odd.constructor': 2 })
    expect(JSON.stringify(read?.odd)).toBe(JSON.stringify(odd))
    expect(await raw.countDocuments({ 'odd.__proto__.a': 1 })).toBe(1)
  })
})

describe('a document of sixteen megabytes', () => {
  const big = (bytes: number) => {
    const doc = { _id: new mongoose.Types.ObjectId(), text: '' }
    return { ...doc, text: 'x'.repeat(bytes - calculateObjectSize(doc)) }
  }

  it('is kept; one byte more is not', async () => {
    const raw = db.connection.collection('big')
    const whole = big(LIMIT)
    await raw.insertOne(whole)
    expect((await raw.findOne({ _id: whole._id }))?.text).toHaveLength(whole.text.length)
    await expect(raw.insertOne(big(LIMIT + 1))).rejects.toThrow()
    expect(await raw.countDocuments()).toBe(1)
  })

  it('does not grow', async () => {
    const raw = db.connection.collection('grown')
    const { _id, text } = big(LIMIT - 100)
    await raw.insertOne({ _id, text })
    await expect(raw.updateOne({ _id }, { $push: { rows: 'y'.repeat(100) } as never })).rejects.toMatchObject(
      {
        code: 10334,
      },
    )
    expect(await raw.countDocuments({ rows: { $exists: true } })).toBe(0)
  })
})
