import type { Timestamp } from 'bson'
import { MongoError } from '../errors'
import { kindOf, toNumber } from '../numbers'
import * as v from '../values'
import { isoText } from './date-text'
import { typeName } from './operands'

/** Values as text where MongoDB takes them for strings: numbers, dates; null is the empty one. */
export function coerceToString(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (v.typeOf(value) === v.NUMBER) return numberText(value)
  if (value instanceof Date) return isoText(value)
  const name = typeName(value)
  if (name === 'timestamp') return timestampText(value as Timestamp)
  if (name === 'javascript') return String((value as { code: unknown }).code)
  throw new MongoError(16007, `can't convert from BSON type ${name} to String`)
}

const timestampText = (value: Timestamp) =>
  `Timestamp(${value.getHighBitsUnsigned()}, ${value.getLowBitsUnsigned()})`

/** As C++ streams write a double. */
export function numberText(value: unknown): string {
  if (kindOf(value) !== 'double') return String(value)
  const number = toNumber(value)
  if (Number.isNaN(number)) return 'NaN'
  if (!Number.isFinite(number)) return number > 0 ? 'Infinity' : '-Infinity'
  if (Object.is(number, -0)) return '-0'
  const size = Math.abs(number)
  // Fifteen digits where they are enough, and an exponent outside of 1e-5 to 1e15.
  const digits = String(number)
  if (size !== 0 && (size < 1e-4 || size >= 1e21)) {
    const [mantissa = '', exponent = ''] = number.toExponential().split('e')
    const sign = exponent.startsWith('-') ? '-' : '+'
    return `${mantissa}e${sign}${exponent.replace(/^[+-]/, '').padStart(2, '0')}`
  }
  return digits
}
