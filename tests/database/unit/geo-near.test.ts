import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest, firstBatch } from '../engine'

let test: EngineUnderTest
beforeEach(() => {
  test = engineUnderTest({ small: 0 })
  test.command({ createIndexes: 'c', indexes: [{ key: { at: '2dsphere' } }] })
  test.command({ createIndexes: 'flat', indexes: [{ key: { at: '2d' } }] })
  const documents = [
    { _id: 1, at: [0, 3], n: 1 },
    { _id: 2, at: [0, 1], n: 2 },
    { _id: 3, at: [0, 2], n: 1 },
  ]
  test.command({ insert: 'c', documents: [...documents, { _id: 4 }] })
  test.command({
    insert: 'flat',
    documents: [
      ...documents,
      {
        _id: 5,
        at: [
          [9, 9],
          [0, 0.5],
        ],
      },
    ],
  }) // prettier-ignore
})
afterEach(() => test.close())

const origin = { type: 'Point', coordinates: [0, 0] }
const degree = (6_378_100 * Math.PI) / 180
const run = (spec: unknown, rest: Doc[] = [], collection = 'c', more: Doc = {}) =>
  test.command({ aggregate: collection, pipeline: [{ $geoNear: spec }, ...rest], cursor: {}, ...more })
const found = (...given: Parameters<typeof run>) => firstBatch(run(...given))
const ids = (...given: Parameters<typeof run>) => found(...given).map(({ _id }) => _id)

describe('$geoNear', () => {
  it('begins a pipeline with the nearest documents and their distances', () => {
    const [first, second] = found({ near: origin, distanceField: 'far.metres', includeLocs: 'place' })
    expect(first).toMatchObject({ _id: 2, place: [0, 1] })
    expect(Number((first?.far as Doc | undefined)?.metres)).toBeCloseTo(degree, 4)
    expect(second).toMatchObject({ _id: 3 })
    expect(ids({ near: origin, distanceField: 'd' })).toEqual([2, 3, 1])
  })

  it('keeps to its query, its distances, and the stages behind it', () => {
    expect(ids({ near: origin, distanceField: 'd', query: { n: 1 } })).toEqual([3, 1])
    expect(ids({ near: origin, distanceField: 'd', maxDistance: 2.5 * degree })).toEqual([2, 3])
    expect(ids({ near: origin, distanceField: 'd', minDistance: 1.5 * degree })).toEqual([3, 1])
    expect(ids({ near: origin, distanceField: 'd' }, [{ $limit: 1 }])).toEqual([2])
    expect(ids({ near: origin, distanceField: 'd' }, [{ $match: { n: 1 } }, { $limit: 1 }])).toEqual([3])
    expect(found({ near: origin, distanceField: 'd' }, [{ $count: 'n' }])).toEqual([{ n: 3 }])
  })

  it('measures in radians or on the plane, times a factor', () => {
    const [radians] = found({ near: [0, 0], spherical: true, distanceField: 'd' })
    expect(Number(radians?.d)).toBeCloseTo(Math.PI / 180, 12)
    const flat = found(
      { near: [0, 0], distanceField: 'd', distanceMultiplier: 10, includeLocs: 'l' },
      [],
      'flat',
    )
    expect(flat.map(({ _id, d }) => [_id, Number(d)])).toEqual([
      [5, 5],
      [2, 10],
      [3, 20],
      [1, 30],
    ])
    expect(flat[0]).toMatchObject({ l: [0, 0.5] })
  })

  it('takes its place from variables', () => {
    expect(ids({ near: '$$here', distanceField: 'd' }, [], 'c', { let: { here: origin } })).toEqual([2, 3, 1])
  })

  it('needs one index, or the name of its field', () => {
    test.command({ createIndexes: 'c', indexes: [{ key: { to: '2dsphere' } }] })
    expect(run({ near: origin, distanceField: 'd' })).toMatchObject({ ok: 0, code: 27 })
    expect(ids({ near: origin, distanceField: 'd', key: 'at' })).toEqual([2, 3, 1])
    expect(ids({ near: origin, distanceField: 'd', key: 'to' })).toEqual([])
    expect(run({ near: origin, distanceField: 'd', key: 'n' })).toMatchObject({ ok: 0, code: 291 })
    expect(run({ near: origin, distanceField: 'd' }, [], 'missing')).toMatchObject({ ok: 0, code: 26 })
    test.command({ create: 'bare' })
    expect(run({ near: origin, distanceField: 'd' }, [], 'bare')).toMatchObject({ ok: 0, code: 27 })
  })

  const refused: [unknown, number][] = [
    [5, 10065],
    [[], 5_860_400],
    [{ distanceField: 'd' }, 5_860_400],
    [{ near: 5 }, 5_860_401],
    [{ near: '$at' }, 5_860_402],
    [{ near: [0] }, 2],
    [{ near: origin, limit: 5 }, 50858],
    [{ near: origin, odd: 5 }, 2],
    [{ near: origin, distanceField: 5 }, 16606],
    [{ near: origin, distanceField: 'a.' }, 40353],
    [{ near: origin, includeLocs: 5 }, 16607],
    [{ near: origin, maxDistance: 'x' }, 14],
    [{ near: origin, maxDistance: -1 }, 2],
    [{ near: origin, maxDistance: '$n' }, 7_555_702],
    [{ near: origin, distanceMultiplier: -1 }, 2],
    [{ near: origin, query: 5 }, 14],
    [{ near: origin, query: { at: { $near: [0, 0] } } }, 5_626_500],
    [{ near: origin, key: '' }, 2],
  ]
  it.each(refused)('of %j is refused', (spec, code) => {
    expect(run(spec)).toMatchObject({ ok: 0, code })
  })

  it('stands first, and in no pipeline within another', () => {
    const stage = { $geoNear: { near: origin, distanceField: 'd' } }
    const aggregate = (pipeline: Doc[]) => test.command({ aggregate: 'c', pipeline, cursor: {} })
    expect(aggregate([{ $match: { n: 1 } }, stage])).toMatchObject({ ok: 0, code: 40603 })
    expect(aggregate([{ $facet: { a: [stage] } }])).toMatchObject({ ok: 0, code: 40600 })
    expect(aggregate([{ $unionWith: { coll: 'flat', pipeline: [stage] } }])).toMatchObject({
      ok: 0,
      code: 115,
    })
    expect(aggregate([{ $lookup: { from: 'flat', pipeline: [stage], as: 'x' } }])).toMatchObject({
      ok: 0,
      code: 115,
    })
  })
})
