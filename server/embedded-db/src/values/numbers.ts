import { Double, Long } from 'bson'
import { badValue } from '../errors'

/** BSON's kinds of numbers; plain numbers are what a driver writes for them. */
type NumberKind = 'int' | 'long' | 'double'

const INT_MAX = 0x7fffffff
const LONG_LIMIT = 2n ** 63n

export const isInt = (value: number) =>
  Number.isInteger(value) && value <= INT_MAX && value >= -INT_MAX - 1 && !Object.is(value, -0)

export function kindOf(value: unknown): NumberKind {
  if (typeof value === 'number') return isInt(value) ? 'int' : 'double'
  if (typeof value === 'bigint' || value instanceof Long) return 'long'
  return (value as { _bsontype?: string })._bsontype === 'Int32' ? 'int' : 'double'
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

/** MongoDB's order of numbers: exact across kinds, NaN below all and equal to itself. */
export function compareNumbers(a: unknown, b: unknown): number {
  const [x, y] = [toNumber(a), toNumber(b)]
  const order = compareDoubles(x, y)
  // Longs beyond 2^53 may differ where their doubles do not.
  if (order !== 0 || Number.isSafeInteger(x) || !Number.isInteger(x)) return order
  const [p, q] = [toBigInt(a), toBigInt(b)]
  return p < q ? -1 : p > q ? 1 : 0
}

function compareDoubles(x: number, y: number): number {
  if (x === y) return 0
  if (Number.isNaN(x)) return Number.isNaN(y) ? 0 : -1
  return Number.isNaN(y) || x > y ? 1 : -1
}

/** A plain number where it holds the integer exactly. */
export function narrow(value: bigint): number | bigint {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}

/** A sum with MongoDB's kinds: int grows to long, a double wins, a long never wraps. */
export function sumOf(a: unknown, b: unknown): unknown {
  const kinds = [kindOf(a), kindOf(b)]
  if (kinds.includes('double')) return asDouble(toNumber(a) + toNumber(b))
  const result = toBigInt(a) + toBigInt(b)
  if (!kinds.includes('long') && isInt(Number(result))) return Number(result)
  if (result >= LONG_LIMIT || result < -LONG_LIMIT)
    throw badValue('the result of $inc overflows a 64-bit integer')
  return Long.fromBigInt(result)
}

/** A double stays one, even where a driver would write its value as an int. */
export const asDouble = (value: number): number | Double => (isInt(value) ? new Double(value) : value)
