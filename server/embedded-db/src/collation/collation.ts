import { badValue, MongoError } from '../errors'
import { missingField, unknownField, wrongType } from '../field-errors'
import { textOf } from '../values/texts'
import { NUMBER_TYPES, typeName } from '../values/type-names'
import { type Doc, isObject, toNumber } from '../values/values'
import { nearest, parseLocale } from './locales'

/** https://www.mongodb.com/docs/manual/reference/collation/ */
export interface Collation {
  locale: string
  caseLevel: boolean
  caseFirst: 'upper' | 'lower' | 'off'
  strength: 1 | 2 | 3 | 4 | 5
  numericOrdering: boolean
  alternate: 'non-ignorable' | 'shifted'
  maxVariable: 'punct' | 'space'
  normalization: boolean
  backwards: boolean
}

/** Of the ICU that Node comes with: the order of texts is its order. */
export const VERSION = process.versions.icu ?? ''

const STRENGTHS = [1, 2, 3, 4, 5] as const
const CASES = ['upper', 'lower', 'off'] as const
const ALTERNATES = ['non-ignorable', 'shifted'] as const
const VARIABLES = ['punct', 'space'] as const
export const COLLATION_FIELDS: Readonly<Record<string, readonly string[]>> = {
  locale: ['string'],
  caseLevel: ['bool'],
  caseFirst: ['string'],
  strength: NUMBER_TYPES,
  numericOrdering: ['bool'],
  alternate: ['string'],
  maxVariable: ['string'],
  normalization: ['bool'],
  backwards: ['bool'],
  version: ['string'],
}

/** What a language has for itself; all others are off, non-ignorable, forwards. */
const DEFAULTS: Readonly<Record<string, Partial<Collation>>> = {
  da: { caseFirst: 'upper' },
  mt: { caseFirst: 'upper' },
  th: { alternate: 'shifted' },
  fr_CA: { backwards: true },
}

/** A collation with all its fields; nothing for `simple`, by which strings compare by their bytes. */
export function parseCollation(spec: Doc, name = 'collation'): Collation | undefined {
  checkFields(spec, name)
  const { locale } = spec
  const collation = {
    caseLevel: spec.caseLevel === true,
    caseFirst: choice(spec, name, 'caseFirst', CASES),
    strength: choice(spec, name, 'strength', STRENGTHS) ?? 3,
    numericOrdering: spec.numericOrdering === true,
    alternate: choice(spec, name, 'alternate', ALTERNATES),
    maxVariable: choice(spec, name, 'maxVariable', VARIABLES) ?? 'punct',
    normalization: spec.normalization === true,
  }
  if (locale === 'simple') return undefined
  const own = DEFAULTS[localeOf(spec)] ?? {}
  const known: Collation = {
    locale: String(locale),
    ...collation,
    caseFirst: collation.caseFirst ?? own.caseFirst ?? 'off',
    alternate: collation.alternate ?? own.alternate ?? 'non-ignorable',
    backwards: typeof spec.backwards === 'boolean' ? spec.backwards : (own.backwards ?? false),
  }
  checkTogether(known)
  checkVersion(spec.version)
  return known
}

function checkFields(spec: Doc, name: string): void {
  for (const [field, value] of Object.entries(spec)) {
    const types = Object.hasOwn(COLLATION_FIELDS, field) ? COLLATION_FIELDS[field] : undefined
    if (types === undefined) throw unknownField(`${name}.${field}`)
    if (value === null || value === undefined) continue
    if (!types.includes(typeName(value))) throw wrongType(`${name}.${field}`, value, types)
  }
  if (spec.locale === null || spec.locale === undefined) throw missingField(`${name}.locale`)
}

function choice<T extends string | number>(
  spec: Doc,
  name: string,
  field: string,
  known: readonly T[],
): T | undefined {
  const value = spec[field]
  if (value === null || value === undefined) return undefined
  const given = typeof value === 'string' ? value : toNumber(value)
  const found = known.find((one) => one === given)
  if (found === undefined)
    throw badValue(`Enumeration value '${textOf(value)}' for field '${name}.${field}' is not a valid value.`)
  return found
}

const collationText = (spec: object) =>
  `{ ${Object.entries(spec)
    .map(([field, value]) => `${field}: ${typeof value === 'string' ? JSON.stringify(value) : textOf(value)}`)
    .join(', ')} }`

function localeOf(spec: Doc): string {
  const text = String(spec.locale)
  if (text === '') throw badValue(`Field 'locale' cannot be the empty string in: ${collationText(spec)}`)
  if (text.includes('\0'))
    throw badValue(`Field 'locale' cannot contain null byte. Collation spec: ${collationText(spec)}`)
  if (parseLocale(text)) return text
  const near = nearest(text)
  const hint = near === undefined ? '' : `. Did you mean '${near}'?`
  throw badValue(`Field 'locale' is invalid in: ${collationText(spec)}${hint}`)
}

/** Options that could have no effect beside the others. */
function checkTogether(collation: Collation): void {
  const { backwards, strength, caseFirst, caseLevel } = collation
  if (backwards && strength === 1)
    throw badValue(`'backwards' is invalid with 'strength' of 1 in: ${collationText(collation)}`)
  if (caseFirst !== 'off' && !caseLevel && strength <= 2)
    throw badValue(
      `'caseFirst' is invalid unless 'caseLevel' is on or 'strength' is greater than 2 in: ${collationText(collation)}`,
    )
}

function checkVersion(version: unknown): void {
  if (typeof version === 'string' && version !== VERSION)
    throw new MongoError(
      161,
      `Requested collation version ${version} but the only available collator version was ${VERSION}`,
    )
}

/** As it is listed. */
export const describeCollation = (collation: Collation): Doc => ({ ...collation, version: VERSION })

export const sameCollation = (a: Collation | undefined, b: Collation | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b)

/** What is stored was understood when it was made. */
export function readCollation(stored: unknown): Collation | undefined {
  if (!isObject(stored)) return undefined
  const { version: _version, ...fields } = stored
  return parseCollation(fields)
}
