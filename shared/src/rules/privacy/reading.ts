import { digitOf, foldText, type Script } from './folding'

/** Digits that follow one another with nothing between them. */
export interface Group {
  digits: string
  script: Script
  /** Where it begins and ends in the folded text. */
  from: number
  to: number
  /**
   * What stands before it: `touch`, another script's digits at once; `list`, what parts the items of a list, such as
   * a comma, a tab or a line break; `join`, a space, a dash and the like; `none`, words, or nothing.
   */
  gap: 'none' | 'touch' | 'join' | 'list'
  /** Part of a date such as 2026-11-20. */
  dated: boolean
  /** Which written figure (1,234.56) it is a part of; null where it is none. */
  figure: number | null
  /** Of a figure with its unit or currency sign: it is a sum or a size, and nothing else. */
  measured: boolean
}

/** Groups that only spaces, breaks, dots, dashes, slashes and the like stand between. */
export type Chain = readonly Group[]

export interface Reading {
  /** The text folded, its digits as 0–9. */
  text: string
  chains: readonly Chain[]
}

/** What stands between the groups of one number, for use in a pattern with the flag `u`. */
export const separatorClass = "[\\s.,\\-/\\\\|_'`’·•・‧∙⋅ー。()\\p{Pd}−]"
const separator = new RegExp(`^${separatorClass}$`, 'u')
const separators = new Map<string, boolean>()
function isSeparator(sign: string): boolean {
  const known = separators.get(sign)
  if (known !== undefined) return known
  const is = separator.test(sign)
  separators.set(sign, is)
  return is
}

const listing = /[,。\t\n\r\v\f]/
const amount = /(^|[^\d.,\-/])(\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+\.\d{1,2})(?![\d.,\-/]*\d)/g
const unit = /^ ?(?:[元万亿亩角分%吨斤户人]|平方|公里|m2)/
const currency = /[¥$] ?$/

/** What a text says in digits, whatever script they are written in and whatever stands between them. */
export function readDigits(raw: string): Reading {
  const folded = foldText(raw)
  const groups: Group[] = []
  let text = ''
  let gapFrom: number | null = null
  for (const sign of folded) {
    const read = digitOf(sign)
    const at = text.length
    text += read ? read.digit : sign
    if (read) {
      const last = groups[groups.length - 1]
      if (last && last.to === at && last.script === read.script) {
        last.digits += read.digit
        last.to = text.length
      } else {
        const gap =
          last && last.to === at ? 'touch' : gapFrom === null ? 'none' : gapOf(text.slice(gapFrom, at))
        groups.push({
          ...{ digits: read.digit, script: read.script, from: at, to: text.length, gap },
          ...{ dated: false, figure: null, measured: false },
        })
      }
      gapFrom = text.length
    } else if (!isSeparator(sign)) gapFrom = null
  }
  markDates(text, groups)
  markFigures(text, groups)
  return { text, chains: chainsOf(groups) }
}

const gapOf = (between: string): Group['gap'] => (listing.test(between) ? 'list' : 'join')

function chainsOf(groups: readonly Group[]): Chain[] {
  const chains: Group[][] = []
  for (const group of groups) {
    const chain = chains[chains.length - 1]
    if (group.gap === 'none' || !chain) chains.push([group])
    else chain.push(group)
  }
  return chains.flatMap((chain) =>
    chain.some(isDash) ? [chain, chain.filter((group) => !isDash(group))] : [chain],
  )
}

/** The figure 一 between other digits may stand for a dash: the number is read both ways. */
const isDash = ({ digits, script, gap }: Group): boolean =>
  script === 'chinese' && digits === '1' && gap !== 'none'

function markDates(text: string, groups: readonly Group[]): void {
  groups.forEach((year, at) => {
    const [month, day] = [groups[at + 1], groups[at + 2]]
    if (!month || !day || !/^(?:19|20)\d\d$/.test(year.digits)) return
    const signs = [text.slice(year.to, month.from), text.slice(month.to, day.from)]
    if (signs.some((sign) => !/^[-/.]$/.test(sign))) return
    if (month.digits.length > 2 || day.digits.length > 2) return
    const [m, d] = [Number(month.digits), Number(day.digits)]
    if (m < 1 || m > 12 || d < 1 || d > 31) return
    for (const part of [year, month, day]) part.dated = true
  })
}

function markFigures(text: string, groups: readonly Group[]): void {
  let number = 0
  for (const match of text.matchAll(amount)) {
    const figure = match[2] ?? ''
    const from = (match.index ?? 0) + (match[1]?.length ?? 0)
    const to = from + figure.length
    const measured =
      unit.test(text.slice(to, to + 3)) || currency.test(text.slice(Math.max(0, from - 2), from))
    number += 1
    for (const group of groups) {
      if (group.from < from || group.to > to) continue
      group.figure = number
      group.measured = measured
    }
  }
}
