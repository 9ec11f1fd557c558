import { MongoError } from '../../errors'
import { truthy } from '../../values/predicates'
import { NUMBER_TYPES, typeName } from '../../values/type-names'
import { type Doc, getOwn, isObject, setOwn } from '../../values/values'
import { compile } from '../expressions/compile'
import { partsOf } from '../expressions/field-paths'
import type { Scope } from '../expressions/scope'
import type { Env, Expression } from '../expressions/types'

/** A projection as a tree: what of a document is kept or dropped, and what is computed. */
export class Node {
  readonly leaves = new Set<string>()
  readonly computed = new Map<string, Expression>()
  readonly children = new Map<string, Node>()
  readonly #conflict: (path: string, under: boolean) => MongoError

  constructor(conflict: (path: string, under: boolean) => MongoError) {
    this.#conflict = conflict
  }

  child(path: string[]): Node {
    let node: Node = this
    for (const part of path) {
      if (node.leaves.has(part) || node.computed.has(part)) throw this.#conflict(path.join('.'), true)
      let next = node.children.get(part)
      if (!next) {
        next = new Node(this.#conflict)
        node.children.set(part, next)
      }
      node = next
    }
    return node
  }

  plant(path: string[], value: Expression | undefined): void {
    const last = path.at(-1) ?? ''
    const node = this.child(path.slice(0, -1))
    if (node.children.has(last)) throw this.#conflict(path.join('.'), false)
    if (node.leaves.has(last) || node.computed.has(last)) throw this.#conflict(path.join('.'), true)
    if (value) node.computed.set(last, value)
    else node.leaves.add(last)
  }

  get computes(): boolean {
    return this.computed.size > 0 || [...this.children.values()].some((child) => child.computes)
  }

  include(doc: Doc): Doc {
    const kept: Doc = {}
    for (const key of Object.keys(doc)) {
      const child = this.children.get(key)
      const value = this.leaves.has(key) ? getOwn(doc, key) : child?.includeIn(getOwn(doc, key))
      if (value !== undefined) setOwn(kept, key, value)
    }
    return kept
  }

  includeIn(value: unknown): unknown {
    if (Array.isArray(value)) {
      const elements = value.map((element) => this.includeIn(element))
      // What is dropped makes room for what is computed in its place.
      return this.computes ? elements : elements.filter((element) => element !== undefined)
    }
    return isObject(value) ? this.include(value) : undefined
  }

  exclude(doc: Doc): Doc {
    const kept: Doc = {}
    for (const key of Object.keys(doc)) {
      if (this.leaves.has(key)) continue
      const child = this.children.get(key)
      setOwn(kept, key, child ? child.#excludeIn(getOwn(doc, key)) : getOwn(doc, key))
    }
    return kept
  }

  #excludeIn(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((element) => this.#excludeIn(element))
    return isObject(value) ? this.exclude(value) : value
  }

  /** Sets what is computed, in the elements of arrays too; what is no document becomes one. */
  compute(doc: Doc, env: Env): Doc {
    const result: Doc = { ...doc }
    for (const [key, expression] of this.computed) {
      const value = expression(env)
      if (value === undefined) delete result[key]
      else setOwn(result, key, value)
    }
    for (const [key, child] of this.children)
      if (child.computes) setOwn(result, key, child.#computeIn(getOwn(doc, key), env))
    return result
  }

  #computeIn(value: unknown, env: Env): unknown {
    if (Array.isArray(value)) return value.map((element) => this.#computeIn(element, env))
    return this.compute(isObject(value) ? value : {}, env)
  }
}

const collision = (path: string, under: boolean) =>
  new MongoError(under ? 31249 : 31250, `Path collision at ${path}`)

/** Numbers and booleans keep or drop; anything else is computed. */
const isSwitch = (value: unknown) => typeName(value) === 'bool' || NUMBER_TYPES.includes(typeName(value))

interface Building {
  node: Node
  includes: boolean | undefined
  keepId: boolean | undefined
  scope: Scope
}

export function projection(spec: unknown, scope: Scope): (doc: Doc) => Doc {
  if (!isObject(spec)) throw new MongoError(15969, '$project specification must be an object')
  if (Object.keys(spec).length === 0)
    throw new MongoError(
      51272,
      'Invalid $project :: caused by :: projection specification must have at least one field',
    )
  const building: Building = { node: new Node(collision), includes: undefined, keepId: undefined, scope }
  build(building, spec, [])
  const { node, keepId } = building
  const includes = building.includes ?? keepId !== false
  if (keepId !== undefined && includes === keepId) node.leaves.add('_id')
  if (includes && keepId === undefined && !node.computed.has('_id') && !node.children.has('_id'))
    node.leaves.add('_id')
  return (doc) => {
    const kept = includes ? node.include(doc) : node.exclude(doc)
    return node.computes ? node.compute(kept, scope.env(doc)) : kept
  }
}

function build(building: Building, spec: Doc, above: string[]): void {
  for (const [name, value] of Object.entries(spec)) {
    const path = [...above, ...partsOf(name)]
    if (isSwitch(value)) keepOrDrop(building, path, truthy(value))
    else if (isObject(value) && !Object.keys(value)[0]?.startsWith('$')) {
      if (Object.keys(value).length === 0)
        throw new MongoError(51270, 'An empty sub-projection is not a valid value')
      building.node.child(path)
      build(building, value, path)
    } else computed(building, path, value)
  }
}

function keepOrDrop(building: Building, path: string[], keep: boolean): void {
  if (path.length === 1 && path[0] === '_id') {
    if (building.keepId !== undefined) throw collision('_id', true)
    building.keepId = keep
    return
  }
  if (building.includes !== undefined && building.includes !== keep)
    throw keep
      ? new MongoError(
          31253,
          `Invalid $project :: caused by :: Cannot do inclusion on field ${path.join('.')} in exclusion projection`,
        )
      : new MongoError(
          31254,
          `Invalid $project :: caused by :: Cannot do exclusion on field ${path.join('.')} in inclusion projection`,
        )
  building.includes = keep
  building.node.plant(path, undefined)
}

function computed(building: Building, path: string[], value: unknown): void {
  if (building.includes === false)
    throw new MongoError(
      isObject(value) ? 31252 : 31310,
      `Invalid $project :: caused by :: Cannot use an expression on field ${path.join('.')} in an exclusion projection`,
    )
  building.includes = true
  building.node.plant(path, expression(value, building.scope, 31325))
}

function expression(value: unknown, scope: Scope, unknownCode: number): Expression {
  if (!isObject(value)) return compile(value, scope.names)
  try {
    return compile(value, scope.names)
  } catch (error) {
    const [name = ''] = Object.keys(value)
    if (!(error instanceof MongoError) || error.code !== 168 || !error.message.includes(`'${name}'`))
      throw error
    throw new MongoError(unknownCode, `Unknown expression ${name}`)
  }
}

/** `$addFields`: nested documents are paths, unless they are expressions. */
export function addition(name: string, spec: unknown, scope: Scope): (doc: Doc) => Doc {
  if (!isObject(spec)) throw new MongoError(40272, `${name} specification stage must be an object`)
  if (Object.keys(spec).length === 0)
    throw new MongoError(40177, `Invalid ${name} :: caused by :: an empty object is not a valid value`)
  const node = new Node(
    (path) =>
      new MongoError(
        40176,
        `Invalid ${name} :: caused by :: specification contains two conflicting paths: ${path}`,
      ),
  )
  plantAll(node, spec, [], scope)
  return (doc) => node.compute(doc, scope.env(doc))
}

function plantAll(node: Node, spec: Doc, above: string[], scope: Scope): void {
  for (const [name, value] of Object.entries(spec)) {
    if (above.length > 0 && name.includes('.'))
      throw new MongoError(40183, `cannot use dotted field name '${name}' in a sub object`)
    const path = [...above, ...partsOf(name)]
    const keys = isObject(value) ? Object.keys(value) : []
    if (isObject(value) && keys.length === 0)
      throw new MongoError(
        40180,
        `an empty object is not a valid value. Found empty object at path ${path.join('.')}`,
      )
    if (keys.length > 1 && keys.some((key) => key.startsWith('$')))
      throw new MongoError(40181, 'an expression must be the only field of its object')
    if (isObject(value) && keys.length > 0 && !keys[0]?.startsWith('$')) {
      node.child(path)
      plantAll(node, value, path, scope)
    } else node.plant(path, compile(value, scope.names))
  }
}

/** `$unset`: one path or several. */
export function removal(spec: unknown): (doc: Doc) => Doc {
  const paths = typeof spec === 'string' ? [spec] : spec
  if (!Array.isArray(paths)) throw new MongoError(31002, '$unset specification must be a string or an array')
  if (paths.length === 0)
    throw new MongoError(31119, '$unset specification must be a string or an array with at least one field')
  const node = new Node(collision)
  for (const path of paths) {
    if (typeof path !== 'string')
      throw new MongoError(
        31120,
        '$unset specification must be a string or an array containing only string values',
      )
    node.plant(partsOf(path), undefined)
  }
  return (doc) => node.exclude(doc)
}
