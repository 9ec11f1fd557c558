import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Schema } from 'mongoose'
import { type TestDatabase, testDatabase } from '../../support/database'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
  const { connection } = db
  const person = new Schema({ _id: Number, name: String, age: Number, house: Number })
  const house = new Schema({
    _id: Number,
    code: String,
    head: { type: Number, ref: 'Person' },
    members: [{ type: Number, ref: 'Person' }],
    visits: [{ _id: false, by: { type: Number, ref: 'Person' }, what: String }],
    about: { type: Number, refPath: 'kind' },
    kind: String,
  })
  house.virtual('people', { ref: 'Person', localField: '_id', foreignField: 'house' })
  house.virtual('headcount', { ref: 'Person', localField: '_id', foreignField: 'house', count: true })
  person.virtual('home', { ref: 'House', localField: 'house', foreignField: '_id', justOne: true })
  const Person = connection.model('Person', person)
  const House = connection.model('House', house)
  await Person.insertMany([
    { _id: 1, name: '甲', age: 70, house: 1 },
    { _id: 2, name: '乙', age: 40, house: 1 },
    { _id: 3, name: '丙', age: 10, house: 1 },
    { _id: 4, name: '丁', age: 50, house: 2 },
    { _id: 5, name: '戊', age: 20, house: 2 },
  ])
  await House.insertMany([
    {
      _id: 1,
      code: 'a',
      head: 1,
      members: [3, 1, 2],
      visits: [
        { by: 4, what: 'x' },
        { by: 9, what: 'y' },
      ],
      about: 4,
      kind: 'Person',
    },
    { _id: 2, code: 'b', head: 9, members: [5, 9, 4], about: 1, kind: 'House' },
  ])
})
afterAll(() => db.close())

// What is populated has another type than what is stored.
type Named = { name: string } | null
interface Filled {
  head: Named
  members: Named[]
  people: Named[]
  headcount: number
  about: { name?: string; code?: string }
  visits: { by: Named; what: string }[]
}
const houses = () => db.connection.model('House').find().sort('_id').lean<Filled[]>({ virtuals: true })
const names = (people: Named[] | undefined) => people?.map((one) => one?.name)

describe('populate', () => {
  it('fills in one reference, or null where there is nothing', async () => {
    const [a, b] = await houses().populate('head', 'name -_id')
    expect(a?.head).toEqual({ name: '甲' })
    expect(b?.head).toBeNull()
  })

  it('fills in a list in its own order, without what is missing', async () => {
    const [a, b] = await houses().populate('members')
    expect(names(a?.members)).toEqual(['丙', '甲', '乙'])
    expect(names(b?.members)).toEqual(['戊', '丁'])
    const [, kept] = await houses().populate({ path: 'members', options: { retainNullValues: true } })
    expect(kept?.members.map((one) => one?.name ?? null)).toEqual(['戊', null, '丁'])
  })

  it('chooses, sorts and limits', async () => {
    const grown = {
      path: 'members',
      match: { age: { $gte: 18 } },
      select: 'name',
      options: { sort: { age: 1 } },
    }
    const [a, b] = await houses().populate(grown)
    expect([names(a?.members), names(b?.members)]).toEqual([
      ['乙', '甲'],
      ['戊', '丁'],
    ])
    const [first] = await houses().populate({ path: 'people', options: { sort: { age: -1 }, limit: 1 } })
    expect(names(first?.people)).toEqual(['甲'])
  })

  it('limits each document by itself where that is asked for', async () => {
    const [a, b] = await houses().populate({
      path: 'people',
      perDocumentLimit: 2,
      options: { sort: { age: 1 } },
    })
    expect([names(a?.people), names(b?.people)]).toEqual([
      ['丙', '乙'],
      ['戊', '丁'],
    ])
  })

  it('follows virtual references, and counts them', async () => {
    const [a, b] = await houses().populate('people').populate('headcount')
    expect([a?.headcount, b?.headcount]).toEqual([3, 2])
    expect(names(a?.people)?.sort()).toEqual(['丙', '乙', '甲'])
    const person = await db.connection.model('Person').findById(4).populate('home').orFail()
    expect(person.get('home')).toMatchObject({ code: 'b' })
  })

  it('reaches into subdocuments and goes on from there', async () => {
    const [a] = await houses().populate({ path: 'visits.by', populate: { path: 'home', select: 'code' } })
    expect(a?.visits).toMatchObject([
      { by: { name: '丁' }, what: 'x' },
      { by: null, what: 'y' },
    ])
  })

  it('finds by a path in which collection it has to look', async () => {
    const [a, b] = await houses().populate('about')
    expect([a?.about.name, b?.about.code]).toEqual(['丁', 'a'])
  })

  it('works on documents that are there already', async () => {
    const house = await db.connection.model('House').findById(1).orFail()
    expect(house.populated('head')).toBeUndefined()
    await house.populate(['head', 'members'])
    expect([house.get('head.name'), house.populated('head')]).toEqual(['甲', 1])
    house.depopulate()
    expect(house.get('head')).toBe(1)
  })
})
