import { badValue, MongoError, notSupported, typeMismatch } from '../../errors'
import { missingField, unknownField, wrongType } from '../../field-errors'
import { mayName } from '../../indexes/namespaces'
import { typeName } from '../../values/type-names'
import { type Doc, isObject } from '../../values/values'
import { compile } from '../expressions/compile'
import { checkUserVariable, partsOf } from '../expressions/field-paths'
import type { Scope } from '../expressions/scope'
import type { Expression } from '../expressions/types'
import type { Stage } from './types'

/** Where a pipeline's documents go: `$out` replaces a collection by them. */
export interface Out {
  kind: 'out'
  /** None where it is the database of the command. */
  database: string | undefined
  collection: string
}

/** `$merge` writes them into a collection one by one. */
export interface Merge {
  kind: 'merge'
  database: string | undefined
  collection: string
  on: string[] | undefined
  whenMatched: Matched
  whenNotMatched: NotMatched
  variables: [string, Expression][]
}

export type Output = Out | Merge
type Matched = (typeof MATCHED)[number] | Doc[]
type NotMatched = (typeof NOT_MATCHED)[number]

const MATCHED = ['replace', 'keepExisting', 'merge', 'fail'] as const
const NOT_MATCHED = ['insert', 'discard', 'fail'] as const
const MERGE = ['into', 'on', 'let', 'whenMatched', 'whenNotMatched']
const RESERVED = ['admin', 'config', 'local']

const invalid = (message: string) => new MongoError(73, message)
const absent = (value: unknown) => value === undefined || value === null

function checkFields(spec: Doc, known: readonly string[], owner: string): void {
  const odd = Object.keys(spec).find((key) => !known.includes(key))
  if (odd !== undefined) throw unknownField(`${owner}.${odd}`)
}

function checkNames(database: string | undefined, collection: string, stage: string): void {
  if (collection === '' || collection.startsWith('.') || collection.includes('\0'))
    throw invalid(`Invalid ${stage} target namespace: '${collection}'`)
  if (database !== undefined && !mayName(database))
    throw invalid(`Invalid ${stage} target database: '${database}'`)
  if (collection.includes('$'))
    throw new MongoError(20, `Invalid ${stage} target collection: '${collection}'`)
}

function textField(spec: Doc, key: string, owner: string): string | undefined {
  const value = spec[key]
  if (absent(value)) return undefined
  if (typeof value !== 'string') throw wrongType(`${owner}.${key}`, value, ['string'])
  return value
}

/** https://www.mongodb.com/docs/manual/reference/operator/aggregation/out/ */
function parseOut(spec: unknown): Out {
  const { database, collection } = outTarget(spec)
  checkNames(database, collection, '$out')
  if (database !== undefined && RESERVED.includes(database))
    throw new MongoError(31321, `Can't $out to internal database: ${database}`)
  if (collection.startsWith('system.'))
    throw new MongoError(17385, `Can't $out to special collection: ${collection}`)
  return { kind: 'out', database, collection }
}

function outTarget(spec: unknown): { database: string | undefined; collection: string } {
  if (typeof spec === 'string') return { database: undefined, collection: spec }
  if (!isObject(spec))
    throw new MongoError(16990, `$out only supports a string or object argument, but found ${typeName(spec)}`)
  checkFields(spec, ['db', 'coll', 'timeseries'], '$out')
  const database = textField(spec, 'db', '$out')
  const collection = textField(spec, 'coll', '$out')
  for (const [name, value] of Object.entries({ db: database, coll: collection }))
    if (value === undefined) throw missingField(`$out.${name}`)
  if (!absent(spec.timeseries)) throw notSupported('time series collections are not supported')
  return { database, collection: collection ?? '' }
}

/** https://www.mongodb.com/docs/manual/reference/operator/aggregation/merge/ */
function parseMerge(spec: unknown, scope: Scope): Merge {
  if (typeof spec !== 'string' && !isObject(spec))
    throw typeMismatch(`$merge requires a string or object argument, but found ${typeName(spec)}`)
  const given: Doc = typeof spec === 'string' ? { into: spec } : spec
  checkFields(given, MERGE, '$merge')
  const { database, collection } = mergeTarget(given, typeof spec === 'string')
  const whenMatched = matchedOf(given)
  const whenNotMatched = notMatchedOf(given.whenNotMatched)
  if ((whenMatched === 'keepExisting' || whenMatched === 'fail') && whenNotMatched !== 'insert')
    throw new MongoError(
      51181,
      `Combination of $merge modes 'whenMatched: ${whenMatched}' and 'whenNotMatched: ${whenNotMatched}' is not supported`,
    )
  const on = onOf(given)
  const variables = variablesOf(given.let, whenMatched, scope)
  return { kind: 'merge', database, collection, on, whenMatched, whenNotMatched, variables }
}

function mergeTarget(spec: Doc, bare: boolean): { database: string | undefined; collection: string } {
  const { into } = spec
  if (!Object.hasOwn(spec, 'into')) throw missingField('$merge.into')
  if (typeof into !== 'string' && !isObject(into))
    throw new MongoError(
      51178,
      `$merge 'into' field must be either a string or an object, but found ${typeName(into)}`,
    )
  if (into === '' && !bare) throw new MongoError(5786800, "$merge 'into' field cannot be an empty string")
  const target: Doc = typeof into === 'string' ? { coll: into } : into
  checkFields(target, ['db', 'coll'], '$merge.into')
  const database = textField(target, 'db', '$merge.into') || undefined
  const collection = textField(target, 'coll', '$merge.into')
  if (collection === undefined)
    throw new MongoError(
      5786801,
      "$merge 'into' field must specify a 'coll' that is not empty, null or undefined",
    )
  checkNames(database, collection, '$merge')
  if (database !== undefined && RESERVED.includes(database))
    throw new MongoError(31320, `Cannot $merge to internal database: ${database}`)
  if (collection.startsWith('system.'))
    throw new MongoError(31319, `Cannot $merge to special collection: ${collection}`)
  return { database, collection }
}

function matchedOf(spec: Doc): Matched {
  if (!Object.hasOwn(spec, 'whenMatched')) return 'merge'
  const { whenMatched: value } = spec
  if (Array.isArray(value)) {
    if (!value.every(isObject)) throw typeMismatch('Each element of the pipeline array must be an object')
    return value
  }
  if (typeof value !== 'string')
    throw new MongoError(
      51191,
      `$merge 'whenMatched' field must be either a string or an array, but found ${typeName(value)}`,
    )
  return oneOf(MATCHED, value, 'whenMatched')
}

function notMatchedOf(value: unknown): NotMatched {
  if (absent(value)) return 'insert'
  if (typeof value !== 'string') throw wrongType('$merge.whenNotMatched', value, ['string'])
  return oneOf(NOT_MATCHED, value, 'whenNotMatched')
}

function oneOf<T extends string>(known: readonly T[], value: string, field: string): T {
  const found = known.find((one) => one === value)
  if (found === undefined)
    throw badValue(`Enumeration value '${value}' for field '${field}' is not a valid value.`)
  return found
}

function onOf(spec: Doc): string[] | undefined {
  if (!Object.hasOwn(spec, 'on')) return undefined
  const { on } = spec
  if (typeof on !== 'string' && !Array.isArray(on))
    throw new MongoError(
      51186,
      `$merge 'on' field must be either a string or an array of strings, but found ${typeName(on)}`,
    )
  const paths = typeof on === 'string' ? [on] : on
  if (paths.length === 0)
    throw new MongoError(51187, "If explicitly specifying $merge 'on', must include at least one field")
  for (const [i, path] of paths.entries()) {
    if (typeof path !== 'string')
      throw new MongoError(51134, `$merge 'on' array elements must be strings, but found ${typeName(path)}`)
    partsOf(path)
    if (paths.indexOf(path) !== i)
      throw new MongoError(31465, `Found a duplicate field '${path}' in the $merge 'on' field`)
  }
  return paths
}

/** The variables of an update by pipeline; `new` is always the document that comes. */
function variablesOf(spec: unknown, whenMatched: Matched, scope: Scope): [string, Expression][] {
  if (!absent(spec) && !isObject(spec)) throw wrongType('$merge.let', spec, ['object'])
  if (!absent(spec) && !Array.isArray(whenMatched))
    throw new MongoError(51199, `Cannot use 'let' variables with 'whenMatched: ${whenMatched}' mode`)
  const given = isObject(spec) ? spec : {}
  if (Object.hasOwn(given, 'new') && given.new !== '$$ROOT')
    throw new MongoError(
      51273,
      "'let' may not define a value for the reserved 'new' variable other than '$$ROOT'",
    )
  return Object.entries({ ...given, new: '$$ROOT' }).map(([name, value]) => {
    checkUserVariable(name)
    return [name, compile(value, scope.names)]
  })
}

const asItIs: ReturnType<Stage> = (docs) => docs

/** Checked here with all others; what they write is written by the command. */
export const outputs: Record<string, Stage> = {
  $out(spec) {
    parseOut(spec)
    return asItIs
  },
  $merge(spec, { scope }) {
    parseMerge(spec, scope)
    return asItIs
  },
}

export const isOutput = (name: string): boolean => Object.hasOwn(outputs, name)

export function outputOf(name: string, spec: unknown, scope: Scope): Output | undefined {
  if (name === '$out') return parseOut(spec)
  return name === '$merge' ? parseMerge(spec, scope) : undefined
}
