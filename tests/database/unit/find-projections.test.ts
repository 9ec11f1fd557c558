import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ObjectId } from 'bson'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'

let test: EngineUnderTest
beforeAll(() => {
  test = engineUnderTest()
  const documents = [
    { _id: 1, city: 'Rom' },
    { _id: 2, city: 'Bonn', address: 'none' },
    { _id: 4, city: 'Jena', address: [{ zip: 1 }, 5] },
  ]
  test.command({ insert: 'towns', documents })
  const q = [{ b: 1, c: [1, 2, 3] }, [{ c: [7, 8] }], { b: 2 }]
  test.command({ insert: 'one', documents: [{ _id: 1, z: 'z', q, o: { a: [5, 6], n: 1 }, s: 3 }] })
})
afterAll(() => test.close())

/** With the order of fields, which `toEqual` overlooks. */
const text = (value: unknown) => JSON.stringify(value)
const found = (collection: string, projection: Doc, more: Doc = {}) =>
  text(test.find(collection, {}, { projection, ...more }))

describe('a computed field of a find', () => {
  it('below a path is set in what is missing, in scalars and in elements', () => {
    expect(found('towns', { 'address.city': '$city' })).toBe(
      text([
        { _id: 1, address: { city: 'Rom' } },
        { _id: 2, address: { city: 'Bonn' } },
        { _id: 4, address: [{ city: 'Jena' }, { city: 'Jena' }] },
      ]),
    )
  })
  it('may stand in a document of paths', () => {
    expect(found('one', { a: { b: { $literal: 5 } }, s: 1 })).toBe(text([{ _id: 1, s: 3, a: { b: 5 } }]))
  })
  it('comes after what is kept, in the order of the projection', () => {
    expect(found('towns', { city: { $toUpper: '$city' }, address: 1 }, { limit: 2 })).toBe(
      text([
        { _id: 1, city: 'ROM' },
        { _id: 2, address: 'none', city: 'BONN' },
      ]),
    )
    expect(found('one', { 'x.y': '$s', w: '$z', s: 1 })).toBe(text([{ _id: 1, s: 3, x: { y: 3 }, w: 'z' }]))
    expect(found('one', { 'z.s': '$s', s: 1 })).toBe(text([{ _id: 1, z: { s: 3 }, s: 3 }]))
  })
  it('is set by findAndModify', () => {
    const command = { findAndModify: 'towns', query: { _id: 1 }, update: { $set: { n: 1 } }, new: true }
    const reply = test.command({ ...command, fields: { 'address.n': '$n' } })
    expect(reply.value).toEqual({ _id: 1, address: { n: 1 } })
  })
  it('sees the variables of the command and its time', () => {
    const projection = { 'a.b': '$$v', now: '$$NOW' }
    const expected = { _id: 1, a: { b: 7 }, now: new Date('2026-01-01T00:00:00Z') }
    expect(test.find('one', {}, { projection, let: { v: 7 } })).toEqual([expected])
    const command = { findAndModify: 'one', query: {}, update: { $set: { z: 'z' } }, fields: projection }
    expect(test.command({ ...command, let: { v: 7 } }).value).toEqual(expected)
  })
  it.each<[unknown]>([[null], [[]], [new Date(5)], [new ObjectId('0123456789abcdef01234567')], ['text']])(
    '%j is a literal',
    (h) => {
      expect(test.find('one', {}, { projection: { h } })).toEqual([{ _id: 1, h }])
    },
  )
  it('is an array of expressions', () => {
    expect(test.find('one', {}, { projection: { h: ['$_id', 1, '$none'] } })).toEqual([
      { _id: 1, h: [1, 1, null] },
    ])
  })
})

describe('$slice and $elemMatch', () => {
  it.each<[Doc, Doc]>([
    [
      { q: { $elemMatch: { b: 1 } }, o: 0, s: 0 },
      { _id: 1, z: 'z', q: [{ b: 1, c: [1, 2, 3] }] },
    ],
    [
      { q: { $elemMatch: { b: 9 } }, o: 0 },
      { _id: 1, z: 'z', s: 3 },
    ],
    [
      { q: { $elemMatch: { b: 2 } }, s: 1 },
      { _id: 1, s: 3, q: [{ b: 2 }] },
    ],
    [{ q: { $elemMatch: { b: 2 } }, _id: 0 }, { q: [{ b: 2 }] }],
    [
      { q: { $slice: 1 }, _id: 1 },
      { _id: 1, q: [{ b: 1, c: [1, 2, 3] }] },
    ],
    [
      { 'q.c': { $slice: [1, 1] }, o: 0, z: 0, s: 0 },
      { _id: 1, q: [{ b: 1, c: [2] }, [{ c: [7, 8] }], { b: 2 }] },
    ],
    [
      { 'q.c': { $slice: -1 }, s: 1 },
      { _id: 1, q: [{ c: [3] }, [{ c: [7, 8] }], {}], s: 3 },
    ],
    [
      { 'o.a': { $slice: 1 }, 'o.x': '$s' },
      { _id: 1, o: { a: [5], x: 3 } },
    ],
    [
      { first: { $slice: ['$o.a', 1] }, s: 1 },
      { _id: 1, s: 3, first: [5] },
    ],
  ])('%j', (projection, expected) => {
    expect(found('one', projection)).toBe(text([expected]))
  })
})

const rules: [Doc, number][] = [
  [{ 'a..b': 1 }, 15998],
  [{ '.a': 1 }, 15998],
  [{ '': 1 }, 40352],
  [{ 'a.': 1 }, 40353],
  [{ 'd.': '$_id' }, 40353],
  [{ 'a.$b': 1 }, 16410],
  [{ $x: 1 }, 16410],
  [{ a: { $add: [1, 2], b: 1 } }, 16410],
  [{ a: { $foo: 1 } }, 31325],
  [{ a: {} }, 51270],
  [{ a: 1, b: 0 }, 31254],
  [{ a: 0, b: 1 }, 31253],
  [{ a: 0, b: { $add: [1, 2] } }, 31252],
  [{ a: 0, b: 'text' }, 31310],
  [{ a: 1, 'a.b': 1 }, 31249],
  [{ 'a.b': 1, a: 1 }, 31250],
  [{ a: { b: 1 }, 'a.b': 1 }, 31250],
  [{ 'q.b': 0, q: { b: 0 } }, 31250],
  [{ a: 1, 'a.b.c': { d: 1 } }, 31249],
  [{ _id: 1, '_id.a': 1 }, 31249],
  [{ '_id.a': 1, _id: 0 }, 31250],
]

describe('a projection that is none', () => {
  it.each(rules)('%j is error %i in find as in $project', (projection, code) => {
    const pipeline = [{ $project: projection }]
    for (const name of ['one', 'none']) {
      expect(test.command({ find: name, projection })).toMatchObject({ ok: 0, code })
      expect(test.command({ aggregate: name, pipeline, cursor: {} })).toMatchObject({ ok: 0, code })
    }
    const command = { findAndModify: 'none', query: {}, update: { $set: { a: 1 } }, fields: projection }
    expect(test.command(command)).toMatchObject({ ok: 0, code })
  })
  it.each<[Doc, number]>([
    [{ 'o.a': { $elemMatch: { $gt: 1 } } }, 31275],
    [{ o: { a: { $elemMatch: { $gt: 1 } } } }, 31275],
    [{ q: { $elemMatch: 1 } }, 31274],
    [{ 'o.a.$': 'text' }, 31308],
    [{ 'o.a.$': { b: 1 } }, 31271],
    [{ '.$': 1 }, 5392900],
    [{ $: 1 }, 16410],
  ])('%j is error %i in find', (projection, code) => {
    expect(test.command({ find: 'one', projection })).toMatchObject({ ok: 0, code })
  })
  it.each<[Doc, number]>([
    [{ q: { $elemMatch: { b: 1 } } }, 168],
    [{ 'q.$': 1 }, 31324],
    [{ q: { $slice: 1 } }, 28667],
  ])('%j is for find alone, error %i in $project', (projection, code) => {
    const pipeline = [{ $project: projection }]
    expect(test.command({ aggregate: 'one', pipeline, cursor: {} })).toMatchObject({ ok: 0, code })
  })
  it('leaves the fields of references to documents alone', () => {
    test.command({ insert: 'refs', documents: [{ _id: 1, o: { $ref: 'c', $id: 5 } }] })
    const expected = [{ _id: 1, o: { $id: 5 } }]
    expect(test.find('refs', {}, { projection: { 'o.$id': 1 } })).toEqual(expected)
    expect(test.find('refs', {}, { projection: { o: { $id: 1 } } })).toEqual(expected)
    expect(test.find('refs', {}, { projection: { of: '$o.$id' } })).toEqual([{ _id: 1, of: 5 }])
  })
})
