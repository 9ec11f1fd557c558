import type { Row } from '../engine/scan'
import type { Steps } from '../engine/steps'
import { failedToParse, MongoError } from '../errors'
import type { Collection } from '../indexes/catalog'
import { parseUpdate, type Update } from '../updates/updates'
import { newId, upsertBase } from '../updates/upserts'
import { sortKeys } from '../values/sorting'
import { cloneValue, type Doc, getOwn, setOwn } from '../values/values'
import { filterOn, object } from './arguments'
import type { CommandContext } from './command'

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
): Steps<{ n: number; nModified: number; upserted?: unknown }> {
  const collection = context.engine.catalog.get(ns)
  const filter = filterOn(collection, object(statement.q, 'q'))
  const change = parseUpdate(statement.u)
  const multi = statement.multi === true
  if (multi && change.replacement)
    throw failedToParse('multi update is not supported for replacement-style update')
  if (multi && statement.sort !== undefined) throw failedToParse('Cannot specify sort with multi=true')
  if (!collection) sortKeys(statement.sort)
  const { engine } = context
  const result = { n: 0, nModified: 0 }
  if (collection) {
    const pieces = multi
      ? engine.matching(collection, filter)
      : onePiece(yield* engine.findOne(collection, { filter, sort: statement.sort }))
    for (let rows = pieces.piece(); rows; rows = pieces.piece()) {
      for (const row of rows) {
        result.n++
        if (changes(context, collection, row, change)) result.nModified++
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

/** Whether the row changed. */
const changes = (context: CommandContext, collection: Collection, row: Row, change: Update): boolean =>
  (change.plain && context.engine.setFields(collection, row, change.plain)) ??
  changeRow(context, collection, row, change).changed

export function changeRow(context: CommandContext, collection: Collection, row: Row, change: Update) {
  const doc = change.replacement ? row.doc : cloneValue(row.doc)
  const after = change.apply(doc, { inserting: false, now: context.now })
  return { after, changed: context.engine.replace(collection, row, after) }
}

/** The new document of an update that has found none. */
export function upsert(context: CommandContext, ns: string, filter: Doc, change: Update): Doc {
  const collection = context.engine.catalog.ensure(ns)
  const base = upsertBase(filter)
  const seed = change.replacement ? (base._id === undefined ? {} : { _id: base._id }) : base
  const doc = withId(change.apply(seed, { inserting: true, now: context.now }))
  context.engine.insert(collection, doc)
  return doc
}
