import { badValue } from '../errors'
import type { Test } from '../values/paths'
import * as v from '../values/values'
import { compareValues, type Doc, equalValues, isObject, isRegex } from '../values/values'
import { patternOf, textTest } from './regex'

/** Whether a value of a filter is a set of operators; a mix of operators and fields is an error. */
export function isOperators(value: unknown): value is Doc {
  if (!isObject(value)) return false
  const keys = Object.keys(value)
  const first = keys[0]
  if (first === undefined || !first.startsWith('$')) return false
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

/** No document holds a regular expression that could be equal to one. */
export const exactTest = (operand: unknown): Test => (isRegex(operand) ? () => false : valueTest(operand))

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
  const number = type === v.NUMBER
  return (value) => {
    if (value === undefined || v.typeOf(value) !== type) return false
    const order = compareValues(value, operand)
    if (order === 0) return inclusive
    if (number && (Number.isNaN(v.toNumber(value)) || Number.isNaN(v.toNumber(operand)))) return false
    return up ? order > 0 : order < 0
  }
}

export function regexTest(operand: unknown, options: unknown): Test {
  const test = textTest(patternOf(operand, options))
  return (value) => typeof value === 'string' && test(value)
}
