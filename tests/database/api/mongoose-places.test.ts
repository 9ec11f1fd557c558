import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Schema } from 'mongoose'
import { type TestDatabase, testDatabase } from '../../support/database'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())

const pointSchema = new Schema(
  {
    type: { type: String, enum: ['Point'], required: true },
    coordinates: { type: [Number], required: true },
  },
  { _id: false },
)
const placeSchema = new Schema({
  name: String,
  location: { type: pointSchema, index: '2dsphere' },
  grid: { type: [Number], index: '2d' },
})
let n = 0
const model = async () => {
  const Place = db.connection.model(`Place${n}`, placeSchema, `places${n++}`)
  await Place.init()
  return Place
}
const point = (lng: number, lat: number) => ({
  type: 'Point' as const,
  coordinates: [lng, lat] as [number, number],
})
const town = {
  type: 'Polygon' as const,
  coordinates: [
    [
      [120, 27],
      [121, 27],
      [121, 28],
      [120, 28],
      [120, 27],
    ],
  ],
} // prettier-ignore

describe('places through mongoose', () => {
  it('have indexes that stay as they are declared', async () => {
    const Place = await model()
    expect(await Place.diffIndexes()).toEqual({ toDrop: [], toCreate: [] })
    expect(await Place.syncIndexes()).toEqual([])
    const indexes = await Place.listIndexes()
    expect(indexes.map(({ key }) => key)).toEqual([{ _id: 1 }, { location: '2dsphere' }, { grid: '2d' }])
  })

  it('are found within, across and near', async () => {
    const Place = await model()
    await Place.create(
      { name: 'hall', location: point(120.5, 27.5), grid: [5, 5] },
      { name: 'school', location: point(120.9, 27.9), grid: [9, 9] },
      { name: 'island', location: point(122, 27.5), grid: [50, 5] },
      { name: 'nowhere' },
    )
    const names = (docs: { name?: string | null }[]) => docs.map(({ name }) => name)
    expect(names(await Place.find().where('location').within(town).sort('name'))).toEqual(['hall', 'school'])
    expect(names(await Place.where('location').intersects().geometry(town).sort('name'))).toEqual([
      'hall',
      'school',
    ]) // prettier-ignore
    expect(names(await Place.where('grid').within().box([0, 0], [9, 9]).sort('name'))).toEqual([
      'hall',
      'school',
    ]) // prettier-ignore
    const near = { center: point(120.6, 27.5), maxDistance: 200_000 }
    expect(names(await Place.where('location').near(near))).toEqual(['hall', 'school', 'island'])
    expect(names(await Place.find({ grid: { $near: [48, 5] } }).limit(1))).toEqual(['island'])
    expect(await Place.countDocuments({ location: { $geoWithin: { $geometry: town } } })).toBe(2)
    const [first] = await Place.aggregate([
      { $geoNear: { near: point(120.5, 27.5), distanceField: 'far', key: 'location' } },
      { $project: { name: 1, far: 1 } },
    ])
    expect(first).toMatchObject({ name: 'hall', far: 0 })
  })

  it('are refused where they are none', async () => {
    const Place = await model()
    await expect(Place.create({ name: 'lost', location: point(500, 0) })).rejects.toMatchObject({
      code: 16755,
    })
    await expect(Place.create({ name: 'off', grid: [500, 0] })).rejects.toMatchObject({ code: 13027 })
    const unindexed = Place.collection.find({ other: { $near: [0, 0] } })
    await expect(unindexed.toArray()).rejects.toMatchObject({ code: 291 })
  })
})
