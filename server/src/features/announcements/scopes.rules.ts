import { plainWord } from './plain-word.rules'
import { type PolicyTopic, policyPartsOf, policyScopeOf } from './policy-scopes.rules'

export { plainWord } from './plain-word.rules'

export interface Scope {
  region: string
  /** With what lies below the region. */
  below?: boolean | undefined
  category?: string | null | undefined
  item?: number | null | undefined
  word?: string | null | undefined
  /** Of policies alone: all, or those of a need, an industry or an office, or one. */
  policy?: PolicyTopic | null | undefined
}

/**
 * The key of what is followed (of policies: policy-scopes.rules.ts): `region`, `region/category`, `region#item` or `region~word`; with what lies below, a `+`
 * stands after the region.
 */
export function scopeOf({ region, below = false, category, item, word, policy }: Scope): string {
  const place = below ? `${region}+` : region
  if (policy) return policyScopeOf(place, policy)
  if (item !== undefined && item !== null) return `${place}#${item}`
  if (word) return `${place}~${plainWord(word)}`
  return category ? `${place}/${category}` : place
}

interface Published {
  region: string
  /** The regions above, the nearest first or last. */
  above: readonly string[]
  category: string
  item: number
}

/**
 * Every key under which something published is followed; words come at matching, when its text is read. Items have
 * other numbers in the catalogue of each level, so none is followed with what lies below.
 */
export const scopesOf = ({ region, above, category, item }: Published): string[] => [
  scopeOf({ region }),
  scopeOf({ region, category }),
  scopeOf({ region, item }),
  ...[region, ...above].flatMap((one) => [
    scopeOf({ region: one, below: true }),
    scopeOf({ region: one, below: true, category }),
  ]),
]

/** What a key stands for: the way back from `scopeOf`. */
export function partsOf(scope: string): Scope {
  const policies = policyPartsOf(scope)
  if (policies) return policies
  const [, region = scope, plus, category, item, word] =
    /^([^#/+~]+)(\+)?(?:\/(.+)|#(\d+)|~(.+))?$/s.exec(scope) ?? []
  return {
    region,
    below: plus !== undefined,
    category: category ?? null,
    item: item === undefined ? null : Number(item),
    word: word ?? null,
  }
}
