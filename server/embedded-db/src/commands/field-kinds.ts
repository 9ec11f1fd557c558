import { badValue, failedToParse, MongoError, notSupported, typeMismatch } from '../errors'
import { missingField, unknownField, wrongType } from '../field-errors'
import { toNumber } from '../values/numbers'
import { textOf } from '../values/texts'
import { NUMBER_TYPES, typeName } from '../values/type-names'
import type { Doc } from '../values/values'

/** Refuses a value that a field may not have; may answer the value in the form that commands expect. */
export interface Kind {
  check(value: unknown, name: string): unknown
  required?: boolean
  /** Null is not the same as nothing. */
  strict?: boolean
  /** Known to MongoDB, not to this server. */
  unsupported?: boolean
}

function requireType(value: unknown, name: string, expected: readonly string[]): void {
  if (!expected.includes(typeName(value))) throw wrongType(name, value, expected)
}

export const typed = (...expected: string[]): Kind => ({
  check(value, name) {
    requireType(value, name, expected)
    return value
  },
})

export const anything: Kind = { check: (value) => value }
export const string = typed('string')
export const boolean = typed('bool')
export const object = typed('object')
export const array = typed('array')
export const long = typed('long', 'int')

/** What a command says of its cursor. */
export const cursor: Kind = {
  check(value, name) {
    requireType(value, name, ['object'])
    const { batchSize, ...others } = value as Doc
    const [odd] = Object.keys(others)
    if (odd !== undefined) throw unknownField(`${name}.${odd}`)
    return batchSize === undefined || batchSize === null
      ? {}
      : { batchSize: count.check(batchSize, `${name}.batchSize`) }
  },
}

/** The ids of cursors; what is null is passed over. */
export const ids: Kind = {
  check(value, name) {
    requireType(value, name, ['array'])
    const known = (value as unknown[]).filter((id) => id !== null && id !== undefined)
    for (const [i, id] of known.entries()) requireType(id, `${name}.${i}`, ['long'])
    return known
  },
}

/** A number that must be whole and a long. */
export const whole: Kind = {
  check(value, name) {
    requireType(value, name, NUMBER_TYPES)
    const number = Number(value)
    if (!Number.isInteger(number) || Math.abs(number) >= 2 ** 63)
      throw failedToParse(`Expected an integer: ${name}: ${textOf(value)}`)
    return number
  },
}

const INT64_MAX = 2 ** 63

/** Any number as a whole one: fractions are cut off. */
export const whole64: Kind = {
  check(value, name) {
    requireType(value, name, NUMBER_TYPES)
    const number = Number(value)
    return Number.isNaN(number) ? 0 : Math.max(-INT64_MAX, Math.min(INT64_MAX, Math.trunc(number))) + 0
  },
}

export type Fields = Readonly<Record<string, Kind>>
const NONE: Fields = {}

/** The fields of a command, of which `verb` is its name, or of a document within one. */
export function checkMembers(
  owner: Doc,
  name: string,
  fields: Fields,
  common: Fields = NONE,
  verb?: string,
): void {
  for (const field of Object.keys(owner)) {
    if (field === verb) continue
    const kinds = Object.hasOwn(fields, field) ? fields : common
    const kind = Object.hasOwn(kinds, field) ? kinds[field] : undefined
    if (kind === undefined) throw unknownField(`${name}.${field}`)
    const value = owner[field]
    if (value === undefined || (value === null && !kind.strict)) continue
    const checked = kind.check(value, `${name}.${field}`)
    if (checked !== value) owner[field] = checked
  }
  for (const field of Object.keys(fields))
    if (fields[field]?.required && (owner[field] === undefined || owner[field] === null))
      throw missingField(`${name}.${field}`)
}

/** A path that leads to a field. */
export const path: Kind = {
  check(value, name) {
    requireType(value, name, ['string'])
    if ((value as string).includes('\0')) throw badValue(`'${name}' cannot contain a null byte`)
    return value
  },
}

/** A boolean that drivers of old wrote as a number. */
export const flag: Kind = {
  check(value, name) {
    requireType(value, name, ['bool', ...NUMBER_TYPES])
    return typeof value === 'boolean' ? value : Number(value) !== 0
  },
}

export const number: Kind = {
  check(value, name) {
    requireType(value, name, NUMBER_TYPES)
    return Number(value)
  },
}

/** A whole number of things. */
export const count: Kind = {
  check(value, name) {
    requireType(value, name, NUMBER_TYPES)
    const things = Math.trunc(toNumber(value)) || 0
    if (things < 0) throw badValue(`BSON field '${name}' value must be >= 0, actual value '${things}'`)
    return Math.min(things, Number.MAX_SAFE_INTEGER)
  },
}

const TIME_LIMIT = 0x7fffffff
export const milliseconds: Kind = {
  check(value, name) {
    const field = name.slice(name.lastIndexOf('.') + 1)
    if (!NUMBER_TYPES.includes(typeName(value))) throw typeMismatch(`${field} must be a number`)
    const limit = Number(value)
    if (!Number.isInteger(limit)) throw failedToParse(`Expected an integer: ${field}: ${textOf(value)}`)
    if (limit < 0 || limit > TIME_LIMIT)
      throw new MongoError(2, `${limit} value for ${field} is out of range [0, ${TIME_LIMIT}]`)
    return limit
  },
}

export const objects: Kind = {
  check(value, name) {
    requireType(value, name, ['array'])
    for (const [i, entry] of (value as unknown[]).entries()) requireType(entry, `${name}.${i}`, ['object'])
    return value
  },
}

export const required = (kind: Kind): Kind => ({ ...kind, required: true })
export const strict = (kind: Kind): Kind => ({ ...kind, strict: true })

/** Says no to whatever would change the meaning of a command. */
export const unsupported = (kind: Kind): Kind => ({
  unsupported: true,
  check(value, name) {
    const checked = kind.check(value, name)
    const empty = typeName(checked) === 'object' && Object.keys(checked as Doc).length === 0
    if (checked !== false && !empty) throw notSupported(`'${name}' is not supported`)
    return checked
  },
})
