import type { Engine } from '../engine/engine'
import { type Hint, hinted, withinHint } from '../engine/hints'
import type { Steps } from '../engine/steps'
import { MongoError } from '../errors'
import type { Collection } from '../indexes/catalog'
import { withinTime } from '../query/time-limit'
import { BINARY, type Comparer } from '../values/comparer'
import { type Doc, isObject, toNumber } from '../values/values'
import { Scope, stepsInScope } from './expressions/scope'
import { group, groupingOf } from './grouping'
import { nearest } from './nearest'
import { Reading } from './reading'
import { type Compiled, compilePipeline, type Output, outputOf, runPipeline } from './stages'
import { geoNearOf } from './stages/geo-near'
import type { Source } from './stages/types'

const PIPELINE_MS = 3000

/** What a pipeline begins with. */
export interface PipelineInput {
  engine: Engine
  database: string
  /** None where the pipeline begins with documents of its own. */
  collection: Collection | undefined
  sourceless?: boolean
  hint?: Hint | undefined
}

interface Given {
  sourceless?: boolean
  now?: Date
  variables?: Iterable<[string, unknown]>
  /** Holds for every stage, and for what they read from other collections. */
  by?: Comparer
}

export interface Aggregate {
  stages: Compiled[]
  /** Where the documents go, unless to the client. */
  output: Output | undefined
  scope: Scope
}

/** A pipeline, understood before anything is read or written. */
export function parseAggregate(
  pipeline: unknown,
  { sourceless = false, now = new Date(), variables = [], by = BINARY }: Given,
): Aggregate {
  const scope = Scope.of(now, variables, by)
  const stages = compilePipeline(pipeline, scope, { sourceless })
  const last = stages.at(-1)
  const output = last && outputOf(last.name, last.spec, scope)
  return { stages: output ? stages.slice(0, -1) : stages, output, scope }
}

interface Begun {
  documents: Doc[]
  /** The stages that are still to come. */
  left: Compiled[]
}

/** What the engine answers of a pipeline, then the other stages over what it leaves. */
export function* aggregate(input: PipelineInput, { stages, scope }: Aggregate): Steps<Doc[]> {
  const reading = new Reading(input.engine)
  const source = sourceOf(reading, input.engine, input.database, scope.names.by)
  const [first] = stages
  if (input.sourceless) {
    if (first?.name !== '$documents')
      throw new MongoError(
        73,
        '{aggregate: 1} is not valid for an aggregation that reads from a collection; the first stage must be $documents',
      )
    return yield* timed(runPipeline(stages, [], source))
  }
  const begin = first?.name === '$geoNear' ? beginNearest : beginLeading
  const { documents, left } = yield* stepsInScope(scope, begin(input, stages, scope, reading))
  return left.length === 0 ? documents : yield* timed(runPipeline(left, documents, source))
}

function* beginNearest(
  { collection, hint }: PipelineInput,
  [first, ...left]: Compiled[],
  scope: Scope,
  reading: Reading,
): Steps<Begun> {
  const { by } = scope.names
  const asked = geoNearOf(first?.spec, scope)
  return { documents: yield* nearest(reading, collection, asked, left[0], { hint, by }), left }
}

/** The leading stages that the planner answers. */
function* beginLeading(
  { engine, collection, hint }: PipelineInput,
  stages: Compiled[],
  scope: Scope,
  reading: Reading,
): Steps<Begun> {
  const { rest, ...selected } = leading(stages)
  const asked = { ...selected, by: scope.names.by }
  const query = { ...asked, filter: withinHint(asked.filter, hint) }
  const counted = countStage(rest)
  if (counted && query.sort === undefined) {
    const total = yield* engine.count(collection, query)
    return { documents: total === 0 ? [] : [counted(total)], left: [] }
  }
  const groups = yield* grouped(engine, collection, query, rest[0])
  if (groups) return { documents: groups, left: rest.slice(1) }
  return { documents: yield* reading.all(collection, hinted(asked, hint)), left: rest }
}

function sourceOf(reading: Reading, engine: Engine, database: string, by: Comparer): Source {
  return {
    read: (name, filter) => reading.all(engine.catalog.get(`${database}.${name}`), { filter, by }),
  }
}

/** The limit counts what the stages themselves take, not what goes on between. */
function* timed<T>(steps: Steps<T>): Steps<T> {
  let left = PIPELINE_MS
  for (;;) {
    const start = performance.now()
    const step = withinTime(Math.max(Math.ceil(left), 1), () => steps.next())
    if (step.done) return step.value
    left -= performance.now() - start
    yield
  }
}

/** A first `$group` in SQL, where it can be. */
function* grouped(
  engine: Engine,
  collection: Collection | undefined,
  { filter, sort, skip, limit, by }: Leading,
  stage: Compiled | undefined,
): Steps<Doc[] | undefined> {
  if (!collection || stage?.name !== '$group' || sort !== undefined || skip || limit) return undefined
  if (by?.binary === false) return undefined
  const grouping = groupingOf(stage.spec, collection)
  return grouping && (yield* group(engine, collection, filter, grouping))
}

interface Leading {
  filter: Doc
  sort?: unknown
  skip?: number
  limit?: number
  by?: Comparer
}

/** The stages of a pipeline, for those who look at it without running it. */
export const parseStages = (pipeline: unknown): Compiled[] => compilePipeline(pipeline, new Scope(new Date()))

export function leading(stages: Compiled[]): Leading & { rest: Compiled[] } {
  const filters: Doc[] = []
  let sort: unknown
  let skip: number | undefined
  let limit: number | undefined
  let at = 0
  for (; at < stages.length; at++) {
    const { name, spec } = stages[at] ?? {}
    const first = skip === undefined && limit === undefined
    if (name === '$match' && isObject(spec) && sort === undefined && first) filters.push(spec)
    else if (name === '$sort' && isObject(spec) && sort === undefined && first) sort = spec
    else if (name === '$skip' && first) skip = Math.min(toNumber(spec), Number.MAX_SAFE_INTEGER)
    else if (name === '$limit' && limit === undefined)
      limit = Math.min(toNumber(spec), Number.MAX_SAFE_INTEGER)
    else break
  }
  const filter = filters.length === 0 ? {} : filters.length === 1 ? (filters[0] ?? {}) : { $and: filters }
  return { filter, sort, skip: skip ?? 0, limit: limit ?? 0, rest: stages.slice(at) }
}

/** `$count`, or the `$group` by which drivers count documents. */
function countStage(rest: Compiled[]): ((total: number) => Doc) | undefined {
  if (rest.length !== 1) return undefined
  const { name, spec } = rest[0] ?? {}
  if (name === '$count' && typeof spec === 'string') return (total) => ({ [spec]: total })
  if (name !== '$group' || !isObject(spec)) return undefined
  const { _id, ...fields } = spec
  const constant = _id === null || typeof _id === 'number'
  const [field = '', ...others] = Object.keys(fields)
  const sum = fields[field]
  if (!constant || others.length > 0 || !isObject(sum) || sum.$sum !== 1) return undefined
  return (total) => ({ _id, [field]: total })
}
