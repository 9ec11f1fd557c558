import type { PolicyField } from '@hutang/shared/rules'

/** A unit that a value may be typed in, and how much of what is stored one of it is. */
export interface ValueUnit {
  name: string
  factor: number
}

export function unitsOf({ kind, unit }: PolicyField): ValueUnit[] {
  switch (kind) {
    case 'money':
      return [
        { name: '万元', factor: 1_000_000 },
        { name: '元', factor: 100 },
      ]
    case 'area':
      return [{ name: '亩', factor: 100 }]
    case 'permille':
      return [{ name: '%', factor: 10 }]
    case 'months':
      return [
        { name: '个月', factor: 1 },
        { name: '年', factor: 12 },
      ]
    case 'years':
      return [{ name: '年', factor: 1 }]
    default:
      return [{ name: unit ?? '', factor: 1 }]
  }
}

const decimals = 2

/** The unit in which a value is said shortest: 500,000 fen in 元, 50,000,000 in 万元. */
export function unitFor(units: readonly ValueUnit[], value: number | null): ValueUnit {
  const [largest] = units
  if (!largest) return { name: '', factor: 1 }
  if (value === null || value === 0) return largest
  const short = units.find(
    ({ factor }) => value >= factor && Number((value / factor).toFixed(decimals)) * factor === value,
  )
  return short ?? units.at(-1) ?? largest
}

/** What was typed as it is stored; null where it is no number. 1,200 and １２００ are numbers. */
export function storedNumber(typed: string, { factor }: ValueUnit): number | null {
  const plain = typed.normalize('NFKC').replace(/[,，\s]/g, '')
  if (!/^\d+(?:\.\d+)?$/.test(plain)) return null
  return Number((Number(plain) * factor).toFixed(4))
}

export const typedNumber = (value: number | null, { factor }: ValueUnit): string =>
  value === null ? '' : String(Number((value / factor).toFixed(4)))
