import { MongoError, notSupported } from '../../errors'
import { kindOf, toNumber } from '../../values/numbers'
import { typeName } from '../../values/type-names'
import * as v from '../../values/values'
import { isoText } from './date-text'

/** Values as text where MongoDB takes them for strings: numbers, dates; null is the empty one. */
export function coerceToString(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (v.typeOf(value) === v.NUMBER)
    return kindOf(value) === 'double' ? streamed(toNumber(value)) : String(value)
  if (value instanceof Date) return isoText(value)
  const name = typeName(value)
  if (name === 'timestamp') throw notSupported('a timestamp as text is not supported')
  const { code, scope } = value as { code?: unknown; scope?: unknown }
  if (name === 'javascript' && !scope) return String(code)
  throw new MongoError(16007, `can't convert from BSON type ${name} to String`)
}

/** Six digits, as a C++ stream writes a double. */
function streamed(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'
  if (Object.is(value, -0)) return '-0'
  const [mantissa = '', exponent = '0'] = value.toExponential(5).split('e')
  const power = Number(exponent)
  if (power >= -4 && power < 6) return String(Number(value.toPrecision(6)))
  return `${Number(mantissa)}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}

/** As `$toString` writes a double. */
export function numberText(value: unknown): string {
  if (kindOf(value) !== 'double') return String(value)
  const number = toNumber(value)
  if (Number.isNaN(number)) return 'NaN'
  if (!Number.isFinite(number)) return number > 0 ? 'Infinity' : '-Infinity'
  if (Object.is(number, -0)) return '-0'
  const size = Math.abs(number)
  // Fifteen digits where they are enough, and an exponent outside of 1e-5 to 1e15.
  const digits = String(number)
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) {
    const [mantissa = '', exponent = ''] = number.toExponential().split('e')
    const sign = exponent.startsWith('-') ? '-' : '+'
    return `${mantissa}e${sign}${exponent.replace(/^[+-]/, '').padStart(2, '0')}`
  }
  return digits
}
