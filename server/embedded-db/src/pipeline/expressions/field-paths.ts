import { failedToParse, MongoError } from '../../errors'
import { namesIn, REFERENCE } from '../../values/paths'
import { getOwn, isObject } from '../../values/values'
import type { Binding, Env, Expression, Names } from './types'

const MAX_DEPTH = 200

/** The parts of a path, each a name that a field may have in one. */
export function partsOf(path: string): string[] {
  const parts = namesIn(path)
  if (parts.length > MAX_DEPTH) throw new MongoError(15, `FieldPath is too long: ${parts.length} components`)
  for (const part of parts) {
    if (part.startsWith('$') && !REFERENCE.has(part))
      throw new MongoError(
        16410,
        `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
      )
    if (part.includes('\0')) throw new MongoError(16411, `FieldPath field names may not contain '\\0'.`)
  }
  return parts
}

/** `$field.path`, or `$$variable.path`. */
export function fieldPath(spec: string, names: Names): Expression {
  if (!spec.startsWith('$$')) {
    if (spec === '$') throw new MongoError(16872, `'$' by itself is not a valid FieldPath`)
    const parts = partsOf(spec.slice(1))
    const current = names.has('CURRENT') ? variable('CURRENT', names) : undefined
    return (env) => valueAlong(current ? current(env) : env.root, parts, 0)
  }
  const [name = '', ...rest] = spec.slice(2).split('.')
  if (rest.length > 0) partsOf(rest.join('.'))
  const base = variable(name, names)
  return rest.length === 0 ? base : (env) => valueAlong(base(env), rest, 0)
}

function variable(name: string, names: Names): Expression {
  if (name === '') throw failedToParse('empty variable names are not allowed')
  if (names.has(name)) return (env) => lookUp(env.bindings, name)
  const system = SYSTEM[name]
  if (system) return system
  checkVariable(name)
  if (name === 'CLUSTER_TIME')
    throw new MongoError(10071200, `system variable 'CLUSTER_TIME' is not available on a standalone`)
  throw new MongoError(17276, `Use of undefined variable: ${name}`)
}

const SYSTEM: Record<string, Expression> = {
  ROOT: (env: Env) => env.root,
  CURRENT: (env: Env) => env.root,
  NOW: (env: Env) => env.now,
  REMOVE: () => undefined,
}

function lookUp(bindings: Binding | undefined, name: string): unknown {
  for (let at = bindings; at; at = at.outer) if (at.name === name) return at.value
  return undefined
}

function checkVariable(name: string): void {
  if (!/^[A-Za-z\u0080-\uffff][\w\u0080-\uffff]*$/.test(name))
    throw failedToParse(`'${name}' contains an invalid character for a variable name`)
}

/** The name of a variable that a user may set. */
export function checkUserVariable(name: string): void {
  if (name === '') throw new MongoError(9, 'empty variable names are not allowed')
  if (name === 'CURRENT') return
  checkVariable(name)
  if (/^[A-Z]/.test(name))
    throw failedToParse(`'${name}' starts with an invalid character for a user variable name`)
}

/** Through arrays of subdocuments, not by position; elements that are arrays themselves are passed over. */
export function valueAlong(value: unknown, parts: readonly string[], from: number): unknown {
  let at = value
  for (let i = from; i < parts.length; i++) {
    if (Array.isArray(at)) return alongArray(at, parts, i)
    if (!isObject(at)) return undefined
    at = getOwn(at, parts[i] ?? '')
  }
  return at
}

function alongArray(array: unknown[], parts: readonly string[], from: number): unknown[] {
  const found: unknown[] = []
  for (const element of array) {
    if (!isObject(element)) continue
    const value = valueAlong(element, parts, from)
    if (value !== undefined) found.push(value)
  }
  return found
}
