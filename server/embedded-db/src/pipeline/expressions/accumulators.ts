import { MongoError, typeMismatch } from '../../errors'
import { keyOf } from '../../values/keys'
import { isNumber } from '../../values/predicates'
import { compareValues, isObject } from '../../values/values'
import { compile } from './compile'
import { nullish } from './operands'
import { NumberSum } from './sums'
import type { Expression } from './types'

/** What a group keeps while its documents go by. */
export interface Tally {
  add(value: unknown): void
  result(): unknown
}

export interface Accumulator {
  operand: Expression
  create(): Tally
}

function summing(result: (sum: NumberSum) => unknown): () => Tally {
  return () => {
    const sum = new NumberSum()
    return {
      add: (value) => {
        if (isNumber(value)) sum.add(value)
      },
      result: () => result(sum),
    }
  }
}

function extreme(direction: 1 | -1): () => Tally {
  return () => {
    let best: unknown
    return {
      add: (value) => {
        if (!nullish(value) && (best === undefined || compareValues(value, best) * direction < 0))
          best = value
      },
      result: () => best ?? null,
    }
  }
}

function first(): Tally {
  let seen = false
  let found: unknown
  return {
    add: (value) => {
      if (!seen) found = value
      seen = true
    },
    result: () => found ?? null,
  }
}

function last(): Tally {
  let found: unknown
  return {
    add: (value) => {
      found = value
    },
    result: () => found ?? null,
  }
}

function push(): Tally {
  const found: unknown[] = []
  return {
    add: (value) => {
      if (value !== undefined) found.push(value)
    },
    result: () => found,
  }
}

function addToSet(): Tally {
  const found = new Map<string, unknown>()
  return {
    add: (value) => {
      const key = value === undefined ? undefined : keyOf(value)
      if (key !== undefined && !found.has(key)) found.set(key, value)
    },
    result: () => [...found.values()],
  }
}

const tallies: Record<string, () => Tally> = {
  $sum: summing((sum) => sum.result()),
  $avg: summing((sum) => sum.average()),
  $min: extreme(1),
  $max: extreme(-1),
  $first: first,
  $last: last,
  $push: push,
  $addToSet: addToSet,
}

export const accumulatorNames = () => [...Object.keys(tallies), '$count'].sort()

export function compileAccumulator(name: string, spec: unknown): Accumulator {
  if (name === '$count') {
    if (!isObject(spec) || Object.keys(spec).length > 0)
      throw typeMismatch('$count takes no arguments, i.e. $count:{}')
    return { operand: () => 1, create: summing((sum) => sum.result()) }
  }
  const create = Object.hasOwn(tallies, name) ? tallies[name] : undefined
  if (!create) throw new MongoError(15952, `unknown group operator '${name}'`)
  if (Array.isArray(spec)) throw new MongoError(40237, `The ${name} accumulator is a unary operator`)
  return { operand: compile(spec), create }
}
