import { MongoError } from '../../errors'
import type { Comparer } from '../../values/comparer'
import { compareNumbers, kindOf, toNumber } from '../../values/numbers'
import { isNumber } from '../../values/predicates'
import { type Doc, isObject } from '../../values/values'
import { compile, folded } from './compile'
import type { Expression, Names, Operator } from './types'

type Run = (...values: unknown[]) => unknown

function list(operand: unknown): unknown[] {
  return Array.isArray(operand) ? operand : [operand]
}

const all = (specs: unknown[], names: Names) => specs.map((spec) => compile(spec, names))

/** Exactly so many operands, as an array or, if it is one, bare. */
export function fixed(name: string, count: number, run: Run): Operator {
  return (operand, names) => {
    const given = list(operand)
    if (given.length !== count)
      throw new MongoError(
        16020,
        `Expression ${name} takes exactly ${count} arguments. ${given.length} were passed in.`,
      )
    return applied(all(given, names), run)
  }
}

/** Between so many operands. */
export function between(name: string, least: number, most: number, run: Run): Operator {
  return (operand, names) => {
    const given = list(operand)
    if (given.length < least || given.length > most)
      throw new MongoError(
        28667,
        `Expression ${name} takes at least ${least} arguments, and at most ${most}, but ${given.length} were passed in.`,
      )
    return applied(all(given, names), run)
  }
}

/** Any number of operands. */
export function variadic(run: (values: unknown[]) => unknown): Operator {
  return (operand, names) => {
    const given = all(list(operand), names)
    return folded(given, (env) => run(given.map((each) => each(env))))
  }
}

/** An operator that compares values, and so goes by the collation of the command. */
export const collated =
  (make: (by: Comparer) => Operator): Operator =>
  (operand, names) =>
    make(names.by)(operand, names)

function applied(given: Expression[], run: Run): Expression {
  const [a, b] = given
  if (given.length === 1 && a) return folded(given, (env) => run(a(env)))
  if (given.length === 2 && a && b) return folded(given, (env) => run(a(env), b(env)))
  return folded(given, (env) => run(...given.map((each) => each(env))))
}

interface Codes {
  object: number
  unknown: number
  /** One for all, by name, or in the order of the required fields. */
  missing: number | readonly number[] | Record<string, number>
}

/** An operator whose operand is a document of named operands. */
export function named<K extends string>(
  name: string,
  codes: Codes,
  required: readonly K[],
  optional: readonly K[],
  run: (values: Record<K, unknown>) => unknown,
): Operator {
  return (operand, names) => {
    const spec = fieldsOf(name, operand, codes, required, optional)
    const keys = Object.keys(spec) as K[]
    const given = keys.map((key) => compile(spec[key], names))
    return folded(given, (env) => {
      const values = {} as Record<K, unknown>
      for (const [i, key] of keys.entries()) values[key] = given[i]?.(env)
      return run(values)
    })
  }
}

function missingCode(codes: Codes['missing'], key: string, at: number): number {
  if (typeof codes === 'number') return codes
  return (Array.isArray(codes) ? codes[at] : (codes as Record<string, number>)[key]) ?? 9
}

/** The checked fields of an operand that is a document. */
export function fieldsOf(
  name: string,
  operand: unknown,
  codes: Codes,
  required: readonly string[],
  optional: readonly string[],
): Doc {
  if (!isObject(operand))
    throw new MongoError(codes.object, `${name} only supports an object as its argument`)
  for (const key of Object.keys(operand))
    if (!required.includes(key) && !optional.includes(key))
      throw new MongoError(codes.unknown, `Unrecognized argument to ${name}: ${key}`)
  for (const [i, key] of required.entries())
    if (!Object.hasOwn(operand, key))
      throw new MongoError(missingCode(codes.missing, key, i), `Missing '${key}' parameter to ${name}`)
  return operand
}

export const nullish = (value: unknown): value is null | undefined => value === null || value === undefined

/** Whether a number has no fraction, not even in the last digits of a decimal. */
export function isWhole(value: unknown): boolean {
  if (!isNumber(value)) return false
  const number = toNumber(value)
  if (kindOf(value) !== 'decimal' || !Number.isFinite(number)) return Number.isInteger(number)
  return compareNumbers(value, BigInt(Math.trunc(number))) === 0
}

/** A number with a whole value that fits 32 bits. */
export function toInt32(value: unknown): number | undefined {
  const number = toNumber(value)
  return isWhole(value) && Math.abs(number) <= 0x7fffffff + (number < 0 ? 1 : 0) ? number + 0 : undefined
}
