import { chineseSum, chineseWhole } from './numerals'
import { isUnit } from './units'

/** A figure as it was written, exactly. */
export interface Figure {
  negative: boolean
  whole: string
  decimals: string
  /** Powers of ten that the cell itself says (2万: 4). */
  shift: number
  /** What stands behind it: 元, 亩, 人, %; empty where nothing does. */
  unit: string
}

/** Why a text is no figure. */
export type NoFigure = 'words' | 'two' | 'comma' | 'lost'

const simple = /^(-?)(\d+)(?:\.(\d+))?$/
const number = String.raw`(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d*))?`
const whole = new RegExp(`^${number}\\s*(百万|千万|百|千|万|亿)?\\s*([^\\d\\s.,]{0,6}?)[整正]?$`)
const shifts: Record<string, number> = { 百: 2, 千: 3, 万: 4, 百万: 6, 千万: 7, 亿: 8 }
const currency = /^(?:¥|RMB|CNY|人民币)\s*/i
const minus = /^(?:[-−–—△▲]|负)\s*/
/** Signs that fold into digits but are none, such as ①, ² and ½. */
const folding =
  /[\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209f\u2150-\u218f\u2460-\u24ff\u2776-\u2793\u3220-\u32ff]/
/** Figures with nothing but a space, a break or a sign of listing between them. */
const several = /\d[^\d.,元亩]{0,2}[\s、;；/+~～至到][^\d.,]{0,2}\d|\d元\s*\d|\d\s*[-–—]\s*\d/
const exponent = /^[+-]?\d+(?:\.\d+)?e\+?\d+$/i

/** 3亩5分 and 12元5角: two units of which the second is a tenth of the first. */
const tenths = /^(\d+)(亩|元|块)(\d)(分|角)$/

const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/m2(?!\d)/gi, '㎡')
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .trim()

/** Whether folding the text would make digits of signs that are none. */
export const hasFoldingSigns = (text: string): boolean => folding.test(text.replace(/m²/g, ''))

/** Reads a figure: full-width digits, currency signs, grouped thousands, all the ways to write a negative one. */
export function figureOf(text: string): Figure | NoFigure {
  const plain = simple.exec(text)
  if (plain) return made(plain[1] === '-', plain[2], plain[3])
  if (hasFoldingSigns(text)) return 'words'
  const folded = fold(text)
  // ¥- is how a spreadsheet shows zero.
  if (/^¥\s*[-−–—]+\s*(?:\?+)?$/.test(folded)) return made(false, '0', '')
  return signed(folded) ?? reasonOf(folded)
}

const made = (negative: boolean, whole = '', decimals = '', shift = 0, unit = ''): Figure => ({
  negative,
  whole: whole.replaceAll(',', '') || '0',
  decimals,
  shift,
  unit,
})

function signed(folded: string): Figure | undefined {
  let text = folded
  let negative = false
  const drop = (pattern: RegExp): boolean => {
    const rest = text.replace(pattern, '')
    const found = rest !== text
    text = rest
    return found
  }
  drop(/^\+\s*/)
  if (drop(minus)) negative = true
  drop(currency)
  const inside = /^[([【]\s*(.+?)\s*[)\]】]\s*元?$/.exec(text)?.[1]
  if (inside !== undefined) {
    negative = true
    text = inside
    drop(currency)
  }
  if (drop(minus)) negative = true
  else if (/\d\s*[-−]$/.test(text) && drop(/\s*[-−]$/)) negative = true
  const read = unsigned(text)
  return read && { ...read, negative }
}

function unsigned(text: string): Figure | undefined {
  const match = whole.exec(text)
  if (match && (match[1] !== undefined || (match[2] ?? '') !== '')) {
    const [, digits, decimals, wan = '', unit] = match
    if ((digits?.includes(',') && digits.startsWith('0')) || !mayFollow(unit)) return undefined
    return made(false, digits, decimals, shifts[wan] ?? 0, unit)
  }
  const parts = tenths.exec(text)
  if (parts) {
    const [, digits, unit = '', tenth, small] = parts
    if ((unit === '亩') !== (small === '分')) return undefined
    return made(false, digits, tenth, 0, unit)
  }
  return inWords(text)
}

/** A unit, also of a price (元/月); other words behind a figure make it none. */
const mayFollow = (unit = ''): boolean => unit === '' || isUnit(unit.split('/')[0] ?? unit)

const words =
  /^([〇○零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]+)([^〇○零一二两三四五六七八九十百千万亿]{0,4}?)[整正]?$/

/** 壹仟贰佰元整, 两亩. */
function inWords(text: string): Figure | undefined {
  const sum = chineseSum(text)
  if (sum !== undefined) {
    const [digits, decimals] = sum.split('.')
    return made(false, digits, decimals, 0, '元')
  }
  const match = words.exec(text)
  const [, digits = '', unit = ''] = match ?? []
  const value = match && mayFollow(unit) ? chineseWhole(digits) : undefined
  return value === undefined ? undefined : made(false, String(value), '', 0, unit)
}

function reasonOf(text: string): NoFigure {
  if (exponent.test(text)) return 'lost'
  if (several.test(text)) return 'two'
  return /^[^\d]{0,4}\d[\d,.]*,[\d,.]*[^\d]{0,4}$/.test(text) ? 'comma' : 'words'
}

/** A figure as an integer of 10^-digits, exactly; undefined where it is finer than that, or too large. */
export function scaledFigure(
  { negative, whole, decimals, shift }: Figure,
  digits: number,
  more = 0,
): number | undefined {
  const places = digits + shift + more
  const significant = decimals.replace(/0+$/, '')
  if (significant.length > places) return undefined
  const value = Number(`${negative ? '-' : ''}${whole}${significant.padEnd(places, '0')}`)
  if (!Number.isSafeInteger(value)) return undefined
  return value === 0 ? 0 : value
}

/** The figure with fewer decimals, rounded by halves up, as one may write it instead; undefined if it is too large. */
export function rounded({ negative, whole, decimals, shift }: Figure, digits: number): number | undefined {
  const kept = scaledFigure({ negative, whole, decimals: decimals.slice(0, digits), shift, unit: '' }, digits)
  if (kept === undefined || Number(decimals.charAt(digits)) < 5) return kept
  return kept + (negative ? -1 : 1)
}
