import { MongoError, notSupported } from '../../errors'
import { truthy } from '../../values/predicates'
import { NUMBER_TYPES, typeName } from '../../values/type-names'
import { type Doc, getOwn, isObject } from '../../values/values'
import { compile, isExpressionName } from '../expressions'
import { partsOf } from '../expressions/field-paths'
import { collision, Node } from './projection-tree'

interface Parsing {
  node: Node
  /** Whether values may be computed, as `$project` may and `find` may not. */
  computes: boolean
  includes: boolean | undefined
  /** Whether `_id` is named at the top, and what is asked of all of it. */
  namesId: boolean
  keepsId: boolean | undefined
}

/** What a projection keeps, drops and computes, as one function of a document. */
export function projected(spec: Doc, computes: boolean): (doc: Doc) => Doc {
  const node = new Node(collision)
  const parsing: Parsing = { node, computes, includes: undefined, namesId: false, keepsId: undefined }
  for (const [name, rule] of Object.entries(spec)) {
    if (name === '_id' || name.startsWith('_id.')) parsing.namesId = true
    element(parsing, name, rule, [])
  }
  const includes = parsing.includes ?? parsing.keepsId === true
  if (includes && !parsing.namesId) node.leaves.add('_id')
  if (parsing.keepsId === !includes) node.leaves.delete('_id')
  const kept = includes ? (doc: Doc) => node.include(doc) : (doc: Doc) => node.exclude(doc)
  return node.computes ? (doc) => node.computeOwn(kept(doc), doc) : kept
}

/** Numbers and booleans keep or drop; anything else is computed. */
const isSwitch = (value: unknown) => typeName(value) === 'bool' || NUMBER_TYPES.includes(typeName(value))

function element(parsing: Parsing, name: string, rule: unknown, above: string[]): void {
  if (name.endsWith('.$') || name.includes('.$.'))
    throw notSupported('a positional projection is not supported')
  const path = [...above, ...partsOf(name)]
  if (isObject(rule)) document(parsing, path, rule)
  else if (isSwitch(rule)) keepOrDrop(parsing, path, truthy(rule))
  else computed(parsing, path, rule)
}

/** An expression, or fields below this one. */
function document(parsing: Parsing, path: string[], rule: Doc): void {
  const keys = Object.keys(rule)
  const [first] = keys
  if (first === undefined)
    throw new MongoError(
      51270,
      `An empty sub-projection is not a valid value. Found empty object at ${path.join('.')}`,
    )
  if (keys.length === 1 && first.startsWith('$')) {
    if (!isExpressionName(first)) throw new MongoError(31325, `Unknown expression ${first}`)
    computed(parsing, path, rule)
    return
  }
  parsing.node.child(path)
  for (const key of keys) element(parsing, key, getOwn(rule, key), path)
}

function computed(parsing: Parsing, path: string[], rule: unknown): void {
  if (!parsing.computes) throw notSupported('find does not compute values; a pipeline with $project does')
  if (parsing.includes === false)
    throw new MongoError(
      31310,
      `Cannot use an expression on field ${path.join('.')} in an exclusion projection`,
    )
  parsing.includes = true
  parsing.node.plant(path, compile(rule))
}

function keepOrDrop(parsing: Parsing, path: string[], keep: boolean): void {
  parsing.node.plant(path)
  if (path.length === 1 && path[0] === '_id') {
    parsing.keepsId = keep
    return
  }
  const field = path.join('.')
  if (parsing.includes === !keep)
    throw keep
      ? new MongoError(31253, `Cannot do inclusion on field ${field} in exclusion projection`)
      : new MongoError(31254, `Cannot do exclusion on field ${field} in inclusion projection`)
  parsing.includes = keep
}
