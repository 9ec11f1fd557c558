import { industryCode } from './industry-code'
import { type SizeClass, sizeClasses } from './types'

/**
 * 统计上大中小微型企业划分办法（2017，国统字〔2017〕213号）: for each industry the least of each figure for 大, 中 and 小.
 * People as they are, money in 万元.
 */
type Figure = 'staff' | 'revenueFen' | 'assetsFen'
type Least = readonly [large: number, medium: number, small: number]
type Standard = Partial<Record<Figure, Least>>

const standards = {
  farming: { revenueFen: [20_000, 500, 50] },
  works: { staff: [1_000, 300, 20], revenueFen: [40_000, 2_000, 300] },
  building: { revenueFen: [80_000, 6_000, 300], assetsFen: [80_000, 5_000, 300] },
  wholesale: { staff: [200, 20, 5], revenueFen: [40_000, 5_000, 1_000] },
  retail: { staff: [300, 50, 10], revenueFen: [20_000, 500, 100] },
  transport: { staff: [1_000, 300, 20], revenueFen: [30_000, 3_000, 200] },
  storage: { staff: [200, 100, 20], revenueFen: [30_000, 1_000, 100] },
  post: { staff: [1_000, 300, 20], revenueFen: [30_000, 2_000, 100] },
  lodging: { staff: [300, 100, 10], revenueFen: [10_000, 2_000, 100] },
  telecoms: { staff: [2_000, 100, 10], revenueFen: [100_000, 1_000, 100] },
  software: { staff: [300, 100, 10], revenueFen: [10_000, 1_000, 50] },
  estate: { revenueFen: [200_000, 1_000, 100], assetsFen: [10_000, 5_000, 2_000] },
  property: { staff: [1_000, 300, 100], revenueFen: [5_000, 1_000, 500] },
  leasing: { staff: [300, 100, 10], assetsFen: [120_000, 8_000, 100] },
  others: { staff: [300, 100, 10] },
} as const satisfies Record<string, Standard>

/** By how the code begins, the longest first. What is not here has no standard: J, P, S, T, 铁路, 卫生, 房地产租赁. */
const standardOf: readonly [string, Standard][] = [
  ['G591', standards.transport],
  ['K701', standards.estate],
  ['K702', standards.property],
  ['K703', standards.others],
  ['K709', standards.others],
  ['F51', standards.wholesale],
  ['F52', standards.retail],
  ...['G54', 'G55', 'G56', 'G57', 'G58'].map((code): [string, Standard] => [code, standards.transport]),
  ['G59', standards.storage],
  ['G60', standards.post],
  ['H61', standards.lodging],
  ['H62', standards.lodging],
  ['I63', standards.telecoms],
  ['I64', standards.telecoms],
  ['I65', standards.software],
  ['Q85', standards.others],
  ['A', standards.farming],
  ['B', standards.works],
  ['C', standards.works],
  ['D', standards.works],
  ['E', standards.building],
  ['L', standards.leasing],
  ...['M', 'N', 'O', 'R'].map((code): [string, Standard] => [code, standards.others]),
]

/** Codes that stand for industries of several standards: too little to tell. */
const severalStandards = new Set(['F', 'G', 'H', 'I', 'K', 'K70', 'Q'])

export type SizeFigures = Partial<Record<Figure, number | null>>

export type SizeAnswer =
  /** One class where it is sure; more where figures are missing that matter. */
  | { kind: 'sizes'; sizes: readonly SizeClass[]; asks: readonly Figure[] }
  /** The industry has no standard. */
  | { kind: 'notApplicable' }

const fenInWan = 1_000_000

/** The class that one figure alone would give, as its place in `sizeClasses`. */
function placeOf(figure: Figure, value: number, [large, medium, small]: Least): number {
  const scaled = figure === 'staff' ? value : value / fenInWan
  return scaled >= large ? 0 : scaled >= medium ? 1 : scaled >= small ? 2 : 3
}

const smallest = sizeClasses.length - 1

function sizesBy(standard: Standard, figures: SizeFigures): SizeAnswer {
  let place = 0
  const asks: Figure[] = []
  for (const [figure, least] of Object.entries(standard) as [Figure, Least][]) {
    const value = figures[figure]
    // 大、中、小 have to reach every figure; 微型 needs one only: the least decides.
    if (value === null || value === undefined) asks.push(figure)
    else place = Math.max(place, placeOf(figure, value, least))
  }
  if (asks.length === 0 || place === smallest)
    return { kind: 'sizes', sizes: sizeClasses.slice(place, place + 1), asks: [] }
  return { kind: 'sizes', sizes: sizeClasses.slice(place), asks }
}

/**
 * The size class of an enterprise of an industry by its figures of a year, and which figures are still asked for. The main
 * industry decides; 个体工商户 and 合作社 go by the same figures.
 */
export function sizeOf(industry: string | null, figures: SizeFigures): SizeAnswer {
  const code = industry === null ? null : industryCode(industry)
  if (code === null || severalStandards.has(code)) return { kind: 'sizes', sizes: sizeClasses, asks: [] }
  const standard = standardOf.find(([begins]) => code.startsWith(begins))?.[1]
  return standard ? sizesBy(standard, figures) : { kind: 'notApplicable' }
}
