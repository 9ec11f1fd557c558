import { Decimal128, Double, Long } from 'bson'
import { badValue } from '../errors'

/** BSON's four kinds of numbers; plain numbers are what a driver writes for them. */
export type NumberKind = 'int' | 'long' | 'double' | 'decimal'

const INT_MAX = 0x7fffffff
const LONG_LIMIT = 2n ** 63n

const tagOf = (value: unknown) => (value as { _bsontype?: string })._bsontype

export const isInt = (value: number) =>
  Number.isInteger(value) && value <= INT_MAX && value >= -INT_MAX - 1 && !Object.is(value, -0)

export function kindOf(value: unknown): NumberKind {
  if (typeof value === 'number') return isInt(value) ? 'int' : 'double'
  if (typeof value === 'bigint') return 'long'
  switch (tagOf(value)) {
    case 'Long':
      return 'long'
    case 'Decimal128':
      return 'decimal'
    case 'Int32':
      return 'int'
    default:
      return 'double'
  }
}

const isPlain = (value: unknown) =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

export function toNumber(value: unknown): number {
  if (typeof value === 'number') return value
  if (value instanceof Long) return value.toNumber()
  // A document may have fields named as the methods that Number() calls.
  return Array.isArray(value) || isPlain(value) ? Number.NaN : Number(value)
}

const toBigInt = (value: unknown): bigint =>
  typeof value === 'bigint' ? value : BigInt(value instanceof Long ? value.toString() : toNumber(value))

/** An exact value: coefficient × 10^exponent. */
interface Exact {
  digits: bigint
  exponent: number
}

/** The exact decimal expansion; a number when it has none (NaN, Infinity). */
function exactOf(value: unknown): Exact | number {
  const kind = kindOf(value)
  if (kind === 'long') return { digits: toBigInt(value), exponent: 0 }
  if (kind === 'decimal') return parseDecimal(String(value))
  const number = toNumber(value)
  if (!Number.isFinite(number)) return number
  let digits = number
  let exponent = 0
  // A double is m/2^k = m·5^k/10^k.
  while (!Number.isInteger(digits)) {
    digits *= 2
    exponent--
  }
  return { digits: BigInt(digits) * 5n ** BigInt(-exponent), exponent }
}

function parseDecimal(text: string): Exact | number {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/i.exec(text)
  if (!match) return Number(text)
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  const digits = BigInt(whole + fraction)
  return { digits: sign === '-' ? -digits : digits, exponent: Number(exponent) - fraction.length }
}

/** Both over one power of ten. */
function aligned(a: Exact, b: Exact): [bigint, bigint, number] {
  const exponent = Math.min(a.exponent, b.exponent)
  const scale = ({ digits, exponent: own }: Exact) => digits * 10n ** BigInt(own - exponent)
  return [scale(a), scale(b), exponent]
}

function compareExact(a: Exact, b: Exact): number {
  const signs = Number(a.digits > 0n) - Number(a.digits < 0n) - Number(b.digits > 0n) + Number(b.digits < 0n)
  if (signs !== 0) return Math.sign(signs)
  const [x, y] = aligned(a, b)
  return x < y ? -1 : x > y ? 1 : 0
}

/** MongoDB's order of numbers: exact across kinds, NaN below all and equal to itself. */
export function compareNumbers(a: unknown, b: unknown): number {
  if (typeof a !== 'number' || typeof b !== 'number') {
    const x = exactOf(a)
    const y = exactOf(b)
    if (typeof x !== 'number' && typeof y !== 'number') return compareExact(x, y)
    return compareDoubles(typeof x === 'number' ? x : 0, typeof y === 'number' ? y : 0)
  }
  return compareDoubles(a, b)
}

function compareDoubles(x: number, y: number): number {
  if (x === y) return 0
  if (Number.isNaN(x)) return Number.isNaN(y) ? 0 : -1
  return Number.isNaN(y) || x > y ? 1 : -1
}

/** The number or integer that is exactly this decimal, or its digits in one form for all that are equal. */
export function canonicalDecimal(value: Decimal128): number | bigint | string {
  const exact = exactOf(value)
  if (typeof exact === 'number') return exact
  let { digits, exponent } = exact
  if (digits === 0n) return 0
  while (digits % 10n === 0n) {
    digits /= 10n
    exponent++
  }
  if (exponent >= 0 && exponent < 20) {
    const whole = digits * 10n ** BigInt(exponent)
    if (whole < LONG_LIMIT && whole >= -LONG_LIMIT) return narrow(whole)
  }
  const double = Number(`${digits}e${exponent}`)
  const same = Number.isFinite(double) && exactOf(double)
  if (same && typeof same === 'object' && compareExact(same, { digits, exponent }) === 0) return double
  return `${digits}E${exponent}`
}

/** A plain number where it holds the integer exactly. */
export function narrow(value: bigint): number | bigint {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}

type Arithmetic = 'add' | 'multiply'

/** `$inc` and `$mul` with MongoDB's kinds: int grows to long, double and decimal win, a long never wraps. */
export function calculate(operation: Arithmetic, a: unknown, b: unknown): unknown {
  const kinds = [kindOf(a), kindOf(b)]
  if (kinds.includes('decimal')) return decimalOf(operation, a, b)
  if (kinds.includes('double')) {
    const [x, y] = [toNumber(a), toNumber(b)]
    return asDouble(operation === 'add' ? x + y : x * y)
  }
  const [x, y] = [toBigInt(a), toBigInt(b)]
  const result = operation === 'add' ? x + y : x * y
  if (!kinds.includes('long') && isInt(Number(result))) return Number(result)
  if (result >= LONG_LIMIT || result < -LONG_LIMIT)
    throw badValue(`the result of ${operation} overflows a 64-bit integer`)
  return Long.fromBigInt(result)
}

/** A double stays one, even where a driver would write its value as an int. */
export const asDouble = (value: number): number | Double => (isInt(value) ? new Double(value) : value)

function decimalOf(operation: Arithmetic, a: unknown, b: unknown): Decimal128 {
  const [x, y] = [exactOf(toDecimal(a)), exactOf(toDecimal(b))]
  if (typeof x === 'number' || typeof y === 'number') {
    const [p, q] = [toNumber(a), toNumber(b)]
    return Decimal128.fromString(String(operation === 'add' ? p + q : p * q))
  }
  if (operation === 'multiply') return rounded(x.digits * y.digits, x.exponent + y.exponent)
  const [p, q, exponent] = aligned(x, y)
  return rounded(p + q, exponent)
}

const rounded = (digits: bigint, exponent: number) =>
  Decimal128.fromStringWithRounding(`${digits}E${exponent}`)

/** A double has fifteen decimal digits that are surely right; MongoDB takes those. */
function toDecimal(value: unknown): unknown {
  const kind = kindOf(value)
  if (kind !== 'double') return value
  const number = toNumber(value)
  return Number.isFinite(number) ? Decimal128.fromString(String(Number(number.toPrecision(15)))) : value
}

export function roundHalfEven(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  if (rest !== 0.5) return Math.round(value)
  const even = floor % 2 === 0 ? floor : floor + 1
  return even === 0 && value < 0 ? -0 : even
}

/** A whole number of things: a double is cut, a decimal is rounded to the even one. */
export const wholeOf = (value: unknown): number =>
  kindOf(value) === 'decimal' ? roundHalfEven(toNumber(value)) : Math.trunc(toNumber(value))
