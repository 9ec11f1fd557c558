import { badValue } from './errors'
import type { Test } from './paths'
import * as v from './values'
import { type Doc, equalValues, isObject, isRegex } from './values'

/** The fields of a reference to a document (DBRef). */
export const REFERENCE = new Set(['$ref', '$id', '$db'])

/** Whether a value of a filter is a set of operators; a mix of operators and fields is an error. */
export function isOperators(value: unknown): value is Doc {
  if (!isObject(value)) return false
  const keys = Object.keys(value)
  const first = keys[0]
  if (first === undefined || !first.startsWith('$') || REFERENCE.has(first)) return false
  const odd = keys.find((key) => !key.startsWith('$'))
  if (odd !== undefined) throw badValue(`unknown operator: ${odd}`)
  return true
}

/** Equality, or the pattern of a regular expression, as in `$in` and implicit equality. */
export function valueTest(operand: unknown): Test {
  if (isRegex(operand)) return regexTest(operand, '')
  if (operand === null || operand === undefined) return (value) => value === null || value === undefined
  if (typeof operand === 'string') return (value) => value === operand
  v.typeOf(operand)
  return (value) => value !== undefined && equalValues(value, operand)
}

export function exactTest(operand: unknown): Test {
  return isRegex(operand) ? (value) => value !== undefined && equalValues(value, operand) : valueTest(operand)
}

export function inTest(operator: string, operand: unknown): Test {
  if (!Array.isArray(operand)) throw badValue(`${operator} needs an array`)
  if (operand.some((entry) => isOperators(entry))) throw badValue(`cannot nest $ under ${operator}`)
  if (operand.length > 8 && operand.every((entry) => typeof entry === 'string')) {
    const words = new Set<unknown>(operand)
    return (value) => words.has(value)
  }
  const tests = operand.map(valueTest)
  return (value) => tests.some((test) => test(value))
}

export function rangeTest(operator: string, operand: unknown): Test {
  if (isRegex(operand)) throw badValue(`Can't have RegEx as arg to predicate over field.`)
  const type = v.typeOf(operand)
  const inclusive = operator.endsWith('e')
  if (type === v.NULL) return (value) => inclusive && (value === null || value === undefined)
  const up = operator.startsWith('$gt')
  // The ends of all values compare with every type.
  const anyType = type === v.MIN_KEY || type === v.MAX_KEY
  const number = type === v.NUMBER
  return (value) => {
    if (value === undefined || (!anyType && v.typeOf(value) !== type)) return false
    const order = v.compareValues(value, operand)
    if (order === 0) return inclusive
    if (number && (Number.isNaN(v.toNumber(value)) || Number.isNaN(v.toNumber(operand)))) return false
    return up ? order > 0 : order < 0
  }
}

export function toRegExp(operand: unknown, options: unknown): RegExp {
  let source: string
  let flags = ''
  if (isRegex(operand)) [source, flags] = v.regexParts(operand)
  else if (typeof operand === 'string') source = operand
  else throw badValue('$regex has to be a string')
  if (typeof options === 'string' && options !== '') flags = options
  if (/[^imsu]/.test(flags)) throw badValue(`invalid flag in regex options: ${flags}`)
  try {
    return new RegExp(source, [...new Set(flags)].join(''))
  } catch (error) {
    throw badValue(`Regular expression is invalid: ${(error as Error).message}`)
  }
}

export function regexTest(operand: unknown, options: unknown): Test {
  const pattern = toRegExp(operand, options)
  return (value) =>
    typeof value === 'string'
      ? pattern.test(value)
      : isRegex(value) && isRegex(operand) && equalValues(value, operand)
}

export function modTest(operand: unknown): Test {
  if (!Array.isArray(operand) || operand.length !== 2) throw badValue('malformed mod, not enough elements')
  const divisor = Math.trunc(v.toNumber(operand[0]))
  const rest = Math.trunc(v.toNumber(operand[1]))
  if (divisor === 0) throw badValue('divisor cannot be 0')
  return (value) => v.typeOf(value) === v.NUMBER && Math.trunc(v.toNumber(value)) % divisor === rest
}
