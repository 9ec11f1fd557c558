import { Aggregator } from 'mingo/aggregator'
import type { Collection } from './catalog'
import type { Engine } from './engine'
import { badValue, MongoError } from './errors'
import { context, guarded } from './expressions'
import { group, groupingOf } from './grouping'
import { finish, type Steps } from './steps'
import { withinTime } from './time-limit'
import { type Doc, isObject, toNumber } from './values'

/** mingo works in memory: a pipeline that needs more than this must select first. */
const MAX_INPUT = 100_000
const PIPELINE_MS = 3000

/** The leading stages that the planner answers, then mingo over what they leave. */
export function* aggregate(
  engine: Engine,
  database: string,
  collection: Collection | undefined,
  pipeline: unknown,
): Steps<Doc[]> {
  const stages = parseStages(pipeline)
  const { filter, sort, skip, limit, rest } = leading(stages)
  const query = { filter, sort, skip, limit }
  const counted = countStage(rest)
  if (counted && sort === undefined) {
    const total = yield* engine.count(collection, query)
    return total === 0 ? [] : [counted(total)]
  }
  const groups = yield* grouped(engine, collection, query, rest[0])
  const documents = groups ?? (yield* bounded(engine, collection, query))
  const left = groups ? rest.slice(1) : rest
  if (left.length === 0) return documents
  const collectionResolver = (name: string) =>
    finish(bounded(engine, engine.catalog.get(`${database}.${name}`), { filter: {} }))
  return guarded(() =>
    withinTime(PIPELINE_MS, () =>
      new Aggregator(left as never, { context, collectionResolver } as never).run(documents),
    ),
  ) as Doc[]
}

/** A first `$group` in SQL, where it can be. */
function* grouped(
  engine: Engine,
  collection: Collection | undefined,
  { filter, sort, skip, limit }: Leading,
  stage: Doc | undefined,
): Steps<Doc[] | undefined> {
  if (!collection || !stage?.$group || sort !== undefined || skip || limit) return undefined
  const grouping = groupingOf(stage.$group, collection)
  return grouping && (yield* group(engine, collection, filter, grouping))
}

function* bounded(engine: Engine, collection: Collection | undefined, query: Leading): Steps<Doc[]> {
  if (!collection) return []
  const { rows, rest } = yield* engine.select(collection, query, MAX_INPUT)
  if (rest)
    throw new MongoError(
      146,
      `the pipeline would read more than ${MAX_INPUT} documents: $match or $limit first`,
    )
  return rows.map((row) => row.doc)
}

function parseStages(pipeline: unknown): Doc[] {
  if (!Array.isArray(pipeline)) throw badValue("'pipeline' option must be specified as an array")
  return pipeline.map((stage) => {
    const keys = isObject(stage) ? Object.keys(stage) : []
    if (keys.length !== 1)
      throw new MongoError(40323, 'A pipeline stage specification object must contain exactly one field.')
    const [name = ''] = keys
    const known = context.getOperator('pipeline' as never, name)
    if (!known) throw new MongoError(40324, `Unrecognized pipeline stage name: '${name}'`)
    return stage as Doc
  })
}

interface Leading {
  filter: Doc
  sort?: unknown
  skip?: number
  limit?: number
}

function leading(stages: Doc[]): Leading & { rest: Doc[] } {
  const filters: Doc[] = []
  let sort: unknown
  let skip: number | undefined
  let limit: number | undefined
  let at = 0
  for (; at < stages.length; at++) {
    const stage = stages[at] ?? {}
    if (isObject(stage.$match) && sort === undefined && skip === undefined && limit === undefined)
      filters.push(stage.$match)
    else if (isObject(stage.$sort) && sort === undefined && skip === undefined && limit === undefined)
      sort = stage.$sort
    else if ('$skip' in stage && skip === undefined && limit === undefined) skip = whole(stage.$skip, '$skip')
    else if ('$limit' in stage && limit === undefined) limit = positive(stage.$limit)
    else break
  }
  const filter = filters.length === 0 ? {} : filters.length === 1 ? (filters[0] ?? {}) : { $and: filters }
  return { filter, sort, skip: skip ?? 0, limit: limit ?? 0, rest: stages.slice(at) }
}

function whole(value: unknown, name: string): number {
  const number = toNumber(value)
  if (!Number.isInteger(number) || number < 0) throw badValue(`invalid argument to ${name} stage`)
  return number
}

function positive(value: unknown): number {
  const number = whole(value, '$limit')
  if (number === 0) throw new MongoError(15958, 'the limit must be positive')
  return number
}

/** `$count`, or the `$group` by which drivers count documents. */
function countStage(rest: Doc[]): ((total: number) => Doc) | undefined {
  if (rest.length !== 1) return undefined
  const { $count, $group } = rest[0] ?? {}
  if (typeof $count === 'string' && $count !== '' && !/[$.]/.test($count))
    return (total) => ({ [$count]: total })
  if (!isObject($group)) return undefined
  const constant = $group._id === null || typeof $group._id === 'number'
  const fields = Object.keys($group).filter((key) => key !== '_id')
  const [name = ''] = fields
  const sum = $group[name]
  if (!constant || fields.length !== 1 || !isObject(sum) || sum.$sum !== 1) return undefined
  return (total) => ({ _id: $group._id, [name]: total })
}
