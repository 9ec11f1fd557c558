import { hintOf, withinHint } from '../engine/hints'
import type { Row } from '../engine/scan'
import type { Steps } from '../engine/steps'
import { failedToParse, MongoError } from '../errors'
import type { Collection } from '../indexes/catalog'
import type { Variables } from '../pipeline/expressions/types'
import { matchedPosition, positionalArray } from '../query/positions'
import { mayRunLong, PATTERN_MS, withinTime } from '../query/time-limit'
import { parseUpdate, type Update } from '../updates/updates'
import { newId, upsertBase } from '../updates/upserts'
import { sortKeys } from '../values/sorting'
import { cloneValue, type Doc, getOwn, setOwn } from '../values/values'
import { filterOn, object } from './arguments'
import { comparerFor, type Wanted } from './collations'
import type { CommandContext } from './command'
import { bindFilter } from './variables'

/** `_id` comes first in a stored document, as MongoDB keeps it. */
export function withId(doc: Doc): Doc {
  if (Object.keys(doc)[0] === '_id' && doc._id !== undefined) return doc
  const next: Doc = { _id: doc._id ?? newId() }
  for (const key of Object.keys(doc)) if (key !== '_id') setOwn(next, key, getOwn(doc, key))
  return next
}

export function open(collection: Collection): Collection {
  if (collection.dropped) throw new MongoError(175, 'collection dropped while it was written')
  return collection
}

export function* updateStatement(
  statement: Doc,
  ns: string,
  context: CommandContext,
  variables: Variables,
): Steps<{ n: number; nModified: number; upserted?: unknown }> {
  const collection = context.engine.catalog.get(ns)
  const by = comparerFor(statement, collection)
  const filter = filterOn(collection, bindFilter(object(statement.q, 'q'), variables))
  const hint = hintOf(statement.hint, collection)
  const change = parseUpdate(statement.u, statement.arrayFilters, variables, by)
  const multi = statement.multi === true
  if (multi && change.replacement)
    throw failedToParse('multi update is not supported for replacement-style update')
  if (multi && statement.sort !== undefined) throw failedToParse('Cannot specify sort with multi=true')
  if (!collection) sortKeys(statement.sort)
  const { engine } = context
  const result = { n: 0, nModified: 0 }
  if (collection) {
    const pieces = multi
      ? engine.matching(collection, withinHint(filter, hint), by)
      : onePiece(yield* engine.findOne(collection, { filter, sort: statement.sort, by }, hint))
    for (let rows = pieces.piece(); rows; rows = pieces.piece()) {
      for (const row of rows) {
        const { changed } = changeRow(context, collection, row, { filter, by }, change, statement.u)
        result.n++
        if (changed) result.nModified++
      }
      if (multi && engine.turn.over) yield
    }
  }
  if (result.n > 0 || statement.upsert !== true) return result
  const doc = upsert(context, ns, filter, change)
  return { n: 1, nModified: 0, upserted: doc._id }
}

/** One row at most, as the pieces of a scan. */
export function onePiece(row: Row | undefined): { piece(): Row[] | undefined } {
  let rows = row && [row]
  return {
    piece() {
      const piece = rows
      rows = undefined
      return piece
    },
  }
}

export function changeRow(
  context: CommandContext,
  collection: Collection,
  row: Row,
  wanted: Wanted,
  change: Update,
  spec: unknown,
) {
  const limited = mayRunLong(change.patterns) || (change.positional && mayRunLong(wanted.filter))
  const run = () => changedDocument(context, row.doc, wanted, change, spec)
  const after = limited ? withinTime(PATTERN_MS, run) : run()
  return { after, changed: context.engine.replace(collection, row, after, context.bypass) }
}

function changedDocument(
  context: CommandContext,
  before: Doc,
  { filter, by }: Wanted,
  change: Update,
  spec: unknown,
): Doc {
  const position = change.positional ? matchedPosition(filter, before, positionalArray(spec), by) : undefined
  const doc = change.replacement ? before : cloneValue(before)
  return change.apply(doc, { position, inserting: false, now: context.now })
}

/** The new document of an update that has found none. */
export function upsert(context: CommandContext, ns: string, filter: Doc, change: Update): Doc {
  const collection = context.engine.catalog.ensure(ns)
  const base = upsertBase(filter)
  const seed = change.replacement ? (base._id === undefined ? {} : { _id: base._id }) : base
  const doc = withId(change.apply(seed, { inserting: true, now: context.now }))
  context.engine.insert(collection, doc, context.bypass)
  return doc
}
