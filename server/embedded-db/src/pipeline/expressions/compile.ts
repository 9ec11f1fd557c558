import { MongoError } from '../../errors'
import { type Doc, isObject, setOwn } from '../../values/values'
import { fieldPath } from './field-paths'
import { type Env, type Expression, type Names, NO_DOCUMENT, type Operator } from './types'

const operators = new Map<string, Operator>()

/** Adds a family of operators to the table by which everything else is refused. */
export function define(family: Record<string, Operator>): void {
  for (const [name, operator] of Object.entries(family)) operators.set(name, operator)
}

export const isExpressionName = (name: string) => operators.has(name)
export const expressionNames = () => [...operators.keys()].sort()

const MAX_STRING = 16 * 1024 * 1024

/** No value is as large as a document may be. */
export function sized(text: string): string {
  if (text.length * 3 >= MAX_STRING && Buffer.byteLength(text) >= MAX_STRING)
    throw new MongoError(16493, 'a string exceeds the maximum size of 16 MB')
  return text
}

/** An expression that has the same value for every document. */
export function constant(value: unknown): Expression {
  if (typeof value === 'string') sized(value)
  return Object.assign(() => value, { constant: true as const })
}

/** An expression as a function; what is not understood is refused here, before any document is read. */
export function compile(spec: unknown, names: Names): Expression {
  if (typeof spec === 'string' && spec.startsWith('$')) return fieldPath(spec, names)
  if (Array.isArray(spec)) return compileArray(spec, names)
  if (isObject(spec)) return compileObject(spec, names)
  return constant(spec)
}

function compileArray(spec: unknown[], names: Names): Expression {
  const elements = spec.map((element) => compile(element, names))
  return folded(elements, (env) => elements.map((element) => element(env) ?? null))
}

function compileObject(spec: Doc, names: Names): Expression {
  const keys = Object.keys(spec)
  const [first] = keys
  if (first?.startsWith('$')) {
    if (keys.length > 1)
      throw new MongoError(
        15983,
        'an expression specification must contain exactly one field, the name of the expression',
      )
    return operation(first, spec[first], names)
  }
  const fields = keys.map((key): [string, Expression] => {
    checkFieldName(key)
    return [key, compile(spec[key], names)]
  })
  const build = (env: Env) => {
    const built: Doc = {}
    for (const [key, field] of fields) {
      const value = field(env)
      if (value !== undefined) setOwn(built, key, value)
    }
    return built
  }
  return folded(
    fields.map(([, field]) => field),
    build,
  )
}

function operation(name: string, operand: unknown, names: Names): Expression {
  const operator = operators.get(name)
  if (!operator) throw new MongoError(168, `Unrecognized expression '${name}'`)
  return operator(operand, names)
}

function checkFieldName(key: string): void {
  if (key === '') throw new MongoError(15998, 'FieldPath field names may not be empty strings.')
  if (key.startsWith('$'))
    throw new MongoError(
      16410,
      `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
    )
  if (key.includes('.'))
    throw new MongoError(
      16412,
      `FieldPath field names may not contain '.'. Consider using $getField or $setField.`,
    )
  if (key.includes('\0')) throw new MongoError(16411, `FieldPath field names may not contain '\\0'.`)
}

const failures = new WeakSet<object>()

/** Whether an error is of a constant that cannot be worked out, not of what was written. */
export const isFailure = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && failures.has(error)

/** As `compile`, for operands that may never be evaluated: constants that fail do so where they are used. */
export function compileLazily(spec: unknown, names: Names): Expression {
  try {
    return compile(spec, names)
  } catch (error) {
    if (!isFailure(error)) throw error
    return () => {
      throw error
    }
  }
}

/** What depends on constants alone is worked out once, also where there is no document. */
export function folded(operands: Expression[], run: Expression): Expression {
  if (!operands.every((operand) => operand.constant)) return run
  try {
    return constant(run(NO_DOCUMENT))
  } catch (error) {
    if (typeof error === 'object' && error !== null) failures.add(error)
    throw error
  }
}
