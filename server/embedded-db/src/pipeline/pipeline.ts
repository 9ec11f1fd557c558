import type { Engine } from '../engine/engine'
import type { Steps } from '../engine/steps'
import type { Collection } from '../indexes/catalog'
import { type Doc, isObject, toNumber } from '../values/values'
import { group, groupingOf } from './grouping'
import { Reading } from './reading'
import { type Compiled, runPipeline } from './stages/pipeline'
import type { Source } from './stages/stage'

export { compilePipeline } from './stages/pipeline'

/** What a pipeline reads. */
interface PipelineInput {
  engine: Engine
  database: string
  collection: Collection | undefined
}

/** What the engine answers of a pipeline, then the other stages over what it leaves. */
export function* aggregate(
  { engine, database, collection }: PipelineInput,
  stages: Compiled[],
): Steps<Doc[]> {
  const reading = new Reading(engine)
  const source: Source = (name, filter) => reading.all(engine.catalog.get(`${database}.${name}`), { filter })
  const { rest, ...query } = leading(stages)
  const counted = countStage(rest)
  if (counted && query.sort === undefined) {
    const total = yield* engine.count(collection, query)
    return total === 0 ? [] : [counted(total)]
  }
  const groups = yield* grouped(engine, collection, query, rest[0])
  if (groups) return yield* runPipeline(rest.slice(1), groups, source)
  return yield* runPipeline(rest, yield* reading.all(collection, query), source)
}

/** A first `$group` in SQL, where it can be. */
function* grouped(
  engine: Engine,
  collection: Collection | undefined,
  { filter, sort, skip, limit }: Leading,
  stage: Compiled | undefined,
): Steps<Doc[] | undefined> {
  if (!collection || stage?.name !== '$group' || sort !== undefined || skip || limit) return undefined
  const grouping = groupingOf(stage.spec, collection)
  return grouping && (yield* group(engine, collection, filter, grouping))
}

interface Leading {
  filter: Doc
  sort?: unknown
  skip: number
  limit: number
}

/** The leading stages that the planner answers. */
function leading(stages: Compiled[]): Leading & { rest: Compiled[] } {
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
