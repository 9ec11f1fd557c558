import type { Chain, Group, Reading } from './reading'

/** Neighbouring groups read as one number. */
export interface Candidate {
  digits: string
  groups: readonly Group[]
  /** An X stands behind it, as the last character of some id-card numbers. */
  x: boolean
  /** What is written without anything between, whatever the scripts. */
  parts: readonly string[]
  /** Its digits are written one by one, and nothing else beside it is. */
  single: boolean
}

const mostDigits = 24

/** Every run of groups of a chain that could be one number of `least` digits or more. */
export function* candidatesOf({ text, chains }: Reading, least: number): Generator<Candidate> {
  for (const chain of chains) {
    for (let from = 0; from < chain.length; from++) {
      let digits = ''
      for (let to = from; to < chain.length; to++) {
        digits += chain[to]?.digits ?? ''
        if (digits.length > mostDigits && to > from) break
        if (digits.length < least) continue
        if (!hasEnds(chain, from, to)) continue
        const groups = chain.slice(from, to + 1)
        const parts = partsOf(groups)
        yield {
          digits,
          groups,
          parts,
          x: isFollowedByX(text, groups),
          single: isSingle(chain, from, to, parts),
        }
      }
    }
  }
}

const xSign = /^[\s.\-/·,]*[XxХх×✕✖χΧ](?![A-Za-z])/u

const isFollowedByX = (text: string, groups: readonly Group[]): boolean => {
  const end = groups[groups.length - 1]?.to ?? 0
  return xSign.test(text.slice(end, end + 6))
}

/**
 * A number ends where other signs stand. Digits of two scripts side by side are one number; only what is all of one
 * script may have a figure of the other beside it, as in 张三138…, and one figure in front of all may be a name's.
 */
function hasEnds(chain: Chain, from: number, to: number): boolean {
  const touchesLast = chain[to + 1]?.gap === 'touch'
  const touchesFirst = chain[from]?.gap === 'touch' && !(from === 1 && chain[0]?.script === 'chinese')
  if (!touchesFirst && !touchesLast) return true
  return chain.slice(from, to + 1).every(({ script }) => script === chain[from]?.script)
}

function partsOf(groups: readonly Group[]): string[] {
  const parts: string[] = []
  groups.forEach(({ digits, gap }, at) => {
    if (at > 0 && gap === 'touch') parts[parts.length - 1] += digits
    else parts.push(digits)
  })
  return parts
}

const isOne = (group: Group | undefined): boolean => group?.digits.length === 1 && group.gap !== 'touch'

const isSingle = (chain: Chain, from: number, to: number, parts: readonly string[]): boolean =>
  parts.length > 1 &&
  parts.every((part) => part.length === 1) &&
  !(chain[from]?.gap !== 'touch' && isOne(chain[from - 1])) &&
  !isOne(chain[to + 1])

/** Numbers counted up, such as the groups 1, 3, 5 and 6 of a village. */
const isCountedUp = (parts: readonly string[]): boolean =>
  parts.length >= 4 &&
  parts.every((part) => part.length <= 3) &&
  parts.every((part, at) => at === 0 || Number(part) > Number(parts[at - 1]))

/** Groups of one number, not of several that stand beside each other. */
export function isOneNumber({ groups, parts, single }: Candidate): boolean {
  if (parts.length === 1 || single) return true
  if (groups.some(({ dated, measured }) => dated || measured)) return false
  const figures = new Set(groups.flatMap(({ figure }) => figure ?? []))
  if (figures.size > 1 || isCountedUp(parts)) return false
  return !isListed(groups) || parts.length <= mostListed
}

/** Parts of a number that commas, tabs or line breaks stand between: of more of them people write lists. */
const mostListed = 4
const isListed = (groups: readonly Group[]): boolean => groups.some(({ gap }, at) => at > 0 && gap === 'list')
