import { hinted, hintOf, withinHint } from '../engine/hints'
import type { Scan } from '../engine/scan'
import type { Steps, Turn } from '../engine/steps'
import { badValue, failedToParse } from '../errors'
import { aggregate, parseAggregate } from '../pipeline/pipeline'
import { projector } from '../query/projection'
import type { Comparer } from '../values/comparer'
import { valuesAt } from '../values/paths'
import { sortKeys } from '../values/sorting'
import { textOf } from '../values/texts'
import { type Doc, isObject, toNumber } from '../values/values'
import { collectionOf, count, filterOn, namespace, object } from './arguments'
import { chosenCollation, comparerFor } from './collations'
import type { Command, CommandContext } from './command'
import { docsSource, FIRST_BATCH, rowsSource } from './cursors'
import { explain, refuseUnexplained } from './explain'
import { targetOf, write } from './outputs'
import { bindFilter, variablesOf } from './variables'

const find: Command = function* (command, context) {
  const ns = namespace(command, context)
  const collection = context.engine.catalog.get(ns)
  const by = comparerFor(command, collection)
  const variables = variablesOf(command.let, by)
  const filter = filterOn(collection, bindFilter(object(command.filter, 'filter'), variables))
  const hint = hintOf(command.hint, collection)
  const project = projector(command.projection, filter, { by, variables, now: context.now })
  const rawLimit = command.limit === undefined ? 0 : toNumber(command.limit)
  const singleBatch = command.singleBatch === true || rawLimit < 0
  const limit = count(Math.abs(rawLimit), 'limit')
  const skip = count(command.skip, 'skip')
  const batchSize = command.batchSize === undefined ? FIRST_BATCH : count(command.batchSize, 'batchSize')
  const need = singleBatch && limit > 0 ? limit : limit > 0 ? Math.min(limit, batchSize) : batchSize
  const query = hinted({ filter, sort: command.sort, skip, limit, by }, hint)
  const selection = collection ? yield* context.engine.select(collection, query, need) : undefined
  if (!collection) sortKeys(command.sort)
  const source = rowsSource(selection?.rows ?? [], selection?.rest, project)
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
  if (command.explain === true) {
    if (command.writeConcern !== undefined && command.writeConcern !== null)
      throw failedToParse("Aggregation explain does not support the 'writeConcern' option")
    return yield* explained(command, 'queryPlanner', context)
  }
  const ns = aggregated(command, context)
  const sourceless = typeof command.aggregate !== 'string'
  const { engine, database, now } = context
  const collection = sourceless ? undefined : engine.catalog.get(ns)
  const hint = hintOf(command.hint, collection)
  const by = comparerFor(command, collection)
  const variables = variablesOf(command.let, by)
  const parsed = parseAggregate(command.pipeline, { sourceless, now, variables, by })
  const target = parsed.output && targetOf(parsed.output, context, chosenCollation(command, collection))
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
  const collection = context.engine.catalog.get(ns)
  if (command.aggregate !== undefined) {
    const { output } = parseAggregate(command.pipeline, {})
    if (output) targetOf(output, context, chosenCollation(command, collection))
  }
  return explain(context.engine, collection, ns, command, verbosity)
}

const explainCommand: Command = (command, context) => {
  const { explain: inner, verbosity } = command
  if (!isObject(inner)) throw badValue("'explain' must be a command")
  return explained(inner, verbosity ?? 'allPlansExecution', context)
}

const countCommand: Command = function* (command, context) {
  const collection = collectionOf(command, context)
  const filter = filterOn(collection, object(command.query, 'query'))
  const hint = hintOf(command.hint, collection)
  const limit = Math.abs(command.limit === undefined ? 0 : toNumber(command.limit))
  const n = yield* context.engine.count(collection, {
    filter: withinHint(filter, hint),
    skip: count(command.skip, 'skip'),
    limit,
    by: comparerFor(command, collection),
  })
  return { n, ok: 1 }
}

const distinct: Command = function* (command, context) {
  if (typeof command.key !== 'string') throw badValue("'key' must be a string")
  const collection = collectionOf(command, context)
  const filter = filterOn(collection, object(command.query, 'query'))
  const by = comparerFor(command, collection)
  const hint = hintOf(command.hint, collection)
  if (!collection) return { values: [], ok: 1 }
  const scan = context.engine.matching(collection, withinHint(filter, hint), by)
  return { values: yield* distinctValues(scan, command.key.split('.'), context.engine.turn, by), ok: 1 }
}

function* distinctValues(scan: Scan, parts: string[], turn: Turn, by: Comparer): Steps<unknown[]> {
  const plain = new Set<unknown>()
  const others: unknown[] = []
  for (let rows = scan.piece(); rows; rows = scan.piece()) {
    for (const value of rows.flatMap((row) => valuesAt(row.doc, parts, true))) {
      if (value !== null && typeof value === 'object') others.push(value)
      else plain.add(value)
    }
    if (turn.over) yield
  }
  const all = [...plain, ...others].sort(by.compare)
  return others.length === 0 && by.binary
    ? all
    : all.filter((value, i) => i === 0 || by.compare(all[i - 1], value) !== 0)
}

export const readCommands: Record<string, Command> = {
  find,
  getMore,
  killCursors,
  aggregate: aggregateCommand,
  count: countCommand,
  distinct,
  explain: explainCommand,
}
