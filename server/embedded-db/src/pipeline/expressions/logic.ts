import { MongoError } from '../../errors'
import { truthy } from '../../values/predicates'
import { compareValues, isObject } from '../../values/values'
import { compile } from './compile'
import { fieldsOf, fixed, nullish, operandsOf, variadic } from './operands'
import type { Operator } from './types'

/** MongoDB's order, in which a missing value comes before null. */
function compareMissing(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return Number(b === undefined) - Number(a === undefined)
  return compareValues(a, b)
}

const compared = (name: string, test: (order: number) => boolean): Operator =>
  fixed(name, 2, (a, b) => test(compareMissing(a, b)))

const $cond: Operator = (operand) => {
  let parts = operandsOf(operand)
  if (isObject(operand)) {
    const codes = { object: 17080, unknown: 17083, missing: 17080 }
    const { if: test, then, else: other } = fieldsOf('$cond', operand, codes, ['if', 'then', 'else'], [])
    parts = [test, then, other]
  }
  if (parts.length !== 3)
    throw new MongoError(16020, `Expression $cond takes exactly 3 arguments. ${parts.length} were passed in.`)
  const [test, then, other] = parts.map(compile)
  return (doc) => (truthy(test?.(doc)) ? then?.(doc) : other?.(doc))
}

const $ifNull: Operator = (operand) => {
  const parts = operandsOf(operand)
  if (parts.length < 2)
    throw new MongoError(1257300, `$ifNull needs at least two arguments, had: ${parts.length}`)
  const given = parts.map(compile)
  return (doc) => {
    let value: unknown
    for (const each of given) {
      value = each(doc)
      if (!nullish(value)) return value
    }
    return value
  }
}

export const logic: Record<string, Operator> = {
  $and: variadic((values) => values.every(truthy)),
  $or: variadic((values) => values.some(truthy)),
  $not: fixed('$not', 1, (value) => !truthy(value)),
  $cond,
  $ifNull,
  $eq: compared('$eq', (order) => order === 0),
  $ne: compared('$ne', (order) => order !== 0),
  $gt: compared('$gt', (order) => order > 0),
  $gte: compared('$gte', (order) => order >= 0),
  $lt: compared('$lt', (order) => order < 0),
  $lte: compared('$lte', (order) => order <= 0),
  $literal: (operand) => () => operand,
}
