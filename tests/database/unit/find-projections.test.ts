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
const computed = (collection: string, projection: Doc) =>
  text(test.aggregate(collection, [{ $sort: { _id: 1 } }, { $project: projection }]))

describe('a computed field of $project', () => {
  it('below a path is set in what is missing, in scalars and in elements', () => {
    expect(computed('towns', { 'address.city': '$city' })).toBe(
      text([
        { _id: 1, address: { city: 'Rom' } },
        { _id: 2, address: { city: 'Bonn' } },
        { _id: 4, address: [{ city: 'Jena' }, { city: 'Jena' }] },
      ]),
    )
  })
  it('may stand in a document of paths', () => {
    expect(computed('one', { a: { b: { $literal: 5 } }, s: 1 })).toBe(text([{ _id: 1, s: 3, a: { b: 5 } }]))
  })
  it('comes after what is kept, in the order of the projection', () => {
    expect(computed('one', { 'x.y': '$s', w: '$z', s: 1 })).toBe(
      text([{ _id: 1, s: 3, x: { y: 3 }, w: 'z' }]),
    )
    expect(computed('one', { 'z.s': '$s', s: 1 })).toBe(text([{ _id: 1, z: { s: 3 }, s: 3 }]))
  })
  it.each<[unknown]>([[null], [[]], [new Date(5)], [new ObjectId('0123456789abcdef01234567')], ['text']])(
    '%j is a literal',
    (h) => {
      expect(test.aggregate('one', [{ $project: { h } }])).toEqual([{ _id: 1, h }])
    },
  )
  it('is an array of expressions', () => {
    expect(test.aggregate('one', [{ $project: { h: ['$_id', 1, '$none'] } }])).toEqual([
      { _id: 1, h: [1, 1, null] },
    ])
  })
})

describe('what find does not project', () => {
  it.each<[Doc, number]>([
    [{ 'q.$': 1 }, 115],
    [{ h: '$s' }, 115],
    [{ h: { $add: ['$s', 1] } }, 115],
    [{ q: { $slice: 1 } }, 31325],
    [{ q: { $elemMatch: { b: 1 } } }, 31325],
  ])('%j is error %i', (projection, code) => {
    expect(test.command({ find: 'one', projection })).toMatchObject({ ok: 0, code })
    const change = { findAndModify: 'one', query: {}, update: { $set: { z: 'z' } }, fields: projection }
    expect(test.command(change)).toMatchObject({ ok: 0, code })
  })
})

const rules: [Doc, number][] = [
  [{ 'a..b': 1 }, 15998],
  [{ '.a': 1 }, 15998],
  [{ '': 1 }, 40352],
  [{ 'a.': 1 }, 40353],
  [{ 'a.$b': 1 }, 16410],
  [{ $x: 1 }, 16410],
  [{ a: { $add: [1, 2], b: 1 } }, 16410],
  [{ a: { $foo: 1 } }, 31325],
  [{ a: {} }, 51270],
  [{ a: 1, b: 0 }, 31254],
  [{ a: 0, b: 1 }, 31253],
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
    [{ a: 0, b: { $add: [1, 2] } }, 31310],
    [{ a: 0, b: 'text' }, 31310],
  ])('%j is error %i in $project', (projection, code) => {
    expect(
      test.command({ aggregate: 'one', pipeline: [{ $project: projection }], cursor: {} }),
    ).toMatchObject({
      code,
    })
  })
})
