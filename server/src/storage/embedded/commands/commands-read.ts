import { Long } from 'bson'
import type { Scan } from '../engine/scan'
import type { Steps, Turn } from '../engine/steps'
import { badValue, failedToParse } from '../errors'
import { aggregate, parseAggregate } from '../pipeline/pipeline'
import { hinted, hintOf, within } from '../planner/hints'
import { projector } from '../query/projection'
import { sortKeys } from '../query/sorting'
import { valuesAt } from '../values/paths'
import { compareValues, type Doc, isObject, toNumber } from '../values/values'
import { collectionOf, count, filterOn, namespace, object, refuse } from './arguments'
import type { Command, CommandContext } from './command'
import { docsSource, rowsSource } from './cursors'
import { explain, refuseUnexplained } from './explain'
import { targetOf, write } from './outputs'
import { bindFilter, variablesOf } from './variables'

const FIRST_BATCH = 101

const find: Command = function* (command, context) {
  refuse(command, [])
  const ns = namespace(command, context)
  const collection = context.engine.catalog.get(ns)
  const filter = filterOn(collection, bindFilter(object(command.filter, 'filter'), variablesOf(command.let)))
  const hint = hintOf(command.hint, collection)
  const project = projector(command.projection, filter)
  const rawLimit = command.limit === undefined ? 0 : toNumber(command.limit)
  const singleBatch = command.singleBatch === true || rawLimit < 0
  const limit = count(Math.abs(rawLimit), 'limit')
  const skip = count(command.skip, 'skip')
  const batchSize = command.batchSize === undefined ? FIRST_BATCH : count(command.batchSize, 'batchSize')
  const need = singleBatch && limit > 0 ? limit : limit > 0 ? Math.min(limit, batchSize) : batchSize
  const query = hinted({ filter, sort: command.sort, skip, limit }, hint)
  const selection = collection ? yield* context.engine.select(collection, query, need) : undefined
  if (!collection) sortKeys(command.sort)
  const source = rowsSource(selection?.rows ?? [], selection?.rest, project)
  return yield* context.cursors.start(ns, source, need, singleBatch, context.now.getTime())
}

const getMore: Command = (command, context) => {
  if (command.maxTimeMS !== undefined && command.maxTimeMS !== null)
    throw badValue('cannot set maxTimeMS on getMore command for a non-awaitData cursor')
  context.cursors.refuseOther(command.getMore, `${context.database}.${String(command.collection)}`)
  return context.cursors.more(command.getMore, count(command.batchSize, 'batchSize'), context.now.getTime())
}

const killCursors: Command = (command, context) => {
  if (!Array.isArray(command.cursors)) throw badValue("'cursors' must be an array")
  return context.cursors.kill(command.cursors)
}

const aggregateCommand: Command = function* (command, context) {
  if (command.explain === true) {
    if (command.writeConcern !== undefined && command.writeConcern !== null)
      throw failedToParse("Aggregation explain does not support the 'writeConcern' option")
    return yield* explained(command, 'queryPlanner', context)
  }
  refuse(command, [])
  const ns = aggregated(command, context)
  const sourceless = typeof command.aggregate !== 'string'
  const { engine, database, now } = context
  const collection = sourceless ? undefined : engine.catalog.get(ns)
  const hint = hintOf(command.hint, collection)
  const variables = variablesOf(command.let)
  const parsed = parseAggregate(command.pipeline, { sourceless, now, variables })
  const target = parsed.output && targetOf(parsed.output, context)
  const found = yield* aggregate({ engine, database, collection, sourceless, hint }, parsed)
  if (target) yield* write(target, found, { context, scope: parsed.scope, variables })
  const docs = target ? [] : found
  const { batchSize } = object(command.cursor, 'cursor')
  const size = batchSize === undefined ? FIRST_BATCH : count(batchSize, 'batchSize')
  return yield* context.cursors.start(ns, docsSource(docs), size, false, context.now.getTime())
}

/** `aggregate: 1` is for pipelines that bring their documents with them. */
function aggregated(command: Doc, context: CommandContext): string {
  const ofDatabase = typeof command.aggregate !== 'string' && toNumber(command.aggregate) === 1
  return ofDatabase ? `${context.database}.$cmd.aggregate` : namespace(command, context)
}

function explained(command: Doc, verbosity: unknown, context: CommandContext): Steps<Doc> {
  refuseUnexplained(command)
  const ns = namespace(command, context)
  if (command.aggregate !== undefined) {
    const { output } = parseAggregate(command.pipeline, {})
    if (output) targetOf(output, context)
  }
  return explain(context.engine, context.engine.catalog.get(ns), ns, command, verbosity)
}

const explainCommand: Command = (command, context) => {
  const { explain: inner, verbosity } = command
  if (!isObject(inner)) throw badValue("'explain' must be a command")
  return explained(inner, verbosity ?? 'allPlansExecution', context)
}

const countCommand: Command = function* (command, context) {
  refuse(command, [])
  const collection = collectionOf(command, context)
  const filter = filterOn(collection, object(command.query, 'query'))
  const hint = hintOf(command.hint, collection)
  const limit = Math.abs(command.limit === undefined ? 0 : toNumber(command.limit))
  const n = yield* context.engine.count(collection, {
    filter: within(filter, hint),
    skip: count(command.skip, 'skip'),
    limit,
  })
  return { n, ok: 1 }
}

const distinct: Command = function* (command, context) {
  refuse(command, [])
  if (typeof command.key !== 'string') throw badValue("'key' must be a string")
  const collection = collectionOf(command, context)
  const filter = filterOn(collection, object(command.query, 'query'))
  const hint = hintOf(command.hint, collection)
  if (!collection) return { values: [], ok: 1 }
  const scan = context.engine.matching(collection, within(filter, hint))
  return { values: yield* distinctValues(scan, command.key.split('.'), context.engine.turn), ok: 1 }
}

function* distinctValues(scan: Scan, parts: string[], turn: Turn): Steps<unknown[]> {
  const plain = new Set<unknown>()
  const others: unknown[] = []
  for (let rows = scan.piece(); rows; rows = scan.piece()) {
    for (const value of rows.flatMap((row) => valuesAt(row.doc, parts, true))) {
      if (value !== null && typeof value === 'object') others.push(value)
      else plain.add(value)
    }
    if (turn.over) yield
  }
  const all = [...plain, ...others].sort(compareValues)
  return others.length === 0
    ? all
    : all.filter((value, i) => i === 0 || compareValues(all[i - 1], value) !== 0)
}

const listCollections: Command = (command, context) => {
  const { name } = object(command.filter, 'filter')
  const wanted = typeof name === 'string' ? name : undefined
  if (name !== undefined && wanted === undefined && !isObject(name))
    throw badValue('listCollections filters by name')
  const firstBatch = context.engine.catalog
    .inDatabase(context.database)
    .map(({ ns }) => ns.slice(context.database.length + 1))
    .filter((found) => wanted === undefined || found === wanted)
    .map((found) => ({
      name: found,
      type: 'collection',
      options: {},
      info: { readOnly: false },
      idIndex: idIndex(),
    }))
  return cursor(`${context.database}.$cmd.listCollections`, firstBatch)
}

export const idIndex = (): Doc => ({ v: 2, key: { _id: 1 }, name: '_id_' })
export const cursor = (ns: string, firstBatch: Doc[]): Doc => ({
  cursor: { id: Long.ZERO, ns, firstBatch },
  ok: 1,
})

const listDatabases: Command = (_command, context) => {
  const databases = databaseNames(context).map((name) => ({ name, sizeOnDisk: 0, empty: false }))
  return { databases, totalSize: 0, ok: 1 }
}

function databaseNames(context: CommandContext): string[] {
  return [...new Set(context.engine.catalog.all().map(({ ns }) => ns.slice(0, ns.indexOf('.'))))].sort()
}

export const readCommands: Record<string, Command> = {
  find,
  getMore,
  killCursors,
  aggregate: aggregateCommand,
  count: countCommand,
  distinct,
  explain: explainCommand,
  listCollections,
  listDatabases,
}
