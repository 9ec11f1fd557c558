import { factsOf, type SizeClass, type SizeFigures, sizeOf } from '@hutang/shared'
import { describe, expect, it } from '@jest/globals'
import { profileOf, today } from './samples'

const wan = 1_000_000
type Figure = 'staff' | 'revenueFen' | 'assetsFen'
type Least = readonly [number, number, number]

/** 国统字〔2017〕213号, typed from the table of the document. */
const table: readonly [string, readonly string[], Partial<Record<Figure, Least>>][] = [
  ['农林牧渔', ['A', '01', 'A0141', '0514'], { revenueFen: [20_000, 500, 50] }],
  [
    '工业',
    ['B', '06', 'C', '13', 'C4390', 'D', '46'],
    { staff: [1_000, 300, 20], revenueFen: [40_000, 2_000, 300] },
  ],
  ['建筑', ['E', '47', '5090'], { revenueFen: [80_000, 6_000, 300], assetsFen: [80_000, 5_000, 300] }],
  ['批发', ['51', 'F5110'], { staff: [200, 20, 5], revenueFen: [40_000, 5_000, 1_000] }],
  ['零售', ['52', 'F5299'], { staff: [300, 50, 10], revenueFen: [20_000, 500, 100] }],
  [
    '交通运输',
    ['54', '55', '56', '57', 'G5810', '5910'],
    { staff: [1_000, 300, 20], revenueFen: [30_000, 3_000, 200] },
  ],
  ['仓储', ['59', 'G5951'], { staff: [200, 100, 20], revenueFen: [30_000, 1_000, 100] }],
  ['邮政', ['60', '6020'], { staff: [1_000, 300, 20], revenueFen: [30_000, 2_000, 100] }],
  ['住宿', ['61', '6130'], { staff: [300, 100, 10], revenueFen: [10_000, 2_000, 100] }],
  ['餐饮', ['62', 'H6210'], { staff: [300, 100, 10], revenueFen: [10_000, 2_000, 100] }],
  ['信息传输', ['63', '64', 'I6420'], { staff: [2_000, 100, 10], revenueFen: [100_000, 1_000, 100] }],
  ['软件', ['65', '6513'], { staff: [300, 100, 10], revenueFen: [10_000, 1_000, 50] }],
  ['房地产开发', ['7010', '701'], { revenueFen: [200_000, 1_000, 100], assetsFen: [10_000, 5_000, 2_000] }],
  ['物业', ['702', 'K7020'], { staff: [1_000, 300, 100], revenueFen: [5_000, 1_000, 500] }],
  ['租赁商务', ['L', '71', '7291'], { staff: [300, 100, 10], assetsFen: [120_000, 8_000, 100] }],
  ['其他', ['M', '73', 'N', '78', 'O', '80', '85', 'R', '90', '703', '709'], { staff: [300, 100, 10] }],
]

const classes: readonly SizeClass[] = ['large', 'medium', 'small', 'micro']
const unitOf = (figure: Figure) => (figure === 'staff' ? 1 : wan)

/** Figures that all reach a class, one of them moved. */
const figuresAt = (least: Partial<Record<Figure, Least>>, place: number): SizeFigures =>
  Object.fromEntries(
    Object.entries(least).map(([figure, limits]) => [
      figure,
      place === 3 ? 0 : (limits[place] ?? 0) * unitOf(figure as Figure),
    ]),
  )

const edges = table.flatMap(([name, codes, least]) =>
  codes.flatMap((code) => [0, 1, 2].map((place) => ({ name, code, place, least }))),
)

describe('the size class', () => {
  it.each(edges)('of $name ($code) at the edge of class $place', ({ code, place, least }) => {
    const at = figuresAt(least, place)
    expect(sizeOf(code, at)).toEqual({ kind: 'sizes', sizes: [classes[place]], asks: [] })
    for (const figure of Object.keys(least) as Figure[]) {
      const below = { ...at, [figure]: (at[figure] ?? 0) - 1 }
      // One figure short: 下划一档, also where the others reach it.
      expect(sizeOf(code, below)).toMatchObject({ sizes: [classes[place + 1]] })
    }
  })

  it('is micro by one figure alone, whatever the others are', () => {
    expect(sizeOf('13', { staff: 5_000, revenueFen: 299 * wan })).toMatchObject({ sizes: ['micro'] })
    expect(sizeOf('13', { staff: 19 })).toEqual({ kind: 'sizes', sizes: ['micro'], asks: [] })
  })

  it('is as far known as the figures go, and says which are missing', () => {
    expect(sizeOf('13', { staff: 250 })).toEqual({
      kind: 'sizes',
      sizes: ['small', 'micro'],
      asks: ['revenueFen'],
    })
    expect(sizeOf('13', {})).toEqual({ kind: 'sizes', sizes: classes, asks: ['staff', 'revenueFen'] })
    // The number of people is nothing to a farm.
    expect(sizeOf('01', { revenueFen: 500 * wan })).toMatchObject({ sizes: ['medium'], asks: [] })
  })

  it.each(['J', '66', 'P', '83', 'S', '91', 'T', '97', '53', 'G5310', '84', '704'])(
    'does not apply to %s',
    (code) => {
      expect(sizeOf(code, { staff: 5, revenueFen: 5, assetsFen: 5 })).toEqual({ kind: 'notApplicable' })
    },
  )

  it.each(['G', 'F', 'K', '70', 'xx', ''])(
    'is not known of an industry that says too little: “%s”',
    (code) => {
      expect(sizeOf(code, { staff: 5, revenueFen: 5 })).toMatchObject({ sizes: classes })
    },
  )

  it('is what somebody who knows says it is', () => {
    const years = [{ year: 2025, staff: 5, revenueFen: null, assetsFen: null, others: {} }]
    expect(factsOf(profileOf({ industries: ['13'], years }), today).size).toBe('micro')
    expect(factsOf(profileOf({ industries: ['13'], years, sizeOverride: 'small' }), today).size).toBe('small')
    expect(factsOf(profileOf({ industries: ['83'], years }), today).size).toBeUndefined()
  })
})
