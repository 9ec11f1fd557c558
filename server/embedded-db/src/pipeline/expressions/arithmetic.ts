import { Long } from 'bson'
import { MongoError, typeMismatch } from '../../errors'
import { asDouble, kindOf, toNumber } from '../../values/numbers'
import { isNumber } from '../../values/predicates'
import { typeName } from '../../values/type-names'
import { fixed, nullish, variadic } from './operands'
import { integer, NumberSum } from './sums'
import type { Operator } from './types'

const bigOf = (value: unknown) => BigInt(String(value))

function dateOf(time: number): Date {
  const whole = Math.round(time)
  if (!(Math.abs(whole) <= 8.64e15)) throw new MongoError(15, 'date overflow')
  return new Date(whole)
}

function add(values: unknown[]): unknown {
  const dates = values.filter((value) => value instanceof Date)
  for (const value of values)
    if (!nullish(value) && !isNumber(value) && !(value instanceof Date))
      throw typeMismatch(`$add only supports numeric or date types, not ${typeName(value)}`)
  if (dates.length > 1) throw new MongoError(16612, 'only one date allowed in an $add expression')
  if (values.some(nullish)) return null
  const sum = new NumberSum()
  for (const value of values) if (!(value instanceof Date)) sum.add(value)
  const [date] = dates
  return date === undefined ? sum.result() : dateOf(date.getTime() + toNumber(sum.result()))
}

function subtract(a: unknown, b: unknown): unknown {
  if (nullish(a) || nullish(b)) return null
  if (a instanceof Date && b instanceof Date) return Long.fromNumber(a.getTime() - b.getTime())
  if (a instanceof Date && isNumber(b)) return dateOf(a.getTime() - toNumber(b))
  if (!isNumber(a) || !isNumber(b)) throw typeMismatch(`can't $subtract ${typeName(b)} from ${typeName(a)}`)
  const kinds = [kindOf(a), kindOf(b)]
  if (kinds.includes('double')) return asDouble(toNumber(a) - toNumber(b))
  return integer(bigOf(a) - bigOf(b), !kinds.includes('long'))
}

function multiply(values: unknown[]): unknown {
  if (values.some(nullish)) return null
  for (const value of values)
    if (!isNumber(value)) throw typeMismatch(`$multiply only supports numeric types, not ${typeName(value)}`)
  const kinds = new Set(values.map(kindOf))
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
  return asDouble(toNumber(a) / toNumber(b))
}

function size(value: unknown): number {
  if (Array.isArray(value)) return value.length
  throw new MongoError(17124, `The argument to $size must be an array, but was of type: ${typeName(value)}`)
}

export const arithmetic: Record<string, Operator> = {
  $add: variadic(add),
  $subtract: fixed('$subtract', 2, subtract),
  $multiply: variadic(multiply),
  $divide: fixed('$divide', 2, divide),
  $size: fixed('$size', 1, size),
}
