import type { Scan } from '../engine/scan'
import type { Steps, Turn } from '../engine/steps'
import { badValue, MongoError } from '../errors'
import { aggregate, compilePipeline } from '../pipeline/pipeline'
import { findProjection } from '../pipeline/stages/projection'
import { valuesAt } from '../values/paths'
import { sortKeys } from '../values/sorting'
import { textOf } from '../values/texts'
import { compareValues, toNumber } from '../values/values'
import { collectionOf, count, filterOn, namespace, object } from './arguments'
import type { Command } from './command'
import { docsSource, FIRST_BATCH, rowsSource } from './cursors'

const find: Command = function* (command, context) {
  const ns = namespace(command, context)
  const collection = context.engine.catalog.get(ns)
  const filter = filterOn(collection, object(command.filter, 'filter'))
  const projection = findProjection(command.projection)
  const rawLimit = command.limit === undefined ? 0 : toNumber(command.limit)
  const singleBatch = command.singleBatch === true || rawLimit < 0
  const limit = count(Math.abs(rawLimit), 'limit')
  const skip = count(command.skip, 'skip')
  const batchSize = command.batchSize === undefined ? FIRST_BATCH : count(command.batchSize, 'batchSize')
  const need = singleBatch && limit > 0 ? limit : limit > 0 ? Math.min(limit, batchSize) : batchSize
  const query = { filter, sort: command.sort, skip, limit }
  const selection = collection ? yield* context.engine.select(collection, query, need) : undefined
  if (!collection) sortKeys(command.sort)
  const source = rowsSource(selection?.rows ?? [], selection?.rest, projection)
  return yield* context.cursors.start(ns, source, need, singleBatch, context.now.getTime())
}

const getMore: Command = (command, context) => {
  if (command.maxTimeMS !== undefined && command.maxTimeMS !== null)
    throw badValue('cannot set maxTimeMS on getMore command for a non-awaitData cursor')
  context.cursors.refuseOther(command.getMore, `${context.database}.${textOf(command.collection)}`)
  return context.cursors.more(command.getMore, count(command.batchSize, 'batchSize'), context.now.getTime())
}

const killCursors: Command = (command, context) => {
  if (!Array.isArray(command.cursors)) throw badValue("'cursors' must be an array")
  return context.cursors.kill(command.cursors)
}

const aggregateCommand: Command = function* (command, context) {
  if (typeof command.aggregate !== 'string')
    throw new MongoError(73, 'a pipeline without a collection is not supported')
  const ns = namespace(command, context)
  const { engine, database, now } = context
  const stages = compilePipeline(command.pipeline)
  const docs = yield* aggregate({ engine, database, collection: engine.catalog.get(ns) }, stages)
  const { batchSize } = object(command.cursor, 'cursor')
  const size = batchSize === undefined ? FIRST_BATCH : count(batchSize, 'batchSize')
  return yield* context.cursors.start(ns, docsSource(docs), size, false, now.getTime())
}

const countCommand: Command = function* (command, context) {
  const collection = collectionOf(command, context)
  const filter = filterOn(collection, object(command.query, 'query'))
  const limit = Math.abs(command.limit === undefined ? 0 : toNumber(command.limit))
  const n = yield* context.engine.count(collection, {
    filter,
    skip: count(command.skip, 'skip'),
    limit,
  })
  return { n, ok: 1 }
}

const distinct: Command = function* (command, context) {
  if (typeof command.key !== 'string') throw badValue("'key' must be a string")
  const collection = collectionOf(command, context)
  const filter = filterOn(collection, object(command.query, 'query'))
  if (!collection) return { values: [], ok: 1 }
  const scan = context.engine.matching(collection, filter)
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

export const readCommands: Record<string, Command> = {
  find,
  getMore,
  killCursors,
  aggregate: aggregateCommand,
  count: countCommand,
  distinct,
}
