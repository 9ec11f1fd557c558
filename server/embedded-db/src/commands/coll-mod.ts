import { Long } from 'bson'
import type { IndexChange } from '../engine/engine'
import { badValue, MongoError } from '../errors'
import type { Collection, StoredIndex } from '../indexes/catalog'
import type { CollectionOptions } from '../indexes/collection-options'
import { MAX_SECONDS } from '../indexes/index-options'
import { sameKey } from '../indexes/index-spec'
import { textOf } from '../values/texts'
import { type Doc, isObject } from '../values/values'
import { namespace } from './arguments'
import type { Command, CommandContext } from './command'
import { checkedExpiry, checkMax, checkSize, validationOf } from './create-options'
import * as kind from './field-kinds'
import { indexNamed, indexOnKey } from './index-lookup'

const invalid = (message: string) => new MongoError(72, message)
const INDEX_FIELDS = {
  name: kind.string,
  keyPattern: kind.object,
  expireAfterSeconds: kind.whole64,
  hidden: kind.flag,
  unique: kind.unsupported(kind.flag),
  prepareUnique: kind.unsupported(kind.flag),
}

/** https://www.mongodb.com/docs/manual/reference/command/collMod/ */
export const collMod: Command = function* (command, context) {
  const ns = namespace(command, context)
  const collection = context.engine.catalog.get(ns)
  if (!collection) throw new MongoError(26, `ns does not exist: ${ns}`)
  const options = changedOptions(command, collection)
  const reply = isObject(command.index) ? yield* changeIndex(command.index, collection, context) : {}
  if (options !== collection.options) context.engine.catalog.keepOptions(collection, options)
  return { ...reply, ok: 1 }
}

function changedOptions(command: Doc, { options, ns }: Collection): CollectionOptions {
  const { cappedSize, cappedMax, expireAfterSeconds, validator } = command
  const changes = validationOf(command, ns)
  if (isNumber(cappedSize) || isNumber(cappedMax)) {
    if (!options.capped) throw invalid('Collection must be capped.')
    if (isNumber(cappedSize)) {
      checkSize(cappedSize)
      changes.size = cappedSize
    }
    if (isNumber(cappedMax)) {
      checkMax(cappedMax)
      changes.max = Math.max(cappedMax, 0)
    }
  }
  if (isNumber(expireAfterSeconds) || expireAfterSeconds === 'off') {
    if (!options.clusteredIndex)
      throw invalid("'expireAfterSeconds' is only supported on time-series or clustered collections")
    if (isNumber(expireAfterSeconds)) changes.expireAfterSeconds = checkedExpiry(expireAfterSeconds)
  }
  const next: CollectionOptions = { ...options, ...changes }
  if (isObject(validator) && Object.keys(validator).length === 0) delete next.validator
  if (next.max === 0) delete next.max
  if (expireAfterSeconds === 'off') delete next.expireAfterSeconds
  return Object.keys(changes).length === 0 && Object.keys(next).length === Object.keys(options).length
    ? options
    : next
}

const isNumber = (value: unknown): value is number => typeof value === 'number'

function* changeIndex(spec: Doc, collection: Collection, { engine }: CommandContext) {
  const { index, change } = checkedChange(spec, collection)
  const reply = describeChange(index, change)
  yield* engine.changeIndex(collection, index, change)
  return reply
}

function checkedChange(spec: Doc, collection: Collection): { index: StoredIndex; change: IndexChange } {
  kind.checkMembers(spec, 'collMod.index', INDEX_FIELDS)
  for (const field of Object.keys(spec)) if (spec[field] === null) delete spec[field]
  const hidden = typeof spec.hidden === 'boolean' ? spec.hidden : undefined
  const expireAfterSeconds = isNumber(spec.expireAfterSeconds)
    ? boundedExpiry(spec.expireAfterSeconds)
    : undefined
  if (hidden !== undefined && isClustered(spec, collection))
    throw new MongoError(6011800, 'Cannot hide or show the clustered index')
  const index = named(spec, collection)
  if (expireAfterSeconds === undefined && hidden === undefined)
    throw invalid('no expireAfterSeconds, hidden, unique, or prepareUnique field')
  if (index === undefined) {
    if (hidden !== undefined) throw badValue("can't hide _id index")
    throw invalid('the _id field does not support TTL indexes')
  }
  if (expireAfterSeconds !== undefined && Object.keys(index.key).length > 1)
    throw invalid('TTL indexes are single-field indexes, compound indexes do not support TTL.')
  return { index, change: { expireAfterSeconds, hidden } }
}

/** What changes, as it was and as it will be. */
function describeChange(before: StoredIndex, { expireAfterSeconds, hidden }: IndexChange): Doc {
  const reply: Doc = {}
  if (expireAfterSeconds !== undefined) {
    if (before.expireAfterSeconds !== undefined)
      reply.expireAfterSeconds_old = Long.fromNumber(before.expireAfterSeconds)
    reply.expireAfterSeconds_new = Long.fromNumber(expireAfterSeconds)
  }
  if (hidden !== undefined && hidden !== before.hidden) {
    reply.hidden_old = before.hidden
    reply.hidden_new = hidden
  }
  return reply
}

/** More than there can be is as much as there can be. */
function boundedExpiry(seconds: number): number {
  if (seconds < 0) throw invalid('TTL index expireAfterSeconds cannot be less than 0')
  return Math.min(seconds, MAX_SECONDS)
}

const isClustered = ({ name, keyPattern }: Doc, { options: { clusteredIndex } }: Collection) =>
  clusteredIndex !== undefined &&
  (name === clusteredIndex.name || (isObject(keyPattern) && sameKey(keyPattern, clusteredIndex.key)))

/** The index that is meant; nothing for the one on `_id`. */
function named({ name, keyPattern }: Doc, collection: Collection): StoredIndex | undefined {
  if (name === undefined && keyPattern === undefined)
    throw invalid('must specify either index name or key pattern')
  if (name !== undefined && keyPattern !== undefined)
    throw invalid('Cannot specify both key pattern and name.')
  if (isObject(keyPattern)) return byKey(keyPattern, collection)
  if (name === '_id_' && !collection.options.clusteredIndex) return undefined
  return indexNamed(collection.indexes, name, `cannot find index ${textOf(name)} for ns ${collection.ns}`)
}

function byKey(keyPattern: Doc, { indexes, ns, options }: Collection): StoredIndex | undefined {
  if (sameKey(keyPattern, { _id: 1 }) && !options.clusteredIndex) return undefined
  const shown = JSON.stringify(keyPattern)
  return indexOnKey(
    indexes,
    keyPattern,
    `cannot find index ${shown} for ns ${ns}`,
    ({ length }) => `index keyPattern ${shown} matches ${length} indexes, must use index name`,
  )
}
