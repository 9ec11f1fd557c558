import type { Truth } from './types'

/** 门类 of GB/T 4754—2017 with the 大类 that they end with. */
const sections: readonly [string, number][] = [
  ['A', 5],
  ['B', 12],
  ['C', 43],
  ['D', 46],
  ['E', 50],
  ['F', 52],
  ['G', 60],
  ['H', 62],
  ['I', 65],
  ['J', 69],
  ['K', 70],
  ['L', 72],
  ['M', 75],
  ['N', 79],
  ['O', 82],
  ['P', 83],
  ['Q', 85],
  ['R', 90],
  ['S', 96],
  ['T', 97],
]

const letters = new Set(sections.map(([letter]) => letter))

const shape = /^([A-T])?(\d{2,4})?$/

/** A code with its letter: `0141`, `a0141` and `A0141` are A0141. Null where it is none. */
export function industryCode(text: string): string | null {
  const [, letter = '', digits = ''] = shape.exec(text.trim().toUpperCase()) ?? []
  if (!letter && !digits) return null
  if (!digits) return letters.has(letter) ? letter : null
  const division = Number(digits.slice(0, 2))
  const own = division > 0 ? sections.find(([, last]) => division <= last)?.[0] : undefined
  return own === undefined || (letter && letter !== own) ? null : own + digits
}

const wholeGroup = 4

const normal = new Map<string, string>()

function known(text: string): string {
  const had = normal.get(text)
  if (had !== undefined) return had
  const code = industryCode(text) ?? text
  if (normal.size < 5_000) normal.set(text, code)
  return code
}

/**
 * Whether an industry lies in another: 0141 in A, 01, 014. An industry that is itself known less exactly than is asked
 * is not known to lie in it; only 小类 are not told apart from their 中类, which is what the list is kept to.
 */
export function industryIn(code: string, within: string): Truth {
  const [own, asked] = [known(code), known(within)]
  if (own.startsWith(asked)) return 'met'
  if (!asked.startsWith(own)) return 'unmet'
  return own.length >= wholeGroup ? 'met' : 'unknown'
}
