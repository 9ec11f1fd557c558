import { Decimal128 } from 'bson'
import { kindOf, toNumber } from './numbers'

/** A decimal number as digits × 10^exponent, or one that has no digits: NaN, Infinity. */
export type Decimal = { digits: bigint; exponent: number; negative?: boolean } | number

const PRECISION = 34
const MAX_EXPONENT = 6111
const MIN_EXPONENT = -6176

const lengthOf = (digits: bigint) => String(digits < 0n ? -digits : digits).length

/** `roundTo` 15: the digits of a double that are surely right, as MongoDB takes them; 34 for its sums. */
export function decimalOf(value: unknown, roundTo: 15 | 34 = 15): Decimal {
  const kind = kindOf(value)
  if (kind === 'int' || kind === 'long') return { digits: BigInt(String(value)), exponent: 0 }
  if (kind === 'decimal') return parse(String(value))
  const number = toNumber(value)
  if (!Number.isFinite(number)) return number
  if (roundTo === 15)
    return number === 0
      ? { digits: 0n, exponent: 0, negative: Object.is(number, -0) }
      : parse(number.toExponential(14))
  return roundedTo(exact(number), PRECISION)
}

/** The whole expansion of a double. */
function exact(value: number): { digits: bigint; exponent: number } {
  let whole = value
  let exponent = 0
  while (!Number.isInteger(whole)) {
    whole *= 2
    exponent--
  }
  return { digits: BigInt(whole) * 5n ** BigInt(-exponent), exponent }
}

export function parse(text: string): Decimal {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:E([+-]?\d+))?$/i.exec(text)
  if (!match || `${match[2]}${match[3] ?? ''}` === '') return special(text)
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  const digits = BigInt(whole + fraction)
  return {
    digits: sign === '-' ? -digits : digits,
    exponent: Number(exponent) - fraction.length,
    negative: sign === '-',
  }
}

function special(text: string): number {
  const match = /^([+-]?)inf(inity)?$/i.exec(text)
  if (!match) return Number.NaN
  return match[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
}

/** Half goes to the even digit. */
function roundedTo({ digits, exponent }: { digits: bigint; exponent: number }, precision: number) {
  const extra = lengthOf(digits) - precision
  if (extra <= 0) return { digits, exponent }
  const cut = 10n ** BigInt(extra)
  return { digits: halfEven(digits, cut), exponent: exponent + extra }
}

function halfEven(digits: bigint, unit: bigint): bigint {
  const size = digits < 0n ? -digits : digits
  const whole = size / unit
  const twice = (size % unit) * 2n
  const up = twice > unit || (twice === unit && whole % 2n === 1n)
  const rounded = up ? whole + 1n : whole
  return digits < 0n ? -rounded : rounded
}

export function toDecimal128(value: Decimal): Decimal128 {
  if (typeof value === 'number')
    return Decimal128.fromString(Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity')
  let { digits, exponent } = roundedTo(value, PRECISION)
  if (lengthOf(digits) > PRECISION) ({ digits, exponent } = roundedTo({ digits, exponent }, PRECISION))
  while (exponent > MAX_EXPONENT && lengthOf(digits) < PRECISION && digits !== 0n) {
    digits *= 10n
    exponent--
  }
  if (digits === 0n) exponent = Math.min(Math.max(exponent, MIN_EXPONENT), MAX_EXPONENT)
  if (exponent > MAX_EXPONENT)
    return toDecimal128(digits < 0n ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY)
  if (exponent < MIN_EXPONENT) {
    digits = halfEven(digits, 10n ** BigInt(MIN_EXPONENT - exponent))
    exponent = MIN_EXPONENT
  }
  const sign = digits === 0n && value.negative ? '-' : ''
  return Decimal128.fromString(`${sign}${digits}E${exponent}`)
}

const asNumber = (value: Decimal) =>
  typeof value === 'number' ? value : Math.sign(Number(value.digits > 0n) - Number(value.digits < 0n))
const isNegative = (value: Decimal) =>
  typeof value === 'number'
    ? value < 0
    : value.digits < 0n || (value.digits === 0n && value.negative === true)

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  if (typeof a === 'number' || typeof b === 'number')
    return (typeof a === 'number' ? a : 0) + (typeof b === 'number' ? b : 0)
  const exponent = Math.min(a.exponent, b.exponent)
  const scale = (each: { digits: bigint; exponent: number }) =>
    each.digits * 10n ** BigInt(each.exponent - exponent)
  return { digits: scale(a) + scale(b), exponent, negative: isNegative(a) && isNegative(b) }
}

export const negated = (a: Decimal): Decimal =>
  typeof a === 'number' ? -a : { digits: -a.digits, exponent: a.exponent, negative: !isNegative(a) }

export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  if (typeof a === 'number' || typeof b === 'number') return asNumber(a) * asNumber(b)
  return {
    digits: a.digits * b.digits,
    exponent: a.exponent + b.exponent,
    negative: isNegative(a) !== isNegative(b),
  }
}

/** The divisor is not zero. */
export function divideDecimals(a: Decimal, b: Decimal): Decimal {
  if (typeof a === 'number') return a / (typeof b === 'number' ? b : asNumber(b))
  const negative = isNegative(a) !== isNegative(b)
  if (typeof b === 'number')
    return Number.isNaN(b) ? Number.NaN : { digits: 0n, exponent: MIN_EXPONENT, negative }
  const ideal = a.exponent - b.exponent
  const shift = PRECISION + 2 + Math.max(lengthOf(b.digits) - lengthOf(a.digits), 0)
  const scaled = a.digits * 10n ** BigInt(shift)
  let digits = scaled / b.digits
  let exponent = ideal - shift
  // A digit that is not zero after the last one keeps a half from being taken for even.
  if (scaled % b.digits !== 0n)
    return { digits: digits * 10n + (negative ? -1n : 1n), exponent: exponent - 1, negative }
  while (exponent < ideal && digits % 10n === 0n) {
    digits /= 10n
    exponent++
  }
  return { digits, exponent, negative }
}

export function remainder(a: Decimal, b: Decimal): Decimal {
  if (typeof a === 'number') return Number.NaN
  if (typeof b === 'number') return Number.isNaN(b) ? b : a
  const exponent = Math.min(a.exponent, b.exponent)
  const scale = (each: { digits: bigint; exponent: number }) =>
    each.digits * 10n ** BigInt(each.exponent - exponent)
  return { digits: scale(a) % scale(b), exponent, negative: isNegative(a) }
}

export function squareRoot(a: Decimal): Decimal {
  if (typeof a === 'number' || a.digits === 0n)
    return typeof a === 'number' ? a : { ...a, exponent: Math.floor(a.exponent / 2) }
  const shift = 2 * PRECISION + 2 + (Math.abs(a.exponent) % 2)
  const scaled = a.digits * 10n ** BigInt(shift)
  let root = 10n ** BigInt(Math.ceil(lengthOf(scaled) / 2))
  for (let next = (root + scaled / root) / 2n; next < root; next = (root + scaled / root) / 2n) root = next
  let exponent = (a.exponent - shift) / 2
  if (root * root !== scaled) return { digits: root * 10n + 1n, exponent: exponent - 1 }
  const ideal = Math.floor(a.exponent / 2)
  while (exponent < ideal && root % 10n === 0n) {
    root /= 10n
    exponent++
  }
  return { digits: root, exponent }
}

/** To so many places after the point (before it, if negative). */
export function roundDecimal(a: Decimal, places: number, mode: 'even' | 'down' | 'ceil' | 'floor'): Decimal {
  if (typeof a === 'number') return a
  if (a.exponent >= -places) {
    const digits = a.digits * 10n ** BigInt(Math.min(a.exponent + places, PRECISION))
    return lengthOf(digits) > PRECISION || a.exponent + places > PRECISION
      ? a
      : { ...a, digits, exponent: -places }
  }
  const unit = 10n ** BigInt(-places - a.exponent)
  const whole = a.digits / unit
  const odd = a.digits % unit !== 0n
  let digits = whole
  if (mode === 'even') digits = halfEven(a.digits, unit)
  else if (mode === 'ceil' && odd && a.digits > 0n) digits = whole + 1n
  else if (mode === 'floor' && odd && a.digits < 0n) digits = whole - 1n
  return { digits, exponent: -places, negative: isNegative(a) }
}
