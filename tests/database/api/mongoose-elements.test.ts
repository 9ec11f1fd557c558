import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Schema } from 'mongoose'
import { type TestDatabase, testDatabase } from '../../support/database'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

describe('arrays in arrays', () => {
  const schema = new Schema({ _id: Number, a: [Schema.Types.Mixed] })
  const model = async (name: string, docs: { _id: number; a: unknown[] }[]) => {
    const Model = db.connection.model(name, schema)
    await Model.insertMany(docs)
    return Model
  }

  it('are elements that $elemMatch does not look into', async () => {
    const Nested = await model('Nested', [
      { _id: 1, a: [['b']] },
      { _id: 2, a: ['b'] },
      { _id: 3, a: [['b'], 3] },
    ])
    const found = await Nested.find({ a: { $elemMatch: { $gt: 'a' } } })
    expect(found.map(({ _id }) => _id)).toEqual([2])
    const positions = await Nested.find({ 'a.0': 'b' })
    expect(positions.map(({ _id }) => _id)).toEqual([2])
  })
})

describe('a database', () => {
  it('has no twin that differs by case alone', async () => {
    const { name } = db.connection
    const twin = name.toUpperCase() === name ? name.toLowerCase() : name.toUpperCase()
    await db.connection.collection('here').insertOne({})
    await expect(db.connection.useDb(twin).collection('there').insertOne({})).rejects.toMatchObject({
      code: 13297,
      codeName: 'DatabaseDifferCase',
    })
  })
})
