import { Decimal128, Long, ObjectId, type Timestamp } from 'bson'
import { badValue, failedToParse, MongoError, notSupported } from '../../errors'
import { decimalOf, parse, roundDecimal, toDecimal128 } from '../../values/decimals'
import { asDouble, kindOf, toNumber } from '../../values/numbers'
import { isNumber, truthy } from '../../values/predicates'
import { NUMBER_TYPES, TYPE_CODES, typeName } from '../../values/type-names'
import { isObject } from '../../values/values'
import { bigOf } from './arithmetic'
import { numberText } from './coercion'
import { compile } from './compile'
import { objectIdTime } from './date-parts'
import { parseDate } from './date-reading'
import { isoText } from './date-text'
import { fieldsOf, fixed, nullish, toInt32 } from './operands'
import type { Expression, Operator } from './types'

type Conversion = (value: unknown, from: string) => unknown

const failure = (message: string) => new MongoError(241, `${message} in $convert with no onError value`)
const unsupported = (from: string, to: string) => failure(`Unsupported conversion from ${from} to ${to}`)

const LONG_LIMIT = 2n ** 63n

function whole(value: unknown, to: string): bigint {
  if (kindOf(value) === 'int' || kindOf(value) === 'long') return bigOf(value)
  const decimal = kindOf(value) === 'decimal' ? roundDecimal(decimalOf(value), 0, 'down') : toNumber(value)
  if (typeof decimal !== 'number') return decimal.digits * 10n ** BigInt(decimal.exponent)
  if (Number.isNaN(decimal)) throw failure(`Attempt to convert NaN value to integer type`)
  if (!Number.isFinite(decimal)) throw failure(`Attempt to convert infinity value to integer type`)
  const result = BigInt(Math.trunc(decimal))
  if (result >= LONG_LIMIT || result < -LONG_LIMIT)
    throw failure(`Conversion would overflow target type ${to}`)
  return result
}

function wholeFrom(value: unknown, from: string, to: string): bigint {
  if (NUMBER_TYPES.includes(from)) return whole(value, to)
  if (from === 'bool') return value ? 1n : 0n
  if (from !== 'string') throw unsupported(from, to)
  if (!/^[+-]?\d+$/.test(value as string)) throw failure(`Failed to parse number '${value}'`)
  return BigInt((value as string).replace(/^\+/, ''))
}

const toInt: Conversion = (value, from) => {
  const number = toInt32(Number(wholeFrom(value, from, 'int')))
  if (number === undefined) throw failure('Conversion would overflow target type int')
  return number
}

const toLong: Conversion = (value, from) => {
  if (value instanceof Date) return Long.fromNumber(value.getTime())
  const big = wholeFrom(value, from, 'long')
  if (big >= LONG_LIMIT || big < -LONG_LIMIT) throw failure('Conversion would overflow target type long')
  return Long.fromBigInt(big)
}

const NUMERAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const WORD = /^[+-]?(inf|infinity|nan)$/i

const toDouble: Conversion = (value, from) => {
  if (value instanceof Date) return asDouble(value.getTime())
  if (from === 'bool') return asDouble(value ? 1 : 0)
  if (NUMBER_TYPES.includes(from)) {
    const number = toNumber(value)
    const decimal = from === 'decimal' ? decimalOf(value) : number
    if (!Number.isFinite(number) && typeof decimal !== 'number')
      throw failure('Conversion would overflow target type double')
    return asDouble(number)
  }
  if (from !== 'string') throw unsupported(from, 'double')
  const text = value as string
  if (WORD.test(text)) return Number(parse(text))
  if (/^[+-]?0x/i.test(text)) throw notSupported('hexadecimal numbers are not supported')
  const number = NUMERAL.test(text) ? Number(text) : Number.NaN
  if (!Number.isFinite(number) || (number === 0 && /[1-9]/.test(text.replace(/e.*$/i, ''))))
    throw failure(`Failed to parse number '${text}'`)
  return asDouble(number)
}

const toDecimal: Conversion = (value, from) => {
  if (from === 'decimal') return value
  if (value instanceof Date) return Decimal128.fromString(String(value.getTime()))
  if (from === 'bool') return Decimal128.fromString(value ? '1' : '0')
  if (NUMBER_TYPES.includes(from)) return toDecimal128(decimalOf(value))
  if (from !== 'string') throw unsupported(from, 'decimal')
  const text = value as string
  if (!NUMERAL.test(text) && !WORD.test(text)) throw failure(`Failed to parse number '${text}'`)
  const parsed = parse(text)
  const result = toDecimal128(parsed)
  const lost = typeof parsed !== 'number' && parsed.digits !== 0n && /^-?0E/.test(String(result))
  if (lost || (typeof parsed !== 'number' && typeof decimalOf(result) === 'number'))
    throw failure(`Failed to parse number '${text}'`)
  return result
}

const toBool: Conversion = (value, from) =>
  NUMBER_TYPES.includes(from) || from === 'bool' ? truthy(value) : true

const toDate: Conversion = (value, from) => {
  if (from === 'date') return value
  if (from === 'objectId') return new Date(objectIdTime(value as ObjectId))
  if (from === 'timestamp') return new Date((value as Timestamp).getHighBitsUnsigned() * 1000)
  if (from === 'string') return new Date(parseDate(value as string))
  if (from === 'int' || !NUMBER_TYPES.includes(from)) throw unsupported(from, 'date')
  const time = Number(whole(value, 'date'))
  if (Math.abs(time) > 8.64e15) throw notSupported('dates beyond the year 275760 are not supported')
  return new Date(time)
}

const toObjectId: Conversion = (value, from) => {
  if (from === 'objectId') return value
  if (from !== 'string') throw unsupported(from, 'objectId')
  if (!/^[0-9a-f]{24}$/i.test(value as string)) throw failure(`Failed to parse objectId '${value}'`)
  return ObjectId.createFromHexString(value as string)
}

const toText: Conversion = (value, from) => {
  if (from === 'string') return value
  if (NUMBER_TYPES.includes(from)) return numberText(value)
  if (from === 'bool') return String(value)
  if (from === 'date') return isoText(value as Date)
  if (from === 'objectId') return (value as ObjectId).toHexString()
  if (from === 'binData') throw notSupported('conversion of binData to string is not supported')
  throw unsupported(from, 'string')
}

const CONVERSIONS: Record<string, Conversion> = {
  double: toDouble,
  string: toText,
  objectId: toObjectId,
  bool: toBool,
  date: toDate,
  int: toInt,
  long: toLong,
  decimal: toDecimal,
}

const TYPE_NAMES = new Set(Object.values(TYPE_CODES))

function targetOf(to: unknown): string {
  if (isObject(to)) {
    if ('subtype' in to) throw notSupported("$convert to a 'subtype' is not supported")
    return targetOf(to.type)
  }
  if (typeof to === 'string') {
    if (!TYPE_NAMES.has(to)) throw badValue(`Unknown type name: ${to}`)
    return to
  }
  if (!isNumber(to))
    throw failedToParse(`$convert's 'to' argument must be a string or number, but is ${typeName(to)}`)
  const code = toInt32(to)
  if (code === undefined) throw failedToParse(`In $convert, numeric 'to' argument is not an integer`)
  const name = TYPE_CODES[code]
  if (name === undefined)
    throw failedToParse(`In $convert, numeric value for 'to' does not correspond to a BSON type: ${code}`)
  return name
}

function converted(value: unknown, target: string): unknown {
  const from = typeName(value)
  const conversion = CONVERSIONS[target]
  if (from === target && conversion === undefined) return value
  if (!conversion) {
    if (['binData', 'array', 'object'].includes(target))
      throw notSupported(`$convert to ${target} is not supported`)
    throw unsupported(from, target)
  }
  if (from === 'binData' && NUMBER_TYPES.includes(target))
    throw notSupported(`conversion of binData to ${target} is not supported`)
  return conversion(value, from)
}

const $convert: Operator = (operand, names) => {
  const codes = { object: 9, unknown: 9, missing: 9 }
  const optional = ['onError', 'onNull', 'format', 'byteOrder', 'base']
  const spec = fieldsOf('$convert', operand, codes, ['input', 'to'], optional)
  for (const key of ['format', 'byteOrder', 'base'])
    if (key in spec) throw notSupported(`'${key}' of $convert is not supported`)
  const input = compile(spec.input, names)
  const to = compile(spec.to, names)
  const onNull: Expression | undefined = 'onNull' in spec ? compile(spec.onNull, names) : undefined
  const onError: Expression | undefined = 'onError' in spec ? compile(spec.onError, names) : undefined
  return (env) => {
    const target = to(env)
    const value = input(env)
    if (nullish(value)) {
      if (!nullish(target)) targetOf(target)
      return onNull ? onNull(env) : null
    }
    if (nullish(target)) return null
    const name = targetOf(target)
    try {
      return converted(value, name)
    } catch (error) {
      if (!onError || !(error instanceof MongoError) || (error.code !== 241 && error.code !== 18537))
        throw error
      return onError(env)
    }
  }
}

function shorthand(name: string, target: string): Operator {
  return (operand, names) => {
    if (Array.isArray(operand) && operand.length !== 1)
      throw new MongoError(50723, `${name} requires a single argument, got ${operand.length}`)
    return fixed(name, 1, (value) => (nullish(value) ? null : converted(value, target)))(operand, names)
  }
}

export const conversions: Record<string, Operator> = {
  $convert,
  $toBool: shorthand('$toBool', 'bool'),
  $toDate: shorthand('$toDate', 'date'),
  $toDecimal: shorthand('$toDecimal', 'decimal'),
  $toDouble: shorthand('$toDouble', 'double'),
  $toInt: shorthand('$toInt', 'int'),
  $toLong: shorthand('$toLong', 'long'),
  $toObjectId: shorthand('$toObjectId', 'objectId'),
  $toString: shorthand('$toString', 'string'),
  $type: fixed('$type', 1, typeName),
  $isNumber: fixed('$isNumber', 1, (value) => isNumber(value)),
}
