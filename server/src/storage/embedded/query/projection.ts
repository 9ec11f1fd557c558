import { badValue, MongoError } from '../errors'
import { evaluate } from '../pipeline/expressions'
import { BINARY, type Comparer } from '../values/comparer'
import { cloneValue, type Doc, getOwn, isObject, NUMBER, setOwn, toNumber, typeOf } from '../values/values'
import { elementTest } from './matching'
import { elementKeeper, positionalField } from './positional-projection'
import { isOperators } from './value-tests'

type Leaf = { kind: 'keep' | 'drop' } | { kind: 'compute'; run: (doc: Doc, value: unknown) => unknown }
interface Tree {
  children: Map<string, Tree>
  leaf?: Leaf
}

/** A `find` projection as a function, or nothing when the whole document is wanted. `$` is a place in `filter`. */
export function projector(
  spec: unknown,
  filter: Doc = {},
  by: Comparer = BINARY,
): ((doc: Doc) => Doc) | undefined {
  if (!isObject(spec) || Object.keys(spec).length === 0) return undefined
  const tree: Tree = { children: new Map() }
  let includes: boolean | undefined
  let keepId = true
  let array: string | undefined
  let picks = false
  for (const [named, rule] of flat(spec)) {
    const positional = positionalField(named, array)
    const path = positional ?? named
    const leaf = toLeaf(path, rule, by)
    if (positional !== undefined && leaf.kind !== 'keep')
      throw new MongoError(31395, 'positional projection cannot be used with exclusion')
    array ??= positional
    picks ||= isObject(rule) && '$elemMatch' in rule
    if (array !== undefined && picks)
      throw new MongoError(
        positional === undefined ? 31255 : 31256,
        'Cannot specify positional operator and $elemMatch.',
      )
    if (path === '_id' && leaf.kind !== 'compute') {
      keepId = leaf.kind === 'keep'
      continue
    }
    const mode = leaf.kind === 'keep' ? true : leaf.kind === 'drop' ? false : computedMode(rule)
    if (mode !== undefined) {
      if (includes !== undefined && includes !== mode) {
        throw badValue(
          `Cannot do ${mode ? 'inclusion' : 'exclusion'} on field ${path} in ${mode ? 'exclusion' : 'inclusion'} projection`,
        )
      }
      includes = mode
    }
    plant(tree, path, leaf)
  }
  const onlyId = tree.children.size === 0
  const including = includes ?? (onlyId ? keepId : false)
  plant(tree, '_id', { kind: keepId ? 'keep' : 'drop' }, true)
  const whole = array === undefined ? (doc: Doc) => doc : elementKeeper(array, filter, by)
  return (doc) => (including ? include(whole(doc), tree, doc) : exclude(doc, tree, doc))
}

export const isPositional = (spec: unknown): boolean =>
  isObject(spec) && [...flat(spec)].some(([path]) => path.endsWith('.$'))

/** Paths and what is asked of them; `{a: {b: 1}}` asks for what `{'a.b': 1}` does. */
function* flat(spec: Doc, above = ''): Iterable<[string, unknown]> {
  for (const [name, rule] of Object.entries(spec)) {
    if (name.startsWith('$')) throw badValue(`FieldPath field names may not start with '$': ${name}`)
    if (!isObject(rule) || isOperators(rule)) yield [above + name, rule]
    else if (Object.keys(rule).length === 0)
      throw new MongoError(51270, 'An empty sub-projection is not a valid value')
    else yield* flat(rule, `${above}${name}.`)
  }
}

// `$slice` alone keeps the rest of the document; `$elemMatch` and expressions include only what is named.
const computedMode = (rule: unknown) => (isObject(rule) && '$slice' in rule ? undefined : true)

function toLeaf(path: string, rule: unknown, by: Comparer): Leaf {
  if (typeof rule === 'boolean' || typeOf(rule) === NUMBER)
    return { kind: toNumber(rule) === 0 ? 'drop' : 'keep' }
  if (!isOperators(rule)) {
    if (typeof rule === 'string') return { kind: 'compute', run: (doc) => evaluate(doc, rule, by) }
    throw badValue(`unsupported projection of field ${path}`)
  }
  if ('$slice' in rule) return { kind: 'compute', run: slicer(rule.$slice) }
  if ('$elemMatch' in rule) return { kind: 'compute', run: picker(rule.$elemMatch, by) }
  if ('$meta' in rule) throw badValue('$meta is not supported')
  return { kind: 'compute', run: (doc) => evaluate(doc, rule, by) }
}

function slicer(operand: unknown): (doc: Doc, value: unknown) => unknown {
  const numbers = Array.isArray(operand) ? operand : [operand]
  if (
    !numbers.every((number) => typeOf(number) === NUMBER) ||
    (Array.isArray(operand) && numbers.length !== 2)
  )
    throw new MongoError(28724, '$slice only supports numbers and [skip, limit] arrays')
  const [first = 0, second] = numbers.map((number) => Math.trunc(toNumber(number)) || 0)
  if (second !== undefined && second <= 0)
    throw new MongoError(28724, 'the limit of a $slice must be positive')
  return (_doc, value) => {
    if (!Array.isArray(value)) return value
    if (second === undefined) return first < 0 ? value.slice(first) : value.slice(0, first)
    const from = first < 0 ? Math.max(value.length + first, 0) : first
    return value.slice(from, from + second)
  }
}

function picker(operand: unknown, by: Comparer): (doc: Doc, value: unknown) => unknown {
  if (!isObject(operand)) throw badValue('elemMatch: Invalid argument, object required')
  const test = elementTest(operand, by)
  return (_doc, value) => {
    const found = Array.isArray(value) ? value.find(test) : undefined
    return found === undefined ? undefined : [found]
  }
}

function plant(tree: Tree, path: string, leaf: Leaf, weak = false): void {
  let node = tree
  for (const part of path.split('.')) {
    if (node.leaf) throw badValue(`Path collision at ${path}`)
    let child = node.children.get(part)
    if (!child) {
      child = { children: new Map() }
      node.children.set(part, child)
    }
    node = child
  }
  if (weak && (node.leaf || node.children.size > 0)) return
  if (node.children.size > 0) throw badValue(`Path collision at ${path}`)
  node.leaf = leaf
}

function include(doc: Doc, tree: Tree, root: Doc): Doc {
  const out: Doc = {}
  for (const key of Object.keys(doc)) {
    const child = tree.children.get(key)
    if (!child) continue
    const value = apply(getOwn(doc, key), child, root, include)
    if (value !== undefined) setOwn(out, key, value)
  }
  for (const [key, child] of tree.children) {
    if (Object.hasOwn(doc, key) || child.leaf?.kind !== 'compute') continue
    const value = child.leaf.run(root, undefined)
    if (value !== undefined) setOwn(out, key, value)
  }
  return out
}

function exclude(doc: Doc, tree: Tree, root: Doc): Doc {
  const out: Doc = {}
  for (const key of Object.keys(doc)) {
    const child = tree.children.get(key)
    const value = child ? apply(getOwn(doc, key), child, root, exclude) : getOwn(doc, key)
    if (value !== undefined) setOwn(out, key, value)
  }
  return out
}

type Walk = typeof include

function apply(value: unknown, node: Tree, root: Doc, walk: Walk): unknown {
  if (node.leaf?.kind === 'keep') return value
  if (node.leaf?.kind === 'drop') return undefined
  if (node.leaf?.kind === 'compute') return cloneValue(node.leaf.run(root, value))
  if (Array.isArray(value)) {
    const nested = value.map((element) =>
      isObject(element) || Array.isArray(element)
        ? apply(element, node, root, walk)
        : walk === exclude
          ? element
          : undefined,
    )
    return nested.filter((element) => element !== undefined)
  }
  if (isObject(value)) return walk(value, node, root)
  return walk === exclude ? value : undefined
}
