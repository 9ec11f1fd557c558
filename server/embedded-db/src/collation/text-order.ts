import { notSupported } from '../errors'
import type { TextOrder } from '../values/comparer'
import { compareStrings } from '../values/values'
import type { Collation } from './collation'
import { type Locale, languageTag, parseLocale, ROOTED, typeOfVariant } from './locales'

/**
 * The order of texts by a collation, from Intl.Collator. Its four sensitivities are levels of ICU; further levels
 * follow one another where a text is equal by those before (unicode.org/reports/tr35/tr35-collation.html, "Setting
 * Options"). What it cannot tell is refused.
 */
export function textOrder(collation: Collation): TextOrder {
  const { caseLevel, strength } = collation
  refuseUntold(collation)
  const by = (sensitivity: Intl.CollatorOptions['sensitivity']) => collator(collation, sensitivity).compare
  const levels: TextOrder[] = []
  if (strength === 1) levels.push(by(caseLevel ? 'case' : 'base'))
  else if (caseLevel || strength === 2) levels.push(by('accent'))
  if (caseLevel && strength >= 2) levels.push(by('case'))
  if (strength >= 3) levels.push(by('variant'))
  if (strength === 5) levels.push(identical)
  const [first = compareStrings, ...others] = levels
  if (others.length === 0) return first
  return (a, b) => {
    let order = first(a, b)
    for (let i = 0; order === 0 && i < others.length; i++) order = others[i]?.(a, b) ?? 0
    return order
  }
}

const identical: TextOrder = (a, b) => compareStrings(a.normalize('NFD'), b.normalize('NFD'))

function refuseUntold({ locale, strength, alternate, maxVariable, backwards }: Collation): void {
  const { code, variant } = known(locale)
  if (alternate === 'shifted' && strength >= 4)
    throw notSupported(`a collation with 'strength' ${strength} and 'alternate' "shifted" is not supported`)
  if (alternate === 'shifted' && maxVariable === 'space')
    throw notSupported(`a collation with 'maxVariable' "space" is not supported`)
  if (alternate === 'non-ignorable' && code === 'th')
    throw notSupported(`a collation of locale "th" with 'alternate' "non-ignorable" is not supported`)
  // The syllabaries of Japanese differ at this level alone.
  if (strength >= 4 && code === 'ja')
    throw notSupported(`a collation of locale "ja" with 'strength' ${strength} is not supported`)
  if (backwards && (variant !== undefined || !ROOTED.has(code)))
    throw notSupported(`a collation of locale "${locale}" with 'backwards' is not supported`)
}

const known = (locale: string): Locale => parseLocale(locale) ?? { code: locale, variant: undefined }

function collator(collation: Collation, sensitivity: Intl.CollatorOptions['sensitivity']): Intl.Collator {
  const { locale, caseFirst, numericOrdering, alternate, backwards } = collation
  const { code, variant } = known(locale)
  const language = languageTag(backwards ? 'fr_CA' : code === 'fr_CA' ? 'fr' : code)
  const type = variant === undefined || variant === 'search' ? undefined : typeOfVariant(variant)
  const made = new Intl.Collator(type === undefined ? language : `${language}-u-co-${type}`, {
    usage: variant === 'search' ? 'search' : 'sort',
    numeric: numericOrdering,
    caseFirst: caseFirst === 'off' ? 'false' : caseFirst,
    ...(sensitivity === undefined ? {} : { sensitivity }),
    ...(alternate === 'shifted' ? { ignorePunctuation: true } : {}),
  })
  const { locale: resolved, collation: used } = made.resolvedOptions()
  if (!resolved.startsWith(language) || (type !== undefined && used !== type))
    throw notSupported(`the collation of locale "${locale}" is not supported`)
  return made
}
