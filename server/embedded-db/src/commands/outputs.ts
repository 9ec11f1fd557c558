import { randomUUID } from 'node:crypto'
import { type Collation, sameCollation } from '../collation'
import type { Steps } from '../engine/steps'
import { Interrupted, MongoError } from '../errors'
import type { Collection } from '../indexes/collection'
import { type CollectionOptions, describeOptions, sameOptions } from '../indexes/collection-options'
import { describeIndex, type IndexSpec } from '../indexes/index-spec'
import { databaseOf, MAX_NAMESPACE } from '../indexes/namespaces'
import { beginTemporary, replaceBy } from '../indexes/replacing'
import type { Scope } from '../pipeline/expressions/scope'
import type { Variables } from '../pipeline/expressions/types'
import type { Merge, Output } from '../pipeline/stages'
import { newId } from '../updates/upserts'
import { valueThrough } from '../values/paths'
import { stamped } from '../values/timestamps'
import { type Doc, setOwn } from '../values/values'
import type { CommandContext } from './command'
import { open, updateStatement, withId } from './statements'

/** An output whose target has been looked at. */
export interface OutputTarget {
  output: Output
  ns: string
  /** The fields by which `$merge` finds a document, and whether null stands for a missing one. */
  on: string[]
  nullish: boolean
  /** By which the pipeline compares, and what `$merge` finds. */
  collation: Collation | undefined
  /** What `$out` takes the place of. */
  before: Replaced
}

interface Replaced {
  indexes: IndexSpec[]
  /** The same as they are shown: what stands may be changed. Nothing where there is no collection. */
  shown: string | undefined
  options: CollectionOptions
}

/** What can be said of a target before anything is read. */
export function targetOf(
  output: Output,
  { engine, database }: CommandContext,
  collation: Collation | undefined,
): OutputTarget {
  const ns = `${output.database ?? database}.${output.collection}`
  if (Buffer.byteLength(ns) > MAX_NAMESPACE)
    throw new MongoError(20, `Fully qualified namespace is too long. Namespace: ${ns} Max: ${MAX_NAMESPACE}`)
  const on = (output.kind === 'merge' && output.on) || ['_id']
  const target = engine.catalog.get(ns)
  if (output.kind === 'out' && target?.options.capped)
    throw new MongoError(17152, `namespace '${ns}' is capped so it can't be used for $out`)
  const nullish = output.kind === 'out' || identifies(target, on, collation)
  return { output, ns, on, nullish, collation, before: replaced(target) }
}

/** Whether the fields identify a document, also those that do not have them all. */
function identifies(collection: Collection | undefined, on: string[], by: Collation | undefined): boolean {
  if (on.length === 1 && on[0] === '_id' && (!collection || sameCollation(collection.options.collation, by)))
    return true
  const wanted = [...on].sort().join()
  const fitting = (collection?.indexes ?? []).filter(
    ({ key, unique, partial, collation }) =>
      unique && !partial && sameCollation(collation, by) && Object.keys(key).sort().join() === wanted,
  )
  if (fitting.length === 0)
    throw new MongoError(51183, 'Cannot find index to verify that join fields will be unique')
  return fitting.some(({ sparse }) => !sparse)
}

export interface Writing {
  context: CommandContext
  scope: Scope
  variables: Variables
}

export function write(target: OutputTarget, docs: Doc[], writing: Writing): Steps<void> {
  const { output } = target
  return output.kind === 'out'
    ? writeOut(target, docs, writing.context)
    : writeMerge(output, target, docs, writing)
}

/** Everything into a collection of its own, which then takes the place of the target at once. */
function* writeOut({ ns, before }: OutputTarget, docs: Doc[], context: CommandContext): Steps<void> {
  const { db, catalog, leftovers } = context.engine
  const temporary = beginTemporary(
    db,
    catalog,
    `${databaseOf(ns)}.tmp.agg_out.${randomUUID()}`,
    before.options,
  )
  yield* leftovers.usingCollection(temporary.id, replace(ns, before, temporary, docs, context))
}

function* replace(
  ns: string,
  before: Replaced,
  temporary: Collection,
  docs: Doc[],
  context: CommandContext,
): Steps<void> {
  const { engine } = context
  try {
    yield* engine.addIndexes(temporary, before.indexes)
    yield* insertAll(context, temporary, docs)
    refuseChanged(ns, before, replaced(engine.catalog.get(ns)))
    replaceBy(engine.db, engine.catalog, ns, open(temporary))
  } catch (error) {
    if (engine.db.lost) throw error
    if (!temporary.dropped) engine.catalog.drop(temporary)
    // The error undoes what this share has done: the clearing away is kept before.
    yield
    throw error
  }
}

function replaced(target: Collection | undefined): Replaced {
  const { indexes = [], options = {} } = target ?? {}
  return { indexes: [...indexes], shown: target && JSON.stringify(indexes.map(describeIndex)), options }
}

/**
 * A target that was dropped and made again just so is the same: two `$out` into one collection do not hinder each
 * other (mongodb/mongo, `checkTargetCollectionOptionsMatch` in src/mongo/db/catalog/rename_collection.cpp).
 */
function refuseChanged(ns: string, before: Replaced, now: Replaced): void {
  const told = ({ options }: Replaced) => JSON.stringify(describeOptions(options))
  if (!sameOptions(before.options, now.options))
    throw new MongoError(
      125,
      `collection options of target collection ${ns} changed during processing. Original options: ${told(before)}, new options: ${told(now)}`,
    )
  if (before.shown !== now.shown)
    throw new MongoError(125, `indexes of target collection ${ns} changed while processing $out`)
}

function* insertAll(context: CommandContext, collection: Collection, docs: Doc[]): Steps<void> {
  const { engine, now, bypass } = context
  for (const doc of docs) {
    engine.insert(open(collection), withId(stamped(doc, now)), bypass)
    if (engine.turn.over) yield
  }
}

/** Each document by itself, as a batch in no order: the others are written whatever becomes of one. */
function* writeMerge(merge: Merge, target: OutputTarget, docs: Doc[], writing: Writing): Steps<void> {
  const { engine } = writing.context
  let failure: MongoError | undefined
  for (const doc of docs) {
    try {
      yield* mergeOne(merge, target, doc, writing)
    } catch (error) {
      if (!(error instanceof MongoError) || error instanceof Interrupted) throw error
      failure ??= error
    }
    if (engine.turn.over) yield
  }
  if (failure === undefined) return
  // What the others have written stays, though the command fails.
  yield
  throw failure
}

function* mergeOne(merge: Merge, target: OutputTarget, given: Doc, writing: Writing): Steps<void> {
  const { whenMatched, whenNotMatched } = merge
  const { context } = writing
  const fresh = stamped(given, context.now)
  const doc = target.on.includes('_id') && fresh._id === undefined ? { _id: newId(), ...fresh } : fresh
  if (whenMatched === 'fail') return insert(context, target.ns, doc)
  const q = queryOf(doc, target)
  const collation = { ...(target.collation ?? { locale: 'simple' }) }
  if (!Array.isArray(whenMatched)) {
    const statement = { q, u: updateOf(whenMatched, doc), upsert: whenNotMatched === 'insert', collation }
    const { n } = yield* updateStatement(statement, target.ns, context, new Map())
    if (n === 0 && whenNotMatched === 'fail') throw unmatched()
    return
  }
  const variables = variablesFor(merge, doc, writing)
  const { n } = yield* updateStatement({ q, u: whenMatched, collation }, target.ns, context, variables)
  if (n > 0) return
  if (whenNotMatched === 'fail') throw unmatched()
  if (whenNotMatched === 'insert') insert(context, target.ns, doc)
}

const unmatched = () =>
  new MongoError(
    13113,
    '$merge could not find a matching document in the target collection for at least one document in the source collection',
  )

function insert({ engine, bypass }: CommandContext, ns: string, doc: Doc): void {
  engine.insert(engine.catalog.ensure(ns), withId(doc), bypass)
}

function queryOf(doc: Doc, { on, nullish }: OutputTarget): Doc {
  const q: Doc = {}
  for (const path of on) {
    const value = valueThrough(doc, path.split('.'))
    if (Array.isArray(value))
      throw new MongoError(51185, `$merge write error: 'on' field '${path}' cannot be an array`)
    if ((value === undefined || value === null) && !nullish)
      throw new MongoError(
        51132,
        `$merge write error: 'on' field '${path}' cannot be missing, null or undefined if supporting index is sparse`,
      )
    setOwn(q, path, { $eq: value ?? null })
  }
  return q
}

function updateOf(whenMatched: 'replace' | 'keepExisting' | 'merge' | 'fail', doc: Doc): Doc {
  if (whenMatched === 'merge') return { $set: doc }
  if (whenMatched === 'keepExisting') return { $setOnInsert: doc }
  const [first] = Object.keys(doc)
  if (first?.startsWith('$'))
    throw new MongoError(
      52,
      `The dollar ($) prefixed field '${first}' is not allowed in a replacement document.`,
    )
  return doc
}

function variablesFor({ variables }: Merge, doc: Doc, { scope, variables: outer }: Writing): Variables {
  const values: Variables = new Map(outer)
  for (const [name, expression] of variables) {
    const value = expression(scope.env(doc))
    if (value === undefined) values.delete(name)
    else values.set(name, value)
  }
  return values
}
