import { Long } from 'bson'
import { MongoError, notSupported, typeMismatch } from '../../errors'
import {
  decimalOf,
  divideDecimals,
  multiplyDecimals,
  negated,
  remainder,
  toDecimal128,
} from '../../values/decimals'
import { asDouble, isInt, kindOf, toNumber } from '../../values/numbers'
import { isNumber } from '../../values/predicates'
import { typeName } from '../../values/type-names'
import { fixed, nullish, variadic } from './operands'
import { NumberSum } from './sums'
import type { Operator } from './types'

const LONG_LIMIT = 2n ** 63n

export const bigOf = (value: unknown) => BigInt(String(value))
const fitsLong = (value: bigint) => value < LONG_LIMIT && value >= -LONG_LIMIT

/** An integer as MongoDB answers it: an int while all operands are and it fits, else a long, else a double. */
export function integer(value: bigint, ints: boolean): unknown {
  const number = Number(value)
  if (ints && isInt(number)) return number
  return fitsLong(value) ? Long.fromBigInt(value) : asDouble(number)
}

function dateOf(time: number): Date {
  const whole = Math.trunc(time)
  if (!(Math.abs(whole) <= 8.64e15)) throw new MongoError(15, 'date overflow')
  return new Date(whole)
}

function add(values: unknown[]): unknown {
  if (values.some(nullish)) {
    checkAddends(values)
    return null
  }
  const date = values.find((value) => value instanceof Date)
  checkAddends(values)
  const sum = new NumberSum()
  for (const value of values) if (!(value instanceof Date)) sum.add(value)
  if (date === undefined) return sum.result()
  return dateOf((date as Date).getTime() + milliseconds(sum.result()))
}

/** A fraction of a millisecond is rounded. */
function milliseconds(value: unknown): number {
  const number = toNumber(value)
  if (!Number.isFinite(number)) throw new MongoError(15, 'date overflow')
  return number < 0 ? -Math.round(-number) : Math.round(number)
}

function checkAddends(values: unknown[]): void {
  let dates = 0
  for (const value of values) {
    if (nullish(value)) return
    if (value instanceof Date) dates++
    else if (!isNumber(value))
      throw typeMismatch(`$add only supports numeric or date types, not ${typeName(value)}`)
    if (dates > 1) throw new MongoError(16612, 'only one date allowed in an $add expression')
  }
}

function subtract(a: unknown, b: unknown): unknown {
  if (nullish(a) || nullish(b)) return null
  if (a instanceof Date && b instanceof Date) return Long.fromNumber(a.getTime() - b.getTime())
  if (a instanceof Date && isNumber(b)) return dateOf(a.getTime() - milliseconds(b))
  if (!isNumber(a) || !isNumber(b)) throw typeMismatch(`can't $subtract ${typeName(b)} from ${typeName(a)}`)
  const kinds = [kindOf(a), kindOf(b)]
  if (kinds.includes('decimal')) {
    const sum = new NumberSum()
    sum.add(toDecimal128(decimalOf(a)))
    sum.add(toDecimal128(negated(decimalOf(b))))
    return sum.result()
  }
  if (kinds.includes('double')) return asDouble(toNumber(a) - toNumber(b))
  return integer(bigOf(a) - bigOf(b), !kinds.includes('long'))
}

function multiply(values: unknown[]): unknown {
  if (values.some(nullish)) return null
  for (const value of values)
    if (!isNumber(value)) throw typeMismatch(`$multiply only supports numeric types, not ${typeName(value)}`)
  const kinds = new Set(values.map(kindOf))
  if (kinds.has('decimal'))
    return toDecimal128(
      values.map((value) => decimalOf(value)).reduce(multiplyDecimals, { digits: 1n, exponent: 0 }),
    )
  if (kinds.has('double'))
    return asDouble(values.reduce<number>((product, value) => product * toNumber(value), 1))
  return integer(
    values.reduce<bigint>((product, value) => product * bigOf(value), 1n),
    !kinds.has('long'),
  )
}

function divide(a: unknown, b: unknown): unknown {
  if (nullish(a) || nullish(b)) return null
  if (!isNumber(a) || !isNumber(b))
    throw typeMismatch(`$divide only supports numeric types, not ${typeName(a)} and ${typeName(b)}`)
  if (toNumber(b) === 0) throw new MongoError(2, "can't $divide by zero")
  if (kindOf(a) === 'decimal' || kindOf(b) === 'decimal')
    return toDecimal128(divideDecimals(decimalOf(a), decimalOf(b)))
  return asDouble(toNumber(a) / toNumber(b))
}

function mod(a: unknown, b: unknown): unknown {
  if (nullish(a) || nullish(b)) return null
  if (!isNumber(a) || !isNumber(b))
    throw new MongoError(16611, `$mod only supports numeric types, not ${typeName(a)} and ${typeName(b)}`)
  const kinds = [kindOf(a), kindOf(b)]
  if (toNumber(b) === 0)
    throw kinds.includes('decimal')
      ? new MongoError(5733415, "can't $mod by zero")
      : new MongoError(16610, "can't $mod by zero")
  if (kinds.includes('decimal')) return toDecimal128(remainder(decimalOf(a), decimalOf(b)))
  if (kinds.includes('double')) return asDouble(toNumber(a) % toNumber(b))
  return integer(bigOf(a) % bigOf(b), !kinds.includes('long'))
}

function bitwise(name: string, start: bigint, run: (a: bigint, b: bigint) => bigint): Operator {
  return variadic((values) => {
    if (values.some(nullish)) return null
    for (const value of values)
      if (!isNumber(value) || !['int', 'long'].includes(kindOf(value)))
        throw typeMismatch(`${name} only supports int and long operands.`)
    const result = values.map(bigOf).reduce(run, start)
    return integer(
      result,
      values.every((value) => kindOf(value) === 'int'),
    )
  })
}

function bitNot(value: unknown): unknown {
  if (nullish(value)) return null
  if (!isNumber(value) || !['int', 'long'].includes(kindOf(value)))
    throw typeMismatch('$bitNot only supports int and long operands.')
  return integer(~bigOf(value), kindOf(value) === 'int')
}

/** Functions of doubles are not there for decimals: an answer of half the digits would be wrong. */
export function refuseDecimal(name: string, ...values: unknown[]): void {
  if (values.some((value) => isNumber(value) && kindOf(value) === 'decimal'))
    throw notSupported(`${name} of a decimal is not supported`)
}

export const arithmetic: Record<string, Operator> = {
  $add: variadic(add),
  $subtract: fixed('$subtract', 2, subtract),
  $multiply: variadic(multiply),
  $divide: fixed('$divide', 2, divide),
  $mod: fixed('$mod', 2, mod),
  $bitAnd: bitwise('$bitAnd', -1n, (a, b) => a & b),
  $bitOr: bitwise('$bitOr', 0n, (a, b) => a | b),
  $bitXor: bitwise('$bitXor', 0n, (a, b) => a ^ b),
  $bitNot: fixed('$bitNot', 1, bitNot),
}
