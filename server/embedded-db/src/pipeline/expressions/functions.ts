import { MongoError } from '../../errors'
import type { Comparer } from '../../values/comparer'
import { toNumber } from '../../values/numbers'
import { isNumber, truthy } from '../../values/predicates'
import { typeName } from '../../values/type-names'
import { isObject } from '../../values/values'
import { compile } from './compile'
import { checkUserVariable, partsOf, valueAlong } from './field-paths'
import { fieldsOf, nullish, toInt32 } from './operands'
import { compareMissing } from './order'
import { bind, type Expression, type Operator, withNames } from './types'

function variableOf(as: unknown, name: string): string {
  if (as === undefined) return 'this'
  if (typeof as !== 'string')
    throw new MongoError(9, `${name} requires 'as' to be a string, not ${typeName(as)}`)
  checkUserVariable(as)
  return as
}

const $map: Operator = (operand, names) => {
  const codes = { object: 16878, unknown: 16879, missing: { input: 16880, in: 16882 } }
  const spec = fieldsOf('$map', operand, codes, ['input', 'in'], ['as'])
  const as = variableOf(spec.as, '$map')
  const input = compile(spec.input, names)
  const body = compile(spec.in, withNames(names, as))
  return (env) => {
    const array = input(env)
    if (nullish(array)) return null
    if (!Array.isArray(array))
      throw new MongoError(16883, `input to $map must be an array not ${typeName(array)}`)
    return array.map((element) => body(bind(env, as, element)) ?? null)
  }
}

const $filter: Operator = (operand, names) => {
  const codes = { object: 28646, unknown: 28647, missing: { input: 28648, cond: 28650 } }
  const spec = fieldsOf('$filter', operand, codes, ['input', 'cond'], ['as', 'limit'])
  const as = variableOf(spec.as, '$filter')
  const input = compile(spec.input, names)
  const condition = compile(spec.cond, withNames(names, as))
  const limit = spec.limit === undefined ? undefined : compile(spec.limit, names)
  return (env) => {
    const array = input(env)
    const most = limit ? filterLimit(limit(env)) : Number.POSITIVE_INFINITY
    if (nullish(array)) return null
    if (!Array.isArray(array))
      throw new MongoError(28651, `input to $filter must be an array not ${typeName(array)}`)
    const found: unknown[] = []
    for (const element of array) {
      if (found.length >= most) break
      if (truthy(condition(bind(env, as, element)))) found.push(element)
    }
    return found
  }
}

function filterLimit(value: unknown): number {
  if (nullish(value)) return Number.POSITIVE_INFINITY
  const limit = isNumber(value) ? toInt32(value) : undefined
  if (limit === undefined)
    throw new MongoError(327391, `$filter: limit must be represented as a 32-bit integral value: ${value}`)
  if (limit < 1) throw new MongoError(327392, `$filter: limit must be greater than 0: ${limit}`)
  return limit
}

const $reduce: Operator = (operand, names) => {
  const codes = { object: 40075, unknown: 40076, missing: { input: 40077, initialValue: 40078, in: 40079 } }
  const spec = fieldsOf('$reduce', operand, codes, ['input', 'initialValue', 'in'], [])
  const input = compile(spec.input, names)
  const initial = compile(spec.initialValue, names)
  const body = compile(spec.in, withNames(names, 'this', 'value'))
  return (env) => {
    const array = input(env)
    if (nullish(array)) return null
    if (!Array.isArray(array))
      throw new MongoError(40080, `$reduce requires that 'input' be an array, found: ${typeName(array)}`)
    let value = initial(env)
    for (const element of array) value = body(bind(bind(env, 'this', element), 'value', value))
    return value
  }
}

const $let: Operator = (operand, names) => {
  const codes = { object: 16874, unknown: 16875, missing: { vars: 16876, in: 16877 } }
  const spec = fieldsOf('$let', operand, codes, ['vars', 'in'], [])
  if (!isObject(spec.vars)) throw new MongoError(10065, `invalid parameter: expected an object (vars)`)
  const vars = Object.entries(spec.vars).map(([name, value]): [string, Expression] => {
    checkUserVariable(name)
    return [name, compile(value, names)]
  })
  const body = compile(spec.in, withNames(names, ...vars.map(([name]) => name)))
  return (env) => {
    let inner = env
    for (const [name, value] of vars) inner = bind(inner, name, value(env))
    return body(inner)
  }
}

const $sortArray: Operator = (operand, names) => {
  const codes = { object: 2942500, unknown: 2942501, missing: { input: 2942502, sortBy: 2942503 } }
  const spec = fieldsOf('$sortArray', operand, codes, ['input', 'sortBy'], [])
  const order = arrayOrder(spec.sortBy, names.by)
  const input = compile(spec.input, names)
  return (env) => {
    const array = input(env)
    if (nullish(array)) return null
    if (!Array.isArray(array))
      throw new MongoError(
        2942504,
        `The input argument to $sortArray must be an array, but was of type: ${typeName(array)}`,
      )
    return [...array].sort(order)
  }
}

function arrayOrder(sortBy: unknown, by: Comparer): (a: unknown, b: unknown) => number {
  if (isObject(sortBy)) {
    if (Object.keys(sortBy).length === 0)
      throw new MongoError(2942505, '$sortArray: sortBy must have at least one field')
    for (const direction of Object.values(sortBy))
      if (!isNumber(direction) || Math.abs(toNumber(direction)) !== 1)
        throw new MongoError(2942505, '$sortArray: a direction must be 1 or -1')
    const keys = Object.entries(sortBy).map(([path, direction]) => ({
      parts: partsOf(path),
      direction: toNumber(direction),
    }))
    return (a, b) => {
      for (const { parts, direction } of keys) {
        const order = compareMissing(valueAlong(a, parts, 0) ?? null, valueAlong(b, parts, 0) ?? null, by)
        if (order !== 0) return order * direction
      }
      return 0
    }
  }
  if (!isNumber(sortBy)) throw new MongoError(2942507, 'Invalid type for sortBy of $sortArray')
  const direction = toNumber(sortBy)
  if (Math.abs(direction) !== 1)
    throw new MongoError(2942506, 'The $sort element value must be either 1 or -1')
  return (a, b) => compareMissing(a, b, by) * direction
}

export const functions: Record<string, Operator> = { $map, $filter, $reduce, $let, $sortArray }
