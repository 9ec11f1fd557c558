import { badValue, failedToParse, typeMismatch } from '../errors'
import { kindOf } from './numbers'
import * as v from './values'

/** The names that `$type` knows, with the type in order of comparison. https://www.mongodb.com/docs/manual/reference/bson-types/ */
export const TYPES: Record<string, number> = {
  double: v.NUMBER,
  int: v.NUMBER,
  long: v.NUMBER,
  number: v.NUMBER,
  string: v.STRING,
  object: v.OBJECT,
  array: v.ARRAY,
  binData: v.BINARY,
  objectId: v.OBJECT_ID,
  bool: v.BOOLEAN,
  date: v.DATE,
  null: v.NULL,
  regex: v.REGEX,
}

export const NUMBER_TYPES: readonly string[] = ['int', 'long', 'double']

/** Every type that BSON has, by its number. */
const TYPE_CODES: Record<number, string> = {
  [-1]: 'minKey',
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  6: 'undefined',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  12: 'dbPointer',
  13: 'javascript',
  14: 'symbol',
  15: 'javascriptWithScope',
  16: 'int',
  17: 'timestamp',
  18: 'long',
  19: 'decimal',
  127: 'maxKey',
}

export function typeNames(operand: unknown): string[] {
  if (Array.isArray(operand) && operand.length === 0)
    throw failedToParse('$type must match at least one type')
  return (Array.isArray(operand) ? operand : [operand]).map((entry) => {
    if (typeof entry !== 'string' && v.typeOf(entry) !== v.NUMBER)
      throw typeMismatch('type must be represented as a number or a string')
    const name = typeof entry === 'string' ? entry : TYPE_CODES[v.toNumber(entry)]
    if (name === undefined || !Object.hasOwn(TYPES, name))
      throw badValue(`Unknown type name alias: ${String(entry)}`)
    return name
  })
}

export function ofType(value: unknown, name: string): boolean {
  if (value === undefined || TYPES[name] !== v.typeOf(value)) return false
  return TYPES[name] !== v.NUMBER || name === 'number' || name === kindOf(value)
}

const BSON_NAMES: Record<string, string> = {
  Int32: 'int',
  Double: 'double',
  Long: 'long',
  Decimal128: 'decimal',
  ObjectId: 'objectId',
  Binary: 'binData',
  UUID: 'binData',
  Timestamp: 'timestamp',
  MinKey: 'minKey',
  MaxKey: 'maxKey',
  Code: 'javascript',
  BSONRegExp: 'regex',
  BSONSymbol: 'symbol',
}

/** The name of a value's type; of a type that cannot be stored, its class. */
export function typeName(value: unknown): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'bigint') return 'long'
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) <= 0x7fffffff ? 'int' : 'double'
  if (typeof value !== 'object') return typeof value
  if (Array.isArray(value)) return 'array'
  if (value instanceof Date) return 'date'
  if (value instanceof RegExp) return 'regex'
  const tag = (value as { _bsontype?: string })._bsontype
  return tag === undefined ? 'object' : (BSON_NAMES[tag] ?? tag)
}
