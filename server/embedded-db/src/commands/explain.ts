import type { Engine } from '../engine/engine'
import { hinted, hintOf } from '../engine/hints'
import { checkFilter, numbersOf, type Query } from '../engine/prepared'
import type { Steps } from '../engine/steps'
import { MongoError, notSupported } from '../errors'
import { type NearQuery, nearIndex, nearQueryOf } from '../geo/near-queries'
import type { Collection } from '../indexes/catalog'
import { leading, parseStages } from '../pipeline/pipeline'
import { sortKeys } from '../values/sorting'
import { type Doc, isObject } from '../values/values'
import { object } from './arguments'
import { comparerFor, describeChosen } from './collations'

const FILTERS: Record<string, (command: Doc) => unknown> = {
  count: (command) => command.query,
  distinct: (command) => command.query,
  findAndModify: (command) => command.query,
  findandmodify: (command) => command.query,
  update: (command) => statementOf(command).q,
  delete: (command) => statementOf(command).q,
}

const statementOf = (command: Doc): Doc => {
  const [first] = [command.updates ?? command.deletes].flat()
  return isObject(first) ? first : command
}

/** What a command selects. */
function queryOf(command: Doc): Query {
  const [name = ''] = Object.keys(command)
  if (name === 'aggregate') {
    const stages = parseStages(command.pipeline)
    if (stages[0]?.name === '$geoNear') throw notSupported('explain of $geoNear is not supported')
    return leading(stages)
  }
  if (name === 'find') {
    const { sort, skip, limit } = command
    return {
      filter: object(command.filter, 'filter'),
      sort,
      skip: Number(skip ?? 0),
      limit: Math.abs(Number(limit ?? 0)),
    }
  }
  return { filter: object(FILTERS[name]?.(command), 'query'), sort: statementOf(command).sort }
}

export function refuseUnexplained(command: Doc): void {
  const [name = ''] = Object.keys(command)
  if (!['find', 'aggregate', ...Object.keys(FILTERS)].includes(name))
    throw new MongoError(59, `Explain failed due to unknown command: ${name}`)
}

/** How the documents of a command would be found; the plan is SQLite's own. */
export function* explain(
  engine: Engine,
  collection: Collection | undefined,
  ns: string,
  command: Doc,
  verbosity: unknown,
): Steps<Doc> {
  const by = comparerFor(statementOf(command), collection)
  const query = hinted({ ...queryOf(command), by }, hintOf(statementOf(command).hint, collection))
  checkFilter(query.filter, by)
  const queryPlanner = {
    namespace: ns,
    parsedQuery: query.filter,
    ...describeChosen(statementOf(command), collection),
    winningPlan: collection ? stagesOf(engine, collection, query) : { stage: 'EOF' },
    rejectedPlans: [],
  }
  const reply = { explainVersion: '1', queryPlanner, command, ok: 1 }
  if (verbosity === 'queryPlanner') return reply
  const nReturned = yield* engine.count(collection, query)
  return { ...reply, executionStats: { executionSuccess: true, nReturned } }
}

function stagesOf(engine: Engine, collection: Collection, query: Query): Doc {
  const { sort, skip, limit } = query
  const near = nearQueryOf(query.filter)
  const { plan, orderBy } = engine.prepared(collection, query)
  const { narrow, ordered } = plan
  const { indexes, scans, sorts } = engine.db.plans.of(numbersOf(collection, narrow, orderBy), narrow.params)
  // SQLite reads the numbers of all rows from the smallest index that there is.
  const used = scans && orderBy === '' ? [] : indexes
  let stage = near ? nearStage(collection, near) : scanOf(collection, used)
  if (sortKeys(sort).length > 0 && (sorts || !ordered))
    stage = { stage: 'SORT', sortPattern: sort, inputStage: stage }
  if (skip) stage = { stage: 'SKIP', skipAmount: skip, inputStage: stage }
  if (limit) stage = { stage: 'LIMIT', limitAmount: limit, inputStage: stage }
  return stage
}

function nearStage(collection: Collection, near: NearQuery): Doc {
  const { key, name } = nearIndex(collection.indexes, near)
  const stage = key[near.path] === '2d' ? 'GEO_NEAR_2D' : 'GEO_NEAR_2DSPHERE'
  return { stage, keyPattern: key, indexName: name }
}

function scanOf(collection: Collection, indexes: string[]): Doc {
  const scans = indexes.flatMap((name) => {
    if (name.startsWith('sqlite_autoindex'))
      return [{ stage: 'IXSCAN', keyPattern: { _id: 1 }, indexName: '_id_', isMultiKey: false }]
    const id = /^[gmx](\d+)/.exec(name)?.[1]
    const index = collection.indexes.find((one) => String(one.id) === id)
    if (!index) return []
    const isMultiKey = name.startsWith('m')
    return [{ stage: 'IXSCAN', keyPattern: index.key, indexName: index.name, isMultiKey }]
  })
  const [only] = scans
  if (only === undefined) return { stage: 'COLLSCAN', direction: 'forward' }
  const inputStage = scans.length === 1 ? only : { stage: 'OR', inputStages: scans }
  return { stage: 'FETCH', inputStage }
}
