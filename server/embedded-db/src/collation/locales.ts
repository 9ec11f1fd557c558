// https://www.mongodb.com/docs/manual/reference/collation-locales-defaults/
const LOCALES = new Set(
  (
    'af am ar as az be bg bn bo bs bs_Cyrl ca chr cs cy da de de_AT dsb dz ee el en en_US en_US_POSIX eo es et ' +
    'fa fa_AF fi fil fo fr fr_CA ga gl gu ha haw he hi hr hsb hu hy id ig is it ja ka kk kl km kn ko kok ky lb ' +
    'lkt ln lo lt lv mk ml mn mr ms mt my nb ne nl nn om or pa pl ps pt ro ru se si sk sl smn sq sr sr_Latn sv ' +
    'sw ta te th to tr ug uk ur vi wae yi yo zh zh_Hant zu'
  ).split(' '),
)

const SEARCHED = 'az bs ca cs da de es fi gl he hr is kl ko nb nn se sk smn sr_Latn sv tr yi'

/** The variants of a locale, by the name that ICU has for them. */
const VARIANTS: Readonly<Record<string, readonly string[]>> = {
  search: SEARCHED.split(' '),
  compat: ['ar'],
  traditional: ['bn', 'es', 'fi', 'kn', 'vi'],
  unihan: ['ja', 'ko', 'zh'],
  zhuyin: ['zh'],
  eor: ['de'],
  phonebook: ['de', 'de_AT'],
  searchjl: ['ko'],
  phonetic: ['ln'],
  dictionary: ['si'],
}

/** What a variant is called in a language tag (Unicode TS 35, key "co"). */
const TYPES: Readonly<Record<string, string>> = {
  traditional: 'trad',
  phonebook: 'phonebk',
  dictionary: 'dict',
}

/** Languages that keep to the root's order: with its accents read backwards they sort as Canadian French does. */
export const ROOTED = new Set(['de', 'de_AT', 'en', 'en_US', 'fr', 'fr_CA', 'id', 'it', 'ms', 'nl', 'pt'])

export interface Locale {
  code: string
  variant: string | undefined
}

const MARK = '@collation='

/** A locale that MongoDB knows, or nothing. */
export function parseLocale(text: string): Locale | undefined {
  const at = text.indexOf(MARK)
  const code = at < 0 ? text : text.slice(0, at)
  const variant = at < 0 ? undefined : text.slice(at + MARK.length)
  if (!LOCALES.has(code)) return undefined
  if (variant === undefined) return { code, variant }
  return Object.hasOwn(VARIANTS, variant) && VARIANTS[variant]?.includes(code) ? { code, variant } : undefined
}

/** The language that a locale is taken for when it is not known itself. */
export function nearest(text: string): string | undefined {
  const [language = ''] = text.split(/[-_@]/)
  return LOCALES.has(language) ? language : undefined
}

export const languageTag = (code: string): string =>
  code === 'en_US_POSIX' ? 'en-US-u-va-posix' : code.replaceAll('_', '-')

export const typeOfVariant = (variant: string): string => TYPES[variant] ?? variant

export const localeNames = (): string[] => [
  'simple',
  ...LOCALES,
  ...Object.entries(VARIANTS).flatMap(([variant, codes]) => codes.map((code) => `${code}${MARK}${variant}`)),
]
