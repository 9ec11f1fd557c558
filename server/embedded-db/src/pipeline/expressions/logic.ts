import { MongoError } from '../../errors'
import { truthy } from '../../values/predicates'
import { isObject } from '../../values/values'
import { compile, compileLazily, constant } from './compile'
import { collated, fieldsOf, fixed, nullish } from './operands'
import { compareMissing } from './order'
import { type Expression, NO_DOCUMENT, type Operator } from './types'

function compared(name: string, test: (order: number) => unknown): Operator {
  return collated((by) => fixed(name, 2, (a, b) => test(compareMissing(a, b, by))))
}

const operandsOf = (operand: unknown) => (Array.isArray(operand) ? operand : [operand])

const $and: Operator = (operand, names) => {
  const given = operandsOf(operand).map((spec) => compileLazily(spec, names))
  if (given.some((each) => each.constant && !truthy(each(NO_DOCUMENT)))) return constant(false)
  return (env) => given.every((each) => truthy(each(env)))
}

const $or: Operator = (operand, names) => {
  const given = operandsOf(operand).map((spec) => compileLazily(spec, names))
  if (given.some((each) => each.constant && truthy(each(NO_DOCUMENT)))) return constant(true)
  return (env) => given.some((each) => truthy(each(env)))
}

const $cond: Operator = (operand, names) => {
  let parts: unknown[]
  if (isObject(operand)) {
    const codes = { object: 17080, unknown: 17083, missing: [17080, 17081, 17082] }
    const { if: test, then, else: other } = fieldsOf('$cond', operand, codes, ['if', 'then', 'else'], [])
    parts = [test, then, other]
  } else parts = operandsOf(operand)
  if (parts.length !== 3)
    throw new MongoError(16020, `Expression $cond takes exactly 3 arguments. ${parts.length} were passed in.`)
  const test = compile(parts[0], names)
  const branch = test.constant ? compileLazily : compile
  const then = branch(parts[1], names)
  const other = branch(parts[2], names)
  return (env) => (truthy(test(env)) ? then(env) : other(env))
}

const $ifNull: Operator = (operand, names) => {
  const parts = operandsOf(operand)
  if (parts.length < 2)
    throw new MongoError(1257300, `$ifNull needs at least two arguments, had: ${parts.length}`)
  const given = parts.map((part) => compile(part, names))
  return (env) => {
    let value: unknown
    for (const each of given) {
      value = each(env)
      if (!nullish(value)) return value
    }
    return value
  }
}

const $switch: Operator = (operand, names) => {
  if (!isObject(operand)) throw new MongoError(40060, '$switch requires an object as an argument')
  const { branches } = fieldsOf(
    '$switch',
    operand,
    { object: 40060, unknown: 40067, missing: 40068 },
    ['branches'],
    ['default'],
  )
  if (!Array.isArray(branches)) throw new MongoError(40061, "$switch expected an array for 'branches'")
  const cases = branches.map((branch): [Expression, Expression] => {
    const codes = { object: 40062, unknown: 40063, missing: [40064, 40065] }
    const fields = fieldsOf('$switch', branch, codes, ['case', 'then'], [])
    const test = compile(fields.case, names)
    return [test, (test.constant ? compileLazily : compile)(fields.then, names)]
  })
  if (cases.length === 0) throw new MongoError(40068, '$switch requires at least one branch')
  const otherwise = Object.hasOwn(operand, 'default') ? compile(operand.default, names) : undefined
  return (env) => {
    for (const [test, then] of cases) if (truthy(test(env))) return then(env)
    if (!otherwise)
      throw new MongoError(
        40069,
        '$switch could not find a matching branch for an input, and no default was specified',
      )
    return otherwise(env)
  }
}

export const logic: Record<string, Operator> = {
  $and,
  $or,
  $not: fixed('$not', 1, (value) => !truthy(value)),
  $cond,
  $ifNull,
  $switch,
  $cmp: compared('$cmp', (order) => order),
  $eq: compared('$eq', (order) => order === 0),
  $ne: compared('$ne', (order) => order !== 0),
  $gt: compared('$gt', (order) => order > 0),
  $gte: compared('$gte', (order) => order >= 0),
  $lt: compared('$lt', (order) => order < 0),
  $lte: compared('$lte', (order) => order <= 0),
  $literal: (operand) => constant(operand),
  $const: (operand) => constant(operand),
  $rand: (operand) => {
    const empty =
      (isObject(operand) && Object.keys(operand).length === 0) ||
      (Array.isArray(operand) && operand.length === 0)
    if (!isObject(operand) && !Array.isArray(operand))
      throw new MongoError(10065, 'invalid parameter: expected an object ($rand)')
    if (!empty) throw new MongoError(3040501, '$rand does not currently accept arguments')
    return () => Math.random()
  },
}
