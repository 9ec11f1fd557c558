import { MongoError } from '../../errors'
import { type Doc, isObject, setOwn } from '../../values/values'
import { fieldPath } from './field-paths'
import type { Expression, Operator } from './types'

const operators = new Map<string, Operator>()

/** Adds a family of operators to the table by which everything else is refused. */
export function define(family: Record<string, Operator>): void {
  for (const [name, operator] of Object.entries(family)) operators.set(name, operator)
}

export const isExpressionName = (name: string) => operators.has(name)
export const expressionNames = () => [...operators.keys()].sort()

/** An expression as a function; what is not understood is refused here, before any document is read. */
export function compile(spec: unknown): Expression {
  if (typeof spec === 'string' && spec.startsWith('$')) return fieldPath(spec)
  if (Array.isArray(spec)) {
    const elements = spec.map(compile)
    return (doc) => elements.map((element) => element(doc) ?? null)
  }
  return isObject(spec) ? compileObject(spec) : () => spec
}

function compileObject(spec: Doc): Expression {
  const keys = Object.keys(spec)
  const [first] = keys
  if (first?.startsWith('$')) {
    if (keys.length > 1)
      throw new MongoError(
        15983,
        'an expression specification must contain exactly one field, the name of the expression',
      )
    const operator = operators.get(first)
    if (!operator) throw new MongoError(168, `Unrecognized expression '${first}'`)
    return operator(spec[first])
  }
  const fields = keys.map((key): [string, Expression] => {
    checkFieldName(key)
    return [key, compile(spec[key])]
  })
  return (doc) => {
    const built: Doc = {}
    for (const [key, field] of fields) {
      const value = field(doc)
      if (value !== undefined) setOwn(built, key, value)
    }
    return built
  }
}

function checkFieldName(key: string): void {
  if (key === '') throw new MongoError(15998, 'FieldPath field names may not be empty strings.')
  if (key.startsWith('$')) throw new MongoError(16410, `FieldPath field names may not start with '$'.`)
  if (key.includes('.')) throw new MongoError(16412, `FieldPath field names may not contain '.'.`)
}
