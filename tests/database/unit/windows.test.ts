import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Doc } from '../../../server/embedded-db/src/values/values'
import { type EngineUnderTest, engineUnderTest, firstBatch } from '../engine'

let test: EngineUnderTest
const day = (date: number) => new Date(Date.UTC(2026, 0, date))
beforeAll(() => {
  test = engineUnderTest()
  const documents = [
    { _id: 1, g: 'b', n: 1, v: 1, at: day(1) },
    { _id: 2, g: 'a', n: 5, v: 2, at: day(2) },
    { _id: 3, g: 'b', n: 3, v: 4, at: day(3) },
    { _id: 4, g: 'b', n: 3, v: 8, at: day(10) },
    { _id: 5, g: 'a', n: 2, v: 16, at: day(5) },
  ]
  test.command({ insert: 'w', documents })
})
afterAll(() => test.close())

const run = (spec: unknown) =>
  test.command({ aggregate: 'w', pipeline: [{ $setWindowFields: spec }], cursor: {} })
const rows = (spec: Doc) => firstBatch(run(spec))
const values = (output: unknown, more: Doc = {}) =>
  rows({ sortBy: { _id: 1 }, output: { r: output }, ...more }).map(({ _id, r }) => [_id, r])
const results = (output: unknown, more: Doc = {}) => values(output, more).map(([, r]) => r)
const sum = (window?: unknown) => ({ $sum: '$v', ...(window === undefined ? {} : { window }) })

describe('$setWindowFields', () => {
  it('sees all of a partition where it is told nothing else', () => {
    expect(values(sum(), { partitionBy: '$g' })).toEqual([
      [2, 18],
      [5, 18],
      [1, 13],
      [3, 13],
      [4, 13],
    ])
    expect(results(sum({}))).toEqual([31, 31, 31, 31, 31])
  })

  it.each([
    [
      [-1, 1],
      [3, 7, 14, 28, 24],
    ],
    [
      ['unbounded', 'current'],
      [1, 3, 7, 15, 31],
    ],
    [
      ['current', 'unbounded'],
      [31, 30, 28, 24, 16],
    ],
    [
      ['unbounded', -1],
      [0, 1, 3, 7, 15],
    ],
    [
      [1, 2],
      [6, 12, 24, 16, 0],
    ],
    [
      [7, 9],
      [0, 0, 0, 0, 0],
    ],
  ])('counts documents: %j', (documents, expected) => {
    expect(results(sum({ documents }))).toEqual(expected)
  })

  it.each([
    [
      [-1, 1],
      [
        [1, 17],
        [5, 29],
        [3, 28],
        [4, 28],
        [2, 2],
      ],
    ],
    [
      ['unbounded', 'current'],
      [
        [1, 1],
        [5, 17],
        [3, 29],
        [4, 29],
        [2, 31],
      ],
    ],
    [
      [0.5, 'unbounded'],
      [
        [1, 30],
        [5, 14],
        [3, 2],
        [4, 2],
        [2, 0],
      ],
    ],
  ])('counts by value, all that are equal together: %j', (range, expected) => {
    expect(values(sum({ range }), { sortBy: { n: 1 } })).toEqual(expected)
  })

  it('counts by time', () => {
    const by = (range: unknown, unit: string) => results(sum({ range, unit }), { sortBy: { at: 1 } })
    expect(by([-1, 0], 'day')).toEqual([1, 3, 6, 16, 8])
    expect(by([-48, 0], 'hour')).toEqual([1, 3, 7, 20, 8])
    expect(by(['unbounded', 1], 'month')).toEqual([31, 31, 31, 31, 31])
  })

  it('has every accumulator that looks at a window', () => {
    const window = { documents: [-1, 0] }
    const over = (spec: Doc) => results({ ...spec, window })
    expect(over({ $push: '$v' })).toEqual([[1], [1, 2], [2, 4], [4, 8], [8, 16]])
    expect(over({ $avg: '$v' }).map(Number)).toEqual([1, 1.5, 3, 6, 12])
    expect(over({ $first: '$v' })).toEqual([1, 1, 2, 4, 8])
    expect(over({ $max: '$g' })).toEqual(['b', 'b', 'b', 'b', 'b'])
    expect(over({ $count: {} })).toEqual([1, 2, 2, 2, 2])
    expect(over({ $addToSet: '$g' }).at(3)).toEqual(['b'])
    expect(over({ $top: { sortBy: { n: -1 }, output: '$_id' } })).toEqual([1, 2, 2, 3, 4])
    expect(results({ $push: '$v', window: { documents: ['unbounded', 0] } }).slice(0, 2)).toEqual([
      [1],
      [1, 2],
    ])
    expect(results({ $push: ['$v', '$n'] }).at(0)).toHaveLength(5)
  })

  it('has no deviation while an infinite number is in a window that slides', () => {
    test.command({ insert: 'inf', documents: [Infinity, 1, 3].map((v, i) => ({ _id: i, v })) })
    const output = { r: { $stdDevPop: '$v', window: { documents: [-1, 0] } }, all: { $stdDevPop: '$v' } }
    const pipeline = [{ $setWindowFields: { sortBy: { _id: 1 }, output } }]
    const found = test.aggregate('inf', pipeline)
    expect(found.map(({ r }) => r && Number(r))).toEqual([null, null, 1])
    expect(found.map(({ all }) => Number(all))).toEqual([Number.NaN, Number.NaN, Number.NaN])
  })

  it('ranks', () => {
    const output = { rank: { $rank: {} }, dense: { $denseRank: {} }, number: { $documentNumber: {} } }
    expect(rows({ partitionBy: '$g', sortBy: { n: -1 }, output })).toMatchObject([
      { _id: 2, rank: 1, dense: 1, number: 1 },
      { _id: 5, rank: 2, dense: 2, number: 2 },
      { _id: 3, rank: 1, dense: 1, number: 1 },
      { _id: 4, rank: 1, dense: 1, number: 2 },
      { _id: 1, rank: 3, dense: 2, number: 3 },
    ])
  })

  it('tells partitions and ranks apart as its collation does', () => {
    test.command({ insert: 'words', documents: ['a', 'B', 'A', 'b'].map((t, i) => ({ _id: i, t })) })
    const output = { n: { $count: {} }, rank: { $denseRank: {} } }
    const pipeline = [{ $setWindowFields: { partitionBy: '$t', sortBy: { t: 1 }, output } }]
    const collation = { locale: 'en', strength: 2 }
    const found = test.aggregate('words', pipeline, { collation })
    expect(found.map(({ _id, n, rank }) => [_id, n, rank])).toEqual([
      [0, 2, 1],
      [2, 2, 1],
      [1, 2, 1],
      [3, 2, 1],
    ])
  })

  it('looks at neighbours', () => {
    expect(results({ $shift: { output: '$v', by: -1 } })).toEqual([null, 1, 2, 4, 8])
    expect(results({ $shift: { output: { $add: ['$v', 1] }, by: 2, default: 'none' } })).toEqual([
      5,
      9,
      17,
      'none',
      'none',
    ])
  })

  it('puts what it finds along paths', () => {
    const [first] = rows({ sortBy: { _id: 1 }, output: { 'x.y': sum(), v: sum() } })
    expect(first).toMatchObject({ _id: 1, v: 31, x: { y: 31 } })
    expect(rows({ output: {} })).toHaveLength(5)
  })

  const output = (window: unknown) => ({ sortBy: { n: 1 }, output: { r: sum(window) } })
  it.each<[unknown, number]>([
    [1, 9],
    [{}, 40414],
    [{ output: 1 }, 14],
    [{ output: {}, odd: 1 }, 40415],
    [{ output: {}, sortBy: 1 }, 14],
    [{ output: {}, sortBy: { a: 2 } }, 15975],
    [{ output: {}, partitionBy: ['$g'] }, 14],
    [{ output: { r: {} } }, 9],
    [{ output: { r: { $sum: 1, $avg: 1 } } }, 9],
    [{ output: { r: { $mergeObjects: '$x' } } }, 9],
    [{ output: { r: { $derivative: {} } } }, 9],
    [{ output: { 'r.': sum() } }, 40353],
    [output(null), 9],
    [output({ odd: 1 }), 9],
    [output({ documents: [0] }), 9],
    [output({ documents: [0.5, 1] }), 9],
    [output({ documents: [1, 0] }), 5339900],
    [output({ documents: [0, 1], range: [0, 1] }), 9],
    [output({ documents: [0, 1], unit: 'day' }), 9],
    [output({ range: [0, 'x'] }), 9],
    [output({ range: [0, 1], unit: 'day' }), 5429513],
    [output({ range: [0, 1], unit: 'days' }), 9],
    [{ output: { r: sum({ documents: [0, 1] }) } }, 5339901],
    [{ output: { r: sum({ range: [0, 1] }) } }, 5339902],
    [{ ...output({ range: [0, 1] }), sortBy: { n: -1 } }, 8947401],
    [{ ...output({ range: [0, 1] }), sortBy: { g: 1 } }, 5429414],
    [{ output: { r: { $rank: {} } } }, 5371602],
    [{ sortBy: { n: 1 }, output: { r: { $rank: 1 } } }, 5371603],
    [{ sortBy: { n: 1 }, output: { r: { $rank: {}, window: {} } } }, 5371601],
    [{ sortBy: { n: 1 }, output: { r: { $shift: { output: '$v', by: 0.5 } } } }, 9],
    [{ sortBy: { n: 1 }, output: { r: { $shift: { output: '$v', by: 1, default: '$v' } } } }, 9],
  ])('refuses %j', (spec, code) => {
    expect(run(spec)).toMatchObject({ ok: 0, code })
  })
})
