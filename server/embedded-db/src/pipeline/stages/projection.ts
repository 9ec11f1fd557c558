import { MongoError } from '../../errors'
import { type Doc, isObject } from '../../values/values'
import { compile } from '../expressions/compile'
import { partsOf } from '../expressions/field-paths'
import type { Scope } from '../expressions/scope'
import { type Parsed, parseProjection } from './projection-parser'
import { collision, Node } from './projection-tree'

export function projection(spec: unknown, scope: Scope): (doc: Doc) => Doc {
  if (!isObject(spec)) throw new MongoError(15969, '$project specification must be an object')
  try {
    if (Object.keys(spec).length === 0)
      throw new MongoError(51272, 'projection specification must have at least one field')
    return projected(parseProjection(spec, scope, false), scope)
  } catch (error) {
    if (!(error instanceof MongoError)) throw error
    throw new MongoError(error.code, `Invalid $project :: caused by :: ${error.message}`, error.extra)
  }
}

/** Projects a part of each document; what is computed sees all of it. */
export function projected(
  { node, includes }: Parsed,
  scope: Scope,
  part = (doc: Doc): Doc => doc,
): (doc: Doc) => Doc {
  const kept = includes ? (doc: Doc) => node.include(part(doc)) : (doc: Doc) => node.exclude(part(doc))
  return node.computes ? (doc) => node.computeOwn(kept(doc), scope.env(doc)) : kept
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
