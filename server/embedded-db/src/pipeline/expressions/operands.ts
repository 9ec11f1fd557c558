import { MongoError } from '../../errors'
import { type Doc, isObject } from '../../values/values'
import { compile } from './compile'
import type { Operator } from './types'

export const operandsOf = (operand: unknown): unknown[] => (Array.isArray(operand) ? operand : [operand])

/** Exactly so many operands, as an array or, if it is one, bare. */
export function fixed(name: string, count: number, run: (...values: unknown[]) => unknown): Operator {
  return (operand) => {
    const given = operandsOf(operand)
    if (given.length !== count)
      throw new MongoError(
        16020,
        `Expression ${name} takes exactly ${count} arguments. ${given.length} were passed in.`,
      )
    const compiled = given.map(compile)
    return (doc) => run(...compiled.map((each) => each(doc)))
  }
}

/** Any number of operands. */
export function variadic(run: (values: unknown[]) => unknown): Operator {
  return (operand) => {
    const compiled = operandsOf(operand).map(compile)
    return (doc) => run(compiled.map((each) => each(doc)))
  }
}

interface Codes {
  object: number
  unknown: number
  missing: number
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
  for (const key of required)
    if (!Object.hasOwn(operand, key))
      throw new MongoError(codes.missing, `Missing '${key}' parameter to ${name}`)
  return operand
}

export const nullish = (value: unknown): value is null | undefined => value === null || value === undefined
