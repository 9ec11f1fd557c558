import { badValue, MongoError } from '../../errors'
import { elementTest } from '../../query/matching'
import { slicer } from '../../query/slice-projection'
import type { Comparer } from '../../values/comparer'
import { truthy } from '../../values/predicates'
import { NUMBER_TYPES, typeName } from '../../values/type-names'
import { type Doc, getOwn, isObject } from '../../values/values'
import { compile, isExpressionName } from '../expressions/compile'
import { partsOf } from '../expressions/field-paths'
import type { Scope } from '../expressions/scope'
import type { Expression } from '../expressions/types'
import { collision, Node } from './projection-tree'

export interface Parsed {
  node: Node
  includes: boolean
  /** Arrays to cut in what the tree leaves. */
  slices: { path: string[]; pick: (array: unknown[]) => unknown[] }[]
  /** The path before `.$`. */
  positional: string | undefined
}

interface Parsing extends Omit<Parsed, 'includes'> {
  scope: Scope
  /** Whether `$slice`, `$elemMatch` and `.$` of `find` are known. */
  find: boolean
  includes: boolean | undefined
  /** Whether `_id` is named at the top, and what is asked of all of it. */
  namesId: boolean
  keepsId: boolean | undefined
  picks: boolean
}

/** What `find` and `$project` ask for; MongoDB too has one parser for both (projection_parser.cpp). */
export function parseProjection(spec: Doc, scope: Scope, find: boolean): Parsed {
  const node = new Node(collision)
  const unset = { includes: undefined, keepsId: undefined, positional: undefined }
  const parsing: Parsing = { node, scope, find, slices: [], namesId: false, picks: false, ...unset }
  for (const [name, rule] of Object.entries(spec)) {
    if (name === '_id' || name.startsWith('_id.')) parsing.namesId = true
    element(parsing, name, rule, [])
  }
  const { slices, positional } = parsing
  const includes = parsing.includes ?? includesByDefault(parsing)
  if (includes && !parsing.namesId) node.leaves.add('_id')
  if (parsing.keepsId === !includes) node.leaves.delete('_id')
  // Without inclusion the array is there, whole.
  if (!includes) for (const { path } of slices) node.uproot(path)
  return { node, includes, slices, positional }
}

/** Of a projection that names no field to keep, to drop or to compute. */
function includesByDefault({ slices, picks, keepsId }: Parsing): boolean {
  return keepsId === true || (picks && slices.length === 0)
}

/** Numbers and booleans keep or drop; anything else is computed. */
const isSwitch = (value: unknown) => typeName(value) === 'bool' || NUMBER_TYPES.includes(typeName(value))

function element(parsing: Parsing, name: string, rule: unknown, above: string[]): void {
  const positional = name.endsWith('.$')
  if (positional && !parsing.find)
    throw new MongoError(31324, 'Cannot use positional projection in aggregation projection')
  if (name.includes('.$.'))
    throw new MongoError(
      31394,
      `As of 4.4, it's illegal to specify positional operator in the middle of a path. Positional projection may only be used at the end, for example: a.b.$. If the query previously used a form like a.b.$.d, remove the parts following the '$' and the results will be equivalent.`,
    )
  if (isObject(rule)) {
    if (positional)
      throw new MongoError(31271, 'positional projection cannot be used with an expression or sub object')
    document(parsing, name, rule, above)
  } else if (!isSwitch(rule)) {
    if (positional) throw new MongoError(31308, 'positional projection cannot be used with a literal')
    literal(parsing, [...above, ...partsOf(name)], rule)
  } else if (positional) matched(parsing, name, truthy(rule), above)
  else keepOrDrop(parsing, [...above, ...partsOf(name)], truthy(rule))
}

/** An expression, or fields below this one. */
function document(parsing: Parsing, name: string, rule: Doc, above: string[]): void {
  const keys = Object.keys(rule)
  const [first] = keys
  if (first === undefined)
    throw new MongoError(51270, `An empty sub-projection is not a valid value. Found empty object at ${name}`)
  const path = [...above, ...partsOf(name)]
  if (keys.length === 1 && first.startsWith('$')) {
    if (operator(parsing, path, first, rule)) return
    refuseUnknown(first)
  }
  parsing.node.child(path)
  for (const key of keys) element(parsing, key, getOwn(rule, key), path)
}

/** What begins with a dollar was meant as an expression, unless a field may be called so. */
function refuseUnknown(name: string): void {
  try {
    partsOf(name.endsWith('.$') ? name.slice(0, -2) : name)
  } catch {
    throw new MongoError(31325, `Unknown expression ${name}`)
  }
}

function operator(parsing: Parsing, path: string[], name: string, rule: Doc): boolean {
  const operand = rule[name]
  if (name === '$meta') throw badValue('$meta is not supported')
  if (name === '$elemMatch') {
    if (!parsing.find) throw new MongoError(168, 'Cannot use $elemMatch in this context')
    parsing.node.plant(path, picker(parsing, path, operand))
    parsing.picks = true
    return true
  }
  const pick = parsing.find && name === '$slice' ? slicer(operand) : undefined
  if (pick) {
    parsing.node.plant(path)
    parsing.slices.push({ path, pick })
    return true
  }
  if (!isExpressionName(name)) return false
  if (parsing.includes === false)
    throw new MongoError(31252, 'Cannot use expression other than $meta in exclusion projection')
  parsing.includes = true
  parsing.node.plant(path, compile(rule, parsing.scope.names))
  return true
}

function picker({ positional, scope }: Parsing, path: string[], operand: unknown): Expression {
  if (!isObject(operand))
    throw new MongoError(31274, `elemMatch: Invalid argument, object required, but got ${typeName(operand)}`)
  if (positional !== undefined)
    throw new MongoError(31255, 'Cannot specify positional operator and $elemMatch.')
  const [name = '', ...below] = path
  if (below.length > 0) throw new MongoError(31275, 'Cannot use $elemMatch projection on a nested field.')
  return firstOf(name, operand, scope.names.by)
}

function firstOf(name: string, operand: Doc, by: Comparer): Expression {
  const test = elementTest(operand, by)
  return ({ root }) => {
    const value = isObject(root) ? getOwn(root, name) : undefined
    const index = Array.isArray(value) ? value.findIndex(test) : -1
    return Array.isArray(value) && index >= 0 ? [value[index]] : undefined
  }
}

function literal(parsing: Parsing, path: string[], rule: unknown): void {
  parsing.node.plant(path, compile(rule, parsing.scope.names))
  if (parsing.includes === false)
    throw new MongoError(
      31310,
      `Cannot use an expression on field ${path.join('.')} in an exclusion projection`,
    )
  parsing.includes = true
}

/** The array at a path before `.$`. */
function matched(parsing: Parsing, name: string, keep: boolean, above: string[]): void {
  if (!keep) throw new MongoError(31395, 'positional projection cannot be used with exclusion')
  if (parsing.positional !== undefined)
    throw new MongoError(31276, 'Cannot specify more than one positional projection per query.')
  if (parsing.picks) throw new MongoError(31256, 'Cannot specify positional operator and $elemMatch.')
  if (name === '.$') throw new MongoError(5392900, `Projection on field ${name} is invalid`)
  const path = [...above, ...partsOf(name.slice(0, -2))]
  parsing.positional = path.join('.')
  keepOrDrop(parsing, path, true)
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
