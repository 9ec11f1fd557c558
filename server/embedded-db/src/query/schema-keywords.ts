import { badValue, failedToParse, type MongoError, typeMismatch } from '../errors'
import { decimalOf } from '../values/decimals'
import { ofType, TYPES, typeName } from '../values/type-names'
import { compareValues, type Doc, equalValues, isObject, NUMBER, STRING, setOwn } from '../values/values'
import { compilePattern } from './regex'
import { because, counted, type Keyword, named, onlyFor, requireArray, requireNumber } from './schema-types'

const TYPES_OF_JSON: Record<string, string> = {
  object: 'object',
  array: 'array',
  number: 'number',
  boolean: 'bool',
  string: 'string',
  null: 'null',
}

const types =
  (keyword: 'type' | 'bsonType'): Keyword =>
  (operand) => {
    const given = Array.isArray(operand) ? operand : [operand]
    if (given.some((name) => typeof name !== 'string'))
      throw typeMismatch(`${named(keyword)} must be either a string or an array of strings`)
    if (given.length === 0) throw failedToParse(`${named(keyword)} must name at least one type`)
    if (new Set(given).size < given.length)
      throw failedToParse(`${named(keyword)} has duplicate value: ${given.join(', ')}`)
    const names = given.map((name) =>
      keyword === 'bsonType' ? typeOfBson(String(name)) : typeOfJson(String(name)),
    )
    return {
      test: (value) => value === undefined || names.some((name) => ofType(value, name)),
      detail: (value) => ({
        ...because(keyword, operand, 'type did not match')(value),
        consideredType: typeName(value),
      }),
    }
  }

function unknownType(name: string): MongoError {
  return name === 'integer'
    ? failedToParse("$jsonSchema type 'integer' is not currently supported.")
    : badValue(`Unknown type name alias: ${name}`)
}

function typeOfBson(name: string): string {
  if (!Object.hasOwn(TYPES, name)) throw unknownType(name)
  return name
}

function typeOfJson(name: string): string {
  const type = Object.hasOwn(TYPES_OF_JSON, name) ? TYPES_OF_JSON[name] : undefined
  if (type === undefined) throw unknownType(name)
  return type
}

/** Equality that looks past the order of fields. */
export function unordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unordered)
  if (!isObject(value)) return value
  const sorted: Doc = {}
  for (const key of Object.keys(value).sort()) setOwn(sorted, key, unordered(value[key]))
  return sorted
}

const enumeration: Keyword = (operand) => {
  const values = requireArray('enum', operand).map(unordered)
  if (values.length === 0) throw failedToParse(`${named('enum')} cannot be an empty array`)
  if (values.some((value, i) => values.slice(0, i).some((other) => equalValues(value, other))))
    throw failedToParse(`${named('enum')} array cannot contain duplicate values.`)
  return {
    test(value) {
      const sorted = unordered(value)
      return value === undefined || values.some((one) => equalValues(one, sorted))
    },
    detail: because('enum', operand, 'value was not found in enum'),
  }
}

const limit =
  (keyword: 'minimum' | 'maximum'): Keyword =>
  (operand, schema) => {
    const bound = requireNumber(keyword, operand)
    const sign = keyword === 'minimum' ? 1 : -1
    const strict = schema[keyword === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum'] === true
    const test = (value: unknown) => {
      if (Number.isNaN(Number(value)) || Number.isNaN(bound))
        return Number.isNaN(Number(value)) && Number.isNaN(bound) && !strict
      const order = compareValues(value, operand) * sign
      return strict ? order > 0 : order >= 0
    }
    return { test: onlyFor(NUMBER, test), detail: because(keyword, operand, 'comparison failed') }
  }

const multipleOf: Keyword = (operand) => {
  if (!(requireNumber('multipleOf', operand) > 0))
    throw failedToParse(`${named('multipleOf')} must have a positive value`)
  return {
    test: onlyFor(NUMBER, (value) => isMultiple(value, operand)),
    detail: because('multipleOf', operand, 'considered value is not a multiple of the specified value'),
  }
}

/** In decimals: 0.3 is a multiple of 0.1. */
function isMultiple(value: unknown, of: unknown): boolean {
  const a = decimalOf(value)
  const b = decimalOf(of)
  if (typeof a === 'number' || typeof b === 'number') return false
  const least = Math.min(a.exponent, b.exponent)
  const scaled = ({ digits, exponent }: typeof a) => digits * 10n ** BigInt(exponent - least)
  return scaled(a) % scaled(b) === 0n
}

const textLengths = counted(
  ['minLength', 'maxLength'],
  STRING,
  (value) => [...String(value)].length,
  (keyword, operand) => because(keyword, operand, 'specified string length was not satisfied'),
)

const pattern: Keyword = (operand) => {
  if (typeof operand !== 'string') throw typeMismatch(`${named('pattern')} must be a string`)
  const expression = compilePattern(operand, '')
  return {
    test: onlyFor(STRING, (value) => expression.test(String(value))),
    detail: because('pattern', operand, 'regular expression did not match'),
  }
}

export const SCALAR_KEYWORDS: Record<string, Keyword> = {
  bsonType: types('bsonType'),
  type: types('type'),
  enum: enumeration,
  minimum: limit('minimum'),
  maximum: limit('maximum'),
  multipleOf,
  ...textLengths,
  pattern,
}
