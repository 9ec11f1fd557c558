import { MongoError } from '../../errors'
import { truthy } from '../../values/predicates'
import type { Fields } from '../../values/stored-document'
import { type Doc, isObject } from '../../values/values'
import { compile } from '../expressions'
import { partsOf } from '../expressions/field-paths'
import { projected } from './projection-parser'
import { collision, Node } from './projection-tree'
import type { Run, Stage } from './stage'

/** A `find` projection as a function, or nothing when the whole document is wanted. */
export function projector(spec: unknown): ((doc: Doc) => Doc) | undefined {
  return isObject(spec) && Object.keys(spec).length > 0 ? projected(spec, false) : undefined
}

export interface Projection {
  project(doc: Doc): Doc
  /** Where whole fields at the top are kept and nothing else is asked: those. The document need not become an object. */
  only: Fields | undefined
}

/** Of `find`; undefined when the whole document is wanted. */
export function findProjection(spec: unknown): Projection | undefined {
  const project = projector(spec)
  return project && { project, only: fieldsKept(spec as Doc) }
}

function fieldsKept(spec: Doc): Fields | undefined {
  const { _id = true, ...others } = spec
  const names = Object.keys(others)
  const plain = names.every((name) => !name.includes('.') && isKept(others[name]))
  if (names.length === 0 || !plain || isObject(_id)) return undefined
  return new Set(truthy(_id) ? ['_id', ...names] : names)
}

const isKept = (rule: unknown) => !isObject(rule) && truthy(rule)

const each =
  (map: (doc: Doc) => Doc): Run =>
  (docs) =>
    docs.map(map)

const $project: Stage = (spec) => {
  if (!isObject(spec)) throw new MongoError(15969, '$project specification must be an object')
  try {
    if (Object.keys(spec).length === 0)
      throw new MongoError(51272, 'projection specification must have at least one field')
    return each(projected(spec, true))
  } catch (error) {
    if (!(error instanceof MongoError)) throw error
    throw new MongoError(error.code, `Invalid $project :: caused by :: ${error.message}`, error.extra)
  }
}

/** Nested documents are paths, unless they are expressions. */
const $set: Stage = (spec) => {
  if (!isObject(spec)) throw new MongoError(40272, '$set specification stage must be an object')
  if (Object.keys(spec).length === 0)
    throw new MongoError(40177, 'Invalid $set :: caused by :: an empty object is not a valid value')
  const node = new Node(
    (path) =>
      new MongoError(
        40176,
        `Invalid $set :: caused by :: specification contains two conflicting paths: ${path}`,
      ),
  )
  plantAll(node, spec, [])
  return each((doc) => node.compute(doc))
}

function plantAll(node: Node, spec: Doc, above: string[]): void {
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
    if (isObject(value) && !keys[0]?.startsWith('$')) {
      node.child(path)
      plantAll(node, value, path)
    } else node.plant(path, compile(value))
  }
}

/** One path or several. */
const $unset: Stage = (spec) => {
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
  return each((doc) => node.exclude(doc))
}

export const reshaping: Record<string, Stage> = { $project, $set, $unset }
