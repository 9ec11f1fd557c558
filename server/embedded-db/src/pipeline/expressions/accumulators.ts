import { MongoError, typeMismatch } from '../../errors'
import type { Comparer } from '../../values/comparer'
import { asDouble, toNumber } from '../../values/numbers'
import { isNumber } from '../../values/predicates'
import { typeName } from '../../values/type-names'
import { type Doc, isObject } from '../../values/values'
import { nAccumulators } from './accumulators-n'
import { compile, constant } from './compile'
import { mergeInto } from './objects'
import { nullish } from './operands'
import { compareMissing } from './order'
import { NumberSum } from './sums'
import type { Env, Names } from './types'

/** What a group keeps while its documents go by. */
export interface Tally {
  add(value: unknown): void
  result(): unknown
}

export interface Accumulator {
  operand(env: Env): unknown
  create(): Tally
}

export type AccumulatorCompiler = (spec: unknown, names: Names) => Accumulator

type Create = (by: Comparer) => Tally

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

function extreme(direction: 1 | -1): Create {
  return (by) => {
    let best: unknown
    return {
      add: (value) => {
        if (!nullish(value) && (best === undefined || compareMissing(value, best, by) * direction < 0))
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

function collecting(name: string, distinct: boolean, each: (value: unknown) => unknown[]): Create {
  return (by) => {
    const found = new Map<string, unknown>()
    let count = 0
    return {
      add: (value) => {
        if (value === undefined) return
        for (const element of each(value)) {
          const key = distinct ? by.keyOf(element) : `${name}${count++}`
          if (!found.has(key)) found.set(key, element)
        }
      },
      result: () => [...found.values()],
    }
  }
}

function arrayIn(name: string): (value: unknown) => unknown[] {
  return (value) => {
    if (!Array.isArray(value))
      throw typeMismatch(`${name} requires array inputs, but input is of type ${typeName(value)}`)
    return value
  }
}

function mergeObjects(): Tally {
  const merged: Doc = {}
  return { add: (value) => mergeInto(merged, value, 5911200), result: () => merged }
}

/** Welford's way, as MongoDB. */
function deviation(samples: 0 | 1): () => Tally {
  return () => {
    let count = 0
    let mean = 0
    let squares = 0
    return {
      add: (value) => {
        if (!isNumber(value)) return
        count++
        const number = toNumber(value)
        const before = number - mean
        mean += before / count
        squares += before * (number - mean)
      },
      result: () => (count <= samples ? null : asDouble(Math.sqrt(squares / (count - samples)))),
    }
  }
}

const tallies: Record<string, Create> = {
  $sum: summing((sum) => sum.result()),
  $avg: summing((sum) => sum.average()),
  $min: extreme(1),
  $max: extreme(-1),
  $first: first,
  $last: last,
  $push: push,
  $addToSet: collecting('$addToSet', true, (value) => [value]),
  $concatArrays: collecting('$concatArrays', false, arrayIn('$concatArrays')),
  $setUnion: collecting('$setUnion', true, arrayIn('$setUnion')),
  $mergeObjects: mergeObjects,
  $stdDevPop: deviation(0),
  $stdDevSamp: deviation(1),
}

const roughly = summing((sum) => sum.roughAverage())

const counting: AccumulatorCompiler = (spec) => {
  if (!isObject(spec) || Object.keys(spec).length > 0)
    throw typeMismatch('$count takes no arguments, i.e. $count:{}')
  return { operand: constant(1), create: summing((sum) => sum.result()) }
}

const compilers: Record<string, AccumulatorCompiler> = { $count: counting, ...nAccumulators }

export const accumulatorNames = () => [...Object.keys(tallies), ...Object.keys(compilers)].sort()

/** Whether an accumulator looks at one value of each document. */
export const isTally = (name: string) => Object.hasOwn(tallies, name)

export function compileAccumulator(name: string, spec: unknown, names: Names): Accumulator {
  const special = Object.hasOwn(compilers, name) ? compilers[name] : undefined
  if (special) return special(spec, names)
  const create = isTally(name) ? tallies[name] : undefined
  if (!create) throw new MongoError(15952, `unknown group operator '${name}'`)
  if (Array.isArray(spec)) throw new MongoError(40237, `The ${name} accumulator is a unary operator`)
  const value = compile(spec, names)
  return { operand: value, create: () => create(names.by) }
}

/** The tallies that are expressions too: over the operands, or over the array that is the only one. */
export function tallied(name: string, values: unknown[], by: Comparer): unknown {
  const tally = name === '$avg' ? roughly() : tallies[name]?.(by)
  const [only] = values
  for (const value of values.length === 1 && Array.isArray(only) ? only : values) tally?.add(value)
  return tally?.result()
}
