import type { RegionRef } from '../../contract/domain'

export type RegionLevel = RegionRef['level']

const countyDigits = 6
const townshipDigits = 9
const villageDigits = 12

const levels: Record<number, RegionLevel> = {
  [countyDigits]: 'county',
  [townshipDigits]: 'township',
  [villageDigits]: 'village',
}

/** A code of 统计用区划代码 without the zeros that fill it up to twelve digits; null where it is none. */
export function plainRegionCode(text: string): string | null {
  const digits = text.normalize('NFKC').replace(/[\s'-]/g, '')
  if (!/^\d+$/.test(digits)) return null
  const code = digits.length === villageDigits ? digits.replace(/(?:000){1,2}$/, '') : digits
  return levels[code.length] === undefined ? null : code
}

export const levelOfCode = (code: string): RegionLevel => levels[code.length] ?? 'village'

/** The code of what a place lies in; null for a county. */
export const parentCode = (code: string): string | null =>
  code.length === villageDigits
    ? code.slice(0, townshipDigits)
    : code.length === townshipDigits
      ? code.slice(0, countyDigits)
      : null

export const countyCode = (code: string): string => code.slice(0, countyDigits)

/** Statistics name the committee where people name the village: 护塘村村民委员会, 护塘村委会. */
export const plainRegionName = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/^(.+村)(?:村民委员会|村委会|委会)$/, '$1')
    .replace(/^(.+社区)(?:居民委员会|居委会)$/, '$1')

/** What an office is called where the table does not say. */
export function usualOfficeName(name: string, level: RegionLevel): string {
  if (level === 'village') return `${name}${/社区$/.test(name) ? '居民' : '村民'}委员会`
  return /街道$/.test(name) ? `${name}办事处` : `${name}人民政府`
}
