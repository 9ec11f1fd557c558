import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest } from '../engine'

let test: EngineUnderTest
beforeEach(() => {
  test = engineUnderTest({ small: 0 })
})
afterEach(() => test.close())

const point = (...coordinates: number[]) => ({ type: 'Point', coordinates })
const index = (key: Doc, options: Doc = {}) =>
  test.command({ createIndexes: 'c', indexes: [{ key, ...options }] })
const insert = (...documents: Doc[]) => test.command({ insert: 'c', documents })
const ids = (filter: Doc, more: Doc = {}) => test.find('c', filter, more).map((doc) => doc._id)
const errorOf = (reply: Doc) => (reply.writeErrors as Doc[] | undefined)?.[0] ?? reply
const listed = () => test.indexes('c').slice(1)

describe('an index over places', () => {
  it('is listed with what it was made of', () => {
    index({ loc: '2dsphere', kind: 1 })
    index({ flat: '2d' }, { name: 'flat', min: 0, max: 10, bits: 20 })
    index({ old: '2dsphere' }, { '2dsphereIndexVersion': 2 })
    expect(listed()).toEqual([
      { v: 2, key: { loc: '2dsphere', kind: 1 }, name: 'loc_2dsphere_kind_1', '2dsphereIndexVersion': 3 },
      { v: 2, key: { flat: '2d' }, name: 'flat', bits: 20, min: 0, max: 10 },
      { v: 2, key: { old: '2dsphere' }, name: 'old_2dsphere', '2dsphereIndexVersion': 2 },
    ])
    expect(index({ loc: '2dsphere', kind: 1 })).toMatchObject({ note: 'all indexes already exist' })
    expect(test.command({ dropIndexes: 'c', index: { loc: '2dsphere', kind: 1 } })).toMatchObject({ ok: 1 })
  })

  const refused: [Doc, Doc, number][] = [
    [{ loc: '2dsphere' }, { unique: true }, 67],
    [{ loc: '2dsphere' }, { '2dsphereIndexVersion': 1 }, 67],
    [{ loc: '2dsphere' }, { '2dsphereIndexVersion': 'x' }, 14],
    [{ loc: '2dsphere' }, { bits: 20 }, 67],
    [{ loc: '2dsphere' }, { expireAfterSeconds: 5 }, 67],
    [{ loc: 1 }, { min: 5 }, 67],
    [{ loc: '2d' }, { bits: 33 }, 72],
    [{ loc: '2d' }, { min: 5, max: 5 }, 72],
    [{ a: 1, loc: '2d' }, {}, 16801],
    [{ a: '2d', b: '2d' }, {}, 16800],
    [{ a: '2d', b: '2dsphere' }, {}, 67],
    [{ loc: 'text' }, {}, 67],
  ]
  it.each(refused)('%j with %j is refused', (key, options, code) => {
    expect(index(key, options)).toMatchObject({ ok: 0, code })
  })

  it('of the sphere refuses what is no place', () => {
    index({ loc: '2dsphere' })
    expect(
      insert({ _id: 1, loc: point(1, 2) }, { _id: 2 }, { _id: 3, loc: null }, { _id: 4, loc: [] }),
    ).toMatchObject({ n: 4 })
    expect(insert({ _id: 5, loc: [1, 2] }, { _id: 6, loc: { lng: 1, lat: 2 } })).toMatchObject({ n: 2 })
    for (const loc of [
      5,
      'here',
      point(200, 0),
      [200, 0],
      { type: 'Point' },
      [
        [1, 2],
        [3, 4],
      ],
    ]) // prettier-ignore
      expect(errorOf(insert({ _id: 9, loc }))).toMatchObject({
        code: 16755,
        errmsg: expect.stringContaining("Can't extract geo keys"),
      })
    const update = { update: 'c', updates: [{ q: { _id: 1 }, u: { $set: { loc: 'lost' } } }] }
    expect(errorOf(test.command(update))).toMatchObject({ code: 16755 })
    expect(ids({})).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('of the plane refuses points out of its square', () => {
    index({ loc: '2d' }, { min: 0, max: 10 })
    expect(
      insert(
        { _id: 1, loc: [1, 2] },
        {
          _id: 2,
          loc: [
            [3, 4],
            [5, 6],
          ],
        },
        { _id: 3 },
        { _id: 4, loc: 'x' },
      ), // prettier-ignore
    ).toMatchObject({ n: 4 })
    expect(errorOf(insert({ _id: 9, loc: [11, 0] }))).toMatchObject({ code: 13027 })
    expect(errorOf(insert({ _id: 9, loc: [1] }))).toMatchObject({ code: 13068 })
    expect(errorOf(insert({ _id: 9, loc: [1, 'x'] }))).toMatchObject({ code: 13026 })
    expect(errorOf(insert({ _id: 9, loc: point(1, 2) }))).toMatchObject({ code: 16804 })
  })

  it('is not made over documents that it would refuse', () => {
    insert({ _id: 1, loc: 'here', state: 'draft' }, { _id: 2, loc: point(1, 1), state: 'open' })
    expect(index({ loc: '2dsphere' })).toMatchObject({ ok: 0, code: 16755 })
    expect(listed()).toEqual([])
    expect(index({ loc: '2dsphere' }, { partialFilterExpression: { state: 'open' } })).toMatchObject({
      ok: 1,
    })
    expect(insert({ _id: 3, loc: 'there', state: 'draft' })).toMatchObject({ n: 1 })
    expect(errorOf(insert({ _id: 4, loc: 'there', state: 'open' }))).toMatchObject({ code: 16755 })
    expect(() => ids({ loc: { $nearSphere: point(0, 0) } })).toThrow('unable to find index')
    expect(ids({ loc: { $nearSphere: point(0, 0) }, state: 'open' })).toEqual([2])
  })
})

describe('what is near', () => {
  const near = { $near: { $geometry: point(0, 0) } }
  beforeEach(() => {
    index({ loc: '2dsphere' })
    insert(
      { _id: 'c', loc: point(0, 3), n: 1 },
      { _id: 'a', loc: point(1, 0), n: 3 },
      { _id: 'none', n: 4 },
      { _id: 'b', loc: [0, -2], n: 2 },
      {
        _id: 'line',
        loc: {
          type: 'LineString',
          coordinates: [
            [9, 9],
            [9, -9],
          ],
        },
        n: 5,
      }, // prettier-ignore
    )
  })

  it('comes in the order of distance, in pages', () => {
    expect(ids({ loc: near })).toEqual(['a', 'b', 'c', 'line'])
    expect(ids({ loc: near }, { limit: 2 })).toEqual(['a', 'b'])
    expect(ids({ loc: near }, { skip: 1, limit: 2 })).toEqual(['b', 'c'])
    expect(ids({ loc: near, n: { $gt: 1 } })).toEqual(['a', 'b', 'line'])
    expect(ids({ $and: [{ loc: near }, { n: { $lt: 5 } }] })).toEqual(['a', 'b', 'c'])
    expect(ids({ loc: near }, { sort: { n: 1 } })).toEqual(['c', 'b', 'a', 'line'])
    const reply = test.command({ find: 'c', filter: { loc: near }, batchSize: 1 })
    const { id } = reply.cursor as { id: number }
    expect(test.command({ getMore: id, collection: 'c' })).toMatchObject({
      cursor: { nextBatch: [{ _id: 'b' }, { _id: 'c' }, { _id: 'line' }] },
    })
  })

  it('keeps to its distances, in metres, radians or neither', () => {
    const degrees = (n: number) => (n * Math.PI) / 180
    expect(ids({ loc: { $near: { $geometry: point(0, 0), $maxDistance: 250_000 } } })).toEqual(['a', 'b'])
    expect(
      ids({ loc: { $nearSphere: [0, 0], $minDistance: degrees(1.5), $maxDistance: degrees(4) } }),
    ).toEqual(['b', 'c']) // prettier-ignore
    expect(ids({ loc: { $nearSphere: point(0, 0), $maxDistance: 150_000 } })).toEqual(['a'])
  })

  it('on the plane needs an index of the plane', () => {
    expect(() => ids({ loc: { $near: [0, 0] } })).toThrow('unable to find index for $geoNear query')
    test.command({ createIndexes: 'flat', indexes: [{ key: { loc: '2d' } }] })
    test.command({
      insert: 'flat',
      documents: [
        { _id: 1, loc: [3, 4] },
        {
          _id: 2,
          loc: [
            [9, 9],
            [1, 0],
          ],
        },
      ],
    }) // prettier-ignore
    const found = (filter: Doc) => test.find('flat', filter).map((doc) => doc._id)
    expect(found({ loc: { $near: [0, 0] } })).toEqual([2, 1])
    expect(found({ loc: { $near: [0, 0], $maxDistance: 4 } })).toEqual([2])
    expect(found({ loc: { $near: [0, 0, 4] } })).toEqual([2])
    expect(found({ loc: { $nearSphere: [0, 0] } })).toEqual([2, 1])
    expect(() => found({ loc: near })).toThrow('unable to find index')
  })

  it('can be updated, deleted and counted', () => {
    const close = { $near: { $geometry: point(0, 0), $maxDistance: 250_000 } }
    expect(test.command({ count: 'c', query: { loc: close } })).toMatchObject({ n: 2 })
    const update = { q: { loc: close }, u: { $set: { seen: 1 } }, multi: true }
    expect(test.command({ update: 'c', updates: [update] })).toMatchObject({ n: 2 })
    expect(
      test.command({ findAndModify: 'c', query: { loc: close }, update: { $set: { first: 1 } } }),
    ).toMatchObject({ value: { _id: 'a' } })
    expect(test.command({ delete: 'c', deletes: [{ q: { loc: close }, limit: 0 }] })).toMatchObject({ n: 2 })
  })

  const refused: [Doc, number][] = [
    [{ $or: [{ loc: near }, { n: 1 }] }, 2],
    [{ $nor: [{ loc: near }] }, 2],
    [{ loc: { $not: near } }, 2],
    [{ a: { $elemMatch: { loc: near } } }, 2],
    [{ loc: near, other: near }, 2],
    [{ other: near }, 291],
    [{ loc: { $maxDistance: 5, $near: [0, 0] } }, 2],
    [{ loc: { $near: { $geometry: [0, 0] } } }, 2],
    [{ loc: { $near: { $geometry: point(200, 0) } } }, 2],
    [{ loc: { $near: { $maxDistance: 1 } } }, 2],
    [{ loc: { $near: { $geometry: point(0, 0), $maxDistance: -1 } } }, 2],
    [{ loc: { ...near, $maxDistance: 1 } }, 2],
    [{ loc: { $nearSphere: [200, 0] } }, 2],
    [{ loc: { $nearSphere: [0, 0], $maxDistance: 'x' } }, 16895],
    [{ loc: { $nearSphere: [0, 0], $maxDistance: -1 } }, 16896],
    [{ loc: { $nearSphere: [0, 0], $minDistance: -1 } }, 16894],
    [{ loc: { $nearSphere: [0, 0], $exists: true } }, 34413],
  ]
  it.each(refused)('%j is refused', (filter, code) => {
    expect(test.command({ find: 'c', filter })).toMatchObject({ ok: 0, code })
  })

  it('is no condition within a value', () => {
    expect(ids({ loc: { point: near } })).toEqual([])
    expect(() => ids({ loc: { $in: [near] } })).toThrow('cannot nest')
  })

  it('is no filter of a pipeline', () => {
    const pipeline = [{ $match: { loc: near } }]
    expect(test.command({ aggregate: 'c', pipeline, cursor: {} })).toMatchObject({ ok: 0, code: 5_626_500 })
  })

  it('is found by the index that the plan names', () => {
    const reply = test.command({ explain: { find: 'c', filter: { loc: near } }, verbosity: 'queryPlanner' })
    expect(reply).toMatchObject({ queryPlanner: { winningPlan: { stage: 'GEO_NEAR_2DSPHERE' } } })
  })

  it('is nothing where there is no collection', () => {
    expect(test.find('missing', { loc: near })).toEqual([])
  })
})
