import { afterAll, beforeEach, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'

const numRuns = Number(process.env.HUTANG_PROPERTY_RUNS ?? 60)
const test: EngineUnderTest = engineUnderTest({ small: 0 })
afterAll(() => test.close())

const lng = fc.oneof(fc.integer({ min: -180, max: 180 }), fc.double({ min: 119, max: 121, noNaN: true }))
const lat = fc.oneof(fc.integer({ min: -90, max: 90 }), fc.double({ min: 27, max: 28, noNaN: true }))
const pair = fc.tuple(lng, lat)
const point = pair.map((coordinates) => ({ type: 'Point', coordinates }))
const triangle = fc
  .tuple(fc.integer({ min: -170, max: 170 }), fc.integer({ min: -80, max: 80 }), fc.constantFrom(0.01, 1, 9))
  .map(([x, y, size]) => ({
    type: 'Polygon',
    coordinates: [
      [
        [x, y],
        [x + size, y],
        [x, y + size],
        [x, y],
      ],
    ], // prettier-ignore
  }))
const line = fc.tuple(pair, fc.integer({ min: 1, max: 60 })).map(([[x, y], size]) => ({
  type: 'LineString',
  coordinates: [
    [x, y],
    [x > 0 ? x - size : x + size, y / 2],
  ],
})) // prettier-ignore
const onSphere = fc.oneof(pair, point, triangle, line, fc.constant(null))
const onPlane = fc.oneof(pair, fc.array(pair, { maxLength: 3 }), fc.constant('nowhere'))

const places = fc.array(fc.record({ s: onSphere, f: onPlane, n: fc.integer({ min: 0, max: 3 }) }), {
  minLength: 1,
  maxLength: 30,
})
const area = fc.oneof(
  triangle.map(($geometry) => ({ s: { $geoWithin: { $geometry } } })),
  onSphere.filter((place) => place !== null).map(($geometry) => ({ s: { $geoIntersects: { $geometry } } })),
  fc
    .tuple(pair, fc.constantFrom(0, 0.001, 0.1, 1, 2, 4))
    .map(($centerSphere) => ({ s: { $geoWithin: { $centerSphere } } })),
  fc.tuple(pair, pair).map(($box) => ({ f: { $geoWithin: { $box } } })),
  fc.tuple(pair, fc.constantFrom(0, 0.5, 30)).map(($center) => ({ f: { $geoWithin: { $center } } })),
  fc.array(pair, { minLength: 3, maxLength: 5 }).map(($polygon) => ({ f: { $geoWithin: { $polygon } } })),
)
const near = fc.oneof(
  fc.tuple(point, fc.constantFrom(1e5, 5e6, 3e7)).map(([$geometry, $maxDistance]) => ({
    s: { $near: { $geometry, $maxDistance } },
  })),
  point.map(($nearSphere) => ({ s: { $nearSphere } })),
  pair.map(($nearSphere) => ({ s: { $nearSphere } })),
  pair.map(($near) => ({ f: { $near } })),
  fc.tuple(pair, fc.constantFrom(0.5, 40)).map(([$near, $maxDistance]) => ({ f: { $near, $maxDistance } })),
)
const change = fc.record({ from: fc.integer({ min: 0, max: 3 }), s: onSphere, f: onPlane })

let collections: string[] = []
let last = 0
function filled(documents: Doc[], changes: Doc[]): void {
  collections = ['plain', 'built', 'kept'].map((name) => `${name}${last}`)
  last++
  const [plain = '', built = '', kept = ''] = collections
  const index = (name: string) =>
    test.command({ createIndexes: name, indexes: [{ key: { s: '2dsphere' } }, { key: { f: '2d' } }] })
  index(kept)
  for (const name of [plain, built, kept]) {
    test.command({ insert: name, documents: documents.map((doc, _id) => ({ _id, ...doc })) })
    for (const { from, ...fields } of changes) {
      const updates = [{ q: { _id: from, n: { $gt: 0 } }, u: { $set: fields } }]
      expect(test.command({ update: name, updates }).writeErrors).toBeUndefined()
    }
    test.command({ delete: name, deletes: [{ q: { n: 3 }, limit: 0 }] })
  }
  expect(index(built)).toMatchObject({ ok: 1 })
}
const ids = (collection: string, filter: Doc, more: Doc = {}) =>
  test.find(collection, filter, more).map((doc) => doc._id)

beforeEach(() => {
  for (const drop of collections) test.command({ drop })
})

describe('indexes over places', () => {
  it('find what is found without them', () => {
    fc.assert(
      fc.property(
        places,
        fc.array(change, { maxLength: 3 }),
        fc.array(area, { maxLength: 8 }),
        (documents, changes, areas) => {
          filled(documents, changes)
          const [plain = '', built = '', kept = ''] = collections
          for (const filter of areas) {
            const found = ids(plain, filter)
            expect(ids(built, filter)).toEqual(found)
            expect(ids(kept, filter)).toEqual(found)
            expect(test.command({ count: kept, query: filter })).toMatchObject({ n: found.length })
          }
          for (const drop of collections) test.command({ drop })
        },
      ),
      { numRuns },
    )
  })

  it('find the nearest as a look at all of them does', () => {
    fc.assert(
      fc.property(
        places,
        fc.array(change, { maxLength: 3 }),
        fc.array(near, { maxLength: 8 }),
        (documents, changes, queries) => {
          filled(documents, changes)
          const [, built = '', kept = ''] = collections
          for (const filter of queries) {
            const all = ids(built, filter)
            expect(ids(kept, filter)).toEqual(all)
            for (const limit of [1, 3]) expect(ids(kept, filter, { limit })).toEqual(all.slice(0, limit))
            expect(ids(kept, filter, { limit: 2, skip: 1 })).toEqual(all.slice(1, 3))
            expect(ids(kept, { ...filter, n: 1 }, { limit: 5 })).toEqual(
              ids(kept, { ...filter, n: 1 }).slice(0, 5),
            )
          }
          for (const drop of collections) test.command({ drop })
        },
      ),
      { numRuns },
    )
  })
})
