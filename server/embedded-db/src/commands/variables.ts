import { failedToParse, notSupported } from '../errors'
import { evaluate } from '../pipeline/expressions'
import type { Variables } from '../pipeline/expressions/types'
import { BINARY, type Comparer } from '../values/comparer'
import { valueAt } from '../values/paths'
import { textOf } from '../values/texts'
import { type Doc, isObject, setOwn } from '../values/values'

export function variablesOf(spec: unknown, by: Comparer = BINARY): Variables {
  const variables: Variables = new Map()
  if (spec === undefined || spec === null) return variables
  if (!isObject(spec)) throw failedToParse("'let' must be an object")
  for (const [name, value] of Object.entries(spec)) {
    if (!/^[a-z][A-Za-z0-9_]*$/.test(name))
      throw failedToParse(`'${name}' starts with an invalid character for a user variable name`)
    variables.set(name, evaluate({}, value, by))
  }
  return variables
}

/** A filter with the variables of its `$expr` put in; elsewhere `$$name` is text. */
export function bindFilter(filter: Doc, variables: Variables): Doc {
  if (variables.size === 0) return filter
  return mapped(filter, (value, key) => {
    if (key === '$expr') return bindExpression(value, variables)
    const branches = ['$and', '$or', '$nor'].includes(key) && Array.isArray(value)
    return branches ? value.map((entry) => (isObject(entry) ? bindFilter(entry, variables) : entry)) : value
  })
}

function bindExpression(expression: unknown, variables: Variables): unknown {
  if (variables.size === 0) return expression
  if (typeof expression === 'string') return bound(expression, variables)
  if (Array.isArray(expression)) return expression.map((entry) => bindExpression(entry, variables))
  if (!isObject(expression) || '$literal' in expression) return expression
  refuseShadows(expression, variables)
  return mapped(expression, (value) => bindExpression(value, variables))
}

function bound(text: string, variables: Variables): unknown {
  const [name = '', ...path] = text.slice(2).split('.')
  if (!text.startsWith('$$') || !variables.has(name)) return text
  const value = variables.get(name)
  return { $literal: path.length === 0 ? value : valueAt({ value }, ['value', ...path]) }
}

/** An inner variable of the same name would have to hide the outer one. */
function refuseShadows(expression: Doc, variables: Variables): void {
  const inner = [...(isObject(expression.let) ? Object.keys(expression.let) : []), expression.as]
  const { vars } = isObject(expression.$let) ? expression.$let : { vars: undefined }
  if (isObject(vars)) inner.push(...Object.keys(vars))
  const shadow = inner.find((name) => typeof name === 'string' && variables.has(name))
  if (shadow !== undefined) throw notSupported(`a second variable '${textOf(shadow)}' is not supported`)
}

function mapped(source: Doc, change: (value: unknown, key: string) => unknown): Doc {
  const result: Doc = {}
  for (const key of Object.keys(source)) setOwn(result, key, change(source[key], key))
  return result
}
