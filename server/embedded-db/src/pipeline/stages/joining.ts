import type { Steps } from '../../engine/steps'
import { failedToParse, MongoError, notSupported, typeMismatch } from '../../errors'
import { unknownField, wrongType } from '../../field-errors'
import type { Comparer } from '../../values/comparer'
import { valuesAt, withValueAt } from '../../values/paths'
import { typeName } from '../../values/type-names'
import { type Doc, isObject, isRegex, setOwn } from '../../values/values'
import { compile } from '../expressions/compile'
import { checkUserVariable, partsOf } from '../expressions/field-paths'
import { nullish } from '../expressions/operands'
import type { Expression } from '../expressions/types'
import { type Compiled, compilePipeline, runPipeline } from './pipeline'
import type { Source, Stage, StagePlace } from './types'

const LOOKUP = ['from', 'as', 'localField', 'foreignField', 'let', 'pipeline']

interface Lookup {
  from: string | undefined
  as: string[]
  local: string[] | undefined
  foreign: string | undefined
  variables: [string, Expression][]
}

function textField(spec: Doc, key: string): string | undefined {
  const value = spec[key]
  if (value !== undefined && typeof value !== 'string')
    throw typeMismatch(`$lookup argument '${key}: ${typeName(value)}' must be a string`)
  return value
}

function parseLookup(spec: unknown, { scope }: StagePlace): Lookup {
  if (!isObject(spec)) throw failedToParse('the $lookup specification must be an object')
  for (const key of Object.keys(spec))
    if (!LOOKUP.includes(key)) throw failedToParse(`unknown argument to $lookup: ${key}`)
  if (isObject(spec.from)) throw notSupported('$lookup from another database is not supported')
  const from = textField(spec, 'from')
  const as = textField(spec, 'as')
  const [local, foreign] = joinedFields(spec)
  if (as === undefined) throw failedToParse("must specify 'as' field for a $lookup")
  if ((local === undefined) !== (foreign === undefined))
    throw failedToParse("$lookup requires both or neither of 'localField' and 'foreignField' to be specified")
  if (local === undefined && spec.pipeline === undefined)
    throw failedToParse(
      "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified",
    )
  const given = spec.let ?? undefined
  if (given !== undefined && spec.pipeline === undefined)
    throw failedToParse("$lookup with a 'let' argument requires a 'pipeline'")
  if (given !== undefined && !isObject(given)) throw typeMismatch("$lookup argument 'let' must be an object")
  const variables = Object.entries(given ?? {}).map(([name, value]): [string, Expression] => {
    checkUserVariable(name)
    return [name, compile(value, scope.names)]
  })
  if (foreign !== undefined) partsOf(foreign)
  return {
    from,
    as: partsOf(as),
    local: local === undefined ? undefined : partsOf(local),
    foreign,
    variables,
  }
}

/** Beside a pipeline, nothing or an empty name on both sides is no join by fields. */
function joinedFields(spec: Doc): [string | undefined, string | undefined] {
  const { localField, foreignField, pipeline } = spec
  const none = (value: unknown) => value === undefined || value === null || value === ''
  if (pipeline !== undefined && none(localField) && none(foreignField)) return [undefined, undefined]
  return [textField(spec, 'localField'), textField(spec, 'foreignField')]
}

/** Collections have names; a pipeline that begins with `$documents` needs none. */
function checkFrom(from: string | undefined, pipeline: unknown, name: string): void {
  if (from === undefined) {
    if (!startsWithDocuments(pipeline)) throw failedToParse(`must specify 'from' field for a ${name}`)
  } else if (from === '' || from.includes('\0') || from.startsWith('.'))
    throw new MongoError(73, `Invalid namespace specified: '${from}'`)
}

const startsWithDocuments = (pipeline: unknown) =>
  Array.isArray(pipeline) && isObject(pipeline[0]) && Object.hasOwn(pipeline[0], '$documents')

const $lookup: Stage = (spec, place) => {
  const { scope } = place
  const { by } = scope.names
  const parsed = parseLookup(spec, place)
  const { pipeline } = isObject(spec) ? spec : {}
  checkFrom(parsed.from, pipeline, '$lookup')
  if (pipeline !== undefined && !Array.isArray(pipeline))
    throw typeMismatch("'pipeline' option must be specified as an array")
  const inner = scope.inner(...parsed.variables.map(([name]) => name))
  const where = {
    inside: place.inside === '$facet' ? '$facet' : '$lookup',
    within: '$lookup',
    sourceless: parsed.from === undefined,
    depth: place.depth + 1,
  } as const
  const stages = pipeline === undefined ? [] : compilePipeline(pipeline, inner, where)
  const own = parsed.from === undefined ? stages[0] : undefined
  return function* (docs, source) {
    const foreign = yield* foreignDocuments(parsed, docs, own, selectionOf(stages), source, by)
    const found: Doc[] = []
    for (const doc of docs) {
      inner.set(
        parsed.variables.map(([name, value]): [string, unknown] => [name, value(scope.env(doc))]),
        scope,
      )
      const joined = yield* runPipeline(own ? stages.slice(1) : stages, foreign(doc), source)
      found.push(withValueAt(doc, parsed.as, joined))
    }
    return found
  }
}

const all = ([first = {}, ...more]: Doc[]): Doc => (more.length === 0 ? first : { $and: [first, ...more] })

/** What each document is joined with: everything, or what has one of its values. */
function* foreignDocuments(
  { from, local, foreign }: Lookup,
  docs: Doc[],
  own: Compiled | undefined,
  selection: Doc[],
  source: Source,
  by: Comparer,
): Steps<(doc: Doc) => Doc[]> {
  const brought = own && (yield* runPipeline([own], [], source))
  const read = function* (filters: Doc[]): Steps<Doc[]> {
    if (brought) return brought
    return from === undefined || docs.length === 0
      ? []
      : yield* source.read(from, all([...filters, ...selection]))
  }
  if (local === undefined || foreign === undefined) {
    const everything = yield* read([])
    return () => everything
  }
  const wanted = new Map<string, unknown>()
  for (const doc of docs) for (const value of localValues(doc, local)) wanted.set(by.keyOf(value), value)
  const values = [...wanted.values()]
  // In a filter a regular expression would be a pattern.
  const candidates = yield* read(values.some(isRegex) ? [] : [{ [foreign]: { $in: values } }])
  return joiner(candidates, local, foreign.split('.'), by)
}

function joiner(candidates: Doc[], local: string[], foreign: string[], by: Comparer): (doc: Doc) => Doc[] {
  const byValue = new Map<string, number[]>()
  for (const [i, doc] of candidates.entries())
    for (const key of foreignKeys(doc, foreign, by)) {
      const known = byValue.get(key)
      if (known) known.push(i)
      else byValue.set(key, [i])
    }
  return (doc) => {
    const places = new Set(localValues(doc, local).flatMap((value) => byValue.get(by.keyOf(value)) ?? []))
    return [...places].sort((a, b) => a - b).flatMap((i): Doc[] => (candidates[i] ? [candidates[i]] : []))
  }
}

/** What a first `$match` selects is not worth reading otherwise; variables are known to the stage alone. */
function selectionOf([first]: Compiled[]): Doc[] {
  const plain =
    first?.name === '$match' && isObject(first.spec) && !JSON.stringify(first.spec).includes('$expr')
  return plain ? [first.spec as Doc] : []
}

function localValues(doc: Doc, parts: string[]): unknown[] {
  const values = valuesAt(doc, parts, true)
  return values.length === 0 ? [null] : values
}

function foreignKeys(doc: Doc, parts: string[], by: Comparer): Set<string> {
  const values = [...valuesAt(doc, parts, true), ...valuesAt(doc, parts, false).filter(Array.isArray)]
  return new Set(
    values.length === 0 ? [by.keyOf(null)] : values.map((value) => by.keyOf(nullish(value) ? null : value)),
  )
}

const $unionWith: Stage = (spec, place) => {
  if (typeof spec !== 'string' && !isObject(spec))
    throw failedToParse(
      `the $unionWith stage specification must be an object or string, but found ${typeName(spec)}`,
    )
  const { coll, pipeline, ...others } = typeof spec === 'string' ? { coll: spec, pipeline: undefined } : spec
  const [odd] = Object.keys(others)
  if (odd !== undefined) throw unknownField(`$unionWith.${odd}`)
  if (coll !== undefined && typeof coll !== 'string') throw wrongType('$unionWith.coll', coll, ['string'])
  checkFrom(coll, pipeline, '$unionWith')
  const where = {
    inside: place.inside === '$facet' ? '$facet' : '$unionWith',
    within: '$unionWith',
    sourceless: coll === undefined,
    depth: place.depth + 1,
  } as const
  const stages: Compiled[] = pipeline === undefined ? [] : compilePipeline(pipeline, place.scope, where)
  return function* (docs, source) {
    const others = coll === undefined ? [] : yield* source.read(coll, all(selectionOf(stages)))
    return [...docs, ...(yield* runPipeline(stages, others, source))]
  }
}

const $facet: Stage = (spec, place) => {
  if (!isObject(spec) || Object.keys(spec).length === 0)
    throw new MongoError(40169, 'the $facet specification must be a non-empty object')
  const facets = Object.entries(spec).map(([name, pipeline]): [string, Compiled[]] => {
    if (name === '') throw new MongoError(15998, 'FieldPath field names may not be empty strings.')
    if (partsOf(name).length > 1) throw new MongoError(16412, `FieldPath field names may not contain '.'.`)
    if (!Array.isArray(pipeline))
      throw new MongoError(40170, `arguments to $facet must be arrays, ${name} is type ${typeName(pipeline)}`)
    const where = { inside: '$facet', within: '$facet', depth: place.depth + 1 } as const
    return [name, compilePipeline(pipeline, place.scope, where)]
  })
  return function* (docs, source) {
    const found: Doc = {}
    for (const [name, stages] of facets) setOwn(found, name, yield* runPipeline(stages, docs, source))
    return [found]
  }
}

export const joining: Record<string, Stage> = { $lookup, $unionWith, $facet }
