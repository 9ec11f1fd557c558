import { createHash } from 'node:crypto'

/** Without what is mistaken for one another when it is read aloud or written by hand: 0 O, 1 I L, B 8, S 5, U V. */
const signs = '23456789ACDEFGHJKMNPQRTWXY'
const length = 8
/** The digits of a village after those of its county. */
const countyDigits = 6

const suffixOf = (region: string): string => region.slice(countyDigits) || '0'

/** 核对码 of a notice: the place in digits, then eight signs in two groups: 109213-7K3M-9Q2T. The same for all its editions. */
export function checkCode(region: string, notice: string): string {
  const bytes = createHash('sha256').update(`hutang 核对码 ${notice}`).digest()
  const letters = Array.from({ length }, (_, at) => signs[(bytes[at] ?? 0) % signs.length]).join('')
  return `${suffixOf(region)}-${letters.slice(0, length / 2)}-${letters.slice(length / 2)}`
}

/** What somebody typed as a code, in the form in which it is printed; null where it cannot be one. */
export function codeTyped(text: string): { suffix: string; code: string } | null {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/^核对码[:：]?/, '')
    .replace(/[\s\-—–_.·]/g, '')
  const [, suffix = '', letters = ''] = new RegExp(`^(0|\\d{3,9}?)([A-Z0-9]{${length}})$`).exec(plain) ?? []
  if (suffix === '') return null
  return { suffix, code: `${suffix}-${letters.slice(0, length / 2)}-${letters.slice(length / 2)}` }
}

/** Whether a code that begins with these digits is of the region. */
export const isOfRegion = (region: string, suffix: string): boolean => suffixOf(region) === suffix
