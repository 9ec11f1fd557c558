import { Long } from 'bson'
import type { Steps } from '../../engine/steps'
import { MongoError } from '../../errors'
import { matcher } from '../../query/matching'
import { BINARY, type Comparer } from '../../values/comparer'
import { valuesAt, withValueAt } from '../../values/paths'
import { isNumber } from '../../values/predicates'
import { typeName } from '../../values/type-names'
import { type Doc, getOwn, isObject, isRegex, toNumber } from '../../values/values'
import { compile } from '../expressions/compile'
import { partsOf } from '../expressions/field-paths'
import { inScope, type Scope } from '../expressions/scope'
import type { Expression } from '../expressions/types'
import type { Source, Stage } from './types'

/** Documents that one search may come to. */
const MAX_VISITED = 100_000
const TEXTS = ['from', 'as', 'connectFromField', 'connectToField', 'depthField']
const REQUIRED = ['from', 'as', 'startWith', 'connectFromField', 'connectToField']

interface Search {
  from: string
  start: Expression
  connectFrom: string[]
  connectTo: string
  as: string[]
  depthField: string[] | undefined
  maxDepth: number
  /** What is asked of the documents by the collection, and what here: an expression may have variables. */
  restriction: Doc | undefined
  test: ((doc: Doc) => boolean) | undefined
}

/** https://www.mongodb.com/docs/manual/reference/operator/aggregation/graphLookup/ */
function parse(spec: unknown, scope: Scope): Search {
  if (!isObject(spec))
    throw new MongoError(
      40327,
      `the $graphLookup stage specification must be an object, but found ${typeName(spec)}`,
    )
  for (const [key, value] of Object.entries(spec)) checkArgument(key, value)
  if (REQUIRED.some((key) => spec[key] === undefined || spec[key] === ''))
    throw new MongoError(
      40105,
      "$graphLookup requires 'from', 'as', 'startWith', 'connectFromField', and 'connectToField' to be specified.",
    )
  const text = (key: string) => String(spec[key])
  const { restrictSearchWithMatch: restriction, depthField, maxDepth } = spec
  const test = isObject(restriction) ? inScope(scope, () => matcher(restriction, scope.names.by)) : undefined
  partsOf(text('connectToField'))
  const plain = isObject(restriction) && !JSON.stringify(restriction).includes('$expr')
  return {
    from: text('from'),
    start: compile(spec.startWith, scope.names),
    connectFrom: partsOf(text('connectFromField')),
    connectTo: text('connectToField'),
    as: partsOf(text('as')),
    depthField: depthField === undefined ? undefined : partsOf(text('depthField')),
    maxDepth: maxDepth === undefined ? Number.POSITIVE_INFINITY : toNumber(maxDepth),
    restriction: plain ? restriction : undefined,
    test: plain ? undefined : test,
  }
}

function checkArgument(key: string, value: unknown): void {
  if (key === 'maxDepth') checkDepth(value)
  else if (key === 'restrictSearchWithMatch') {
    if (!isObject(value))
      throw new MongoError(40185, `restrictSearchWithMatch must be an object, found type: ${typeName(value)}`)
  } else if (key !== 'startWith') checkText(key, value)
}

function checkText(key: string, value: unknown): void {
  if (!TEXTS.includes(key)) throw new MongoError(40104, `Unknown argument to $graphLookup: ${key}`)
  if (typeof value !== 'string')
    throw new MongoError(40103, `expected string as argument for ${key}, found: ${typeName(value)}`)
  if (key === 'from' && (value.includes('\0') || value.startsWith('.')))
    throw new MongoError(73, `Invalid namespace specified: '${value}'`)
}

function checkDepth(value: unknown): void {
  if (!isNumber(value))
    throw new MongoError(40100, `maxDepth requires numeric argument, found type: ${typeName(value)}`)
  const depth = toNumber(value)
  if (!(depth >= 0)) throw new MongoError(40101, `maxDepth requires a nonnegative argument, found: ${depth}`)
  if (!Number.isInteger(depth))
    throw new MongoError(40102, `maxDepth could not be represented as a long long: ${depth}`)
}

type Frontier = Map<string, unknown>

function put(frontier: Frontier, values: unknown[], by: Comparer): void {
  for (const value of values) frontier.set(by.keyOf(value), value)
}

function filterOf({ connectTo, restriction }: Search, frontier: Frontier): Doc {
  const values = [...frontier.values()]
  // In `$in` a regular expression would be a pattern.
  const connected = values.some(isRegex)
    ? { $or: values.map((value) => ({ [connectTo]: { $eq: value } })) }
    : { [connectTo]: { $in: values } }
  return restriction ? { $and: [connected, restriction] } : connected
}

/** Breadth first; each document once, with the depth at which it was first come to. */
function* reached(search: Search, first: unknown, source: Source, by: Comparer): Steps<Doc[]> {
  const { connectFrom, depthField, maxDepth, from, test } = search
  const visited = new Map<string, Doc>()
  let frontier: Frontier = new Map()
  if (first !== undefined) put(frontier, Array.isArray(first) ? first : [first], by)
  for (let depth = 0; frontier.size > 0 && depth <= maxDepth; depth++) {
    const found = yield* source.read(from, filterOf(search, frontier))
    frontier = new Map()
    for (const doc of test ? found.filter(test) : found) {
      const id = BINARY.keyOf(getOwn(doc, '_id'))
      if (visited.has(id)) continue
      visited.set(id, depthField ? withValueAt(doc, depthField, Long.fromNumber(depth)) : doc)
      put(frontier, valuesAt(doc, connectFrom, true), by)
    }
    if (visited.size > MAX_VISITED)
      throw new MongoError(40099, `$graphLookup reached its limit: more than ${MAX_VISITED} documents`)
  }
  return [...visited.values()]
}

const $graphLookup: Stage = (spec, { scope }) => {
  const search = parse(spec, scope)
  return function* (docs, source) {
    const joined: Doc[] = []
    for (const doc of docs) {
      const found = yield* reached(search, search.start(scope.env(doc)), source, scope.names.by)
      joined.push(withValueAt(doc, search.as, found))
    }
    return joined
  }
}

export const graphs: Record<string, Stage> = { $graphLookup }
