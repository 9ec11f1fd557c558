import { badValue, MongoError, typeMismatch } from '../errors'
import type { Collection, StoredIndex } from '../indexes/collection'
import { parseIndex, sameKey } from '../indexes/index-spec'
import { typeName } from '../values/type-names'
import { type Doc, isObject } from '../values/values'
import { namespace } from './arguments'
import type { Command } from './command'
import { indexNamed, indexOnKey } from './index-lookup'

const createIndexes: Command = function* (command, context) {
  if (!Array.isArray(command.indexes) || command.indexes.length === 0)
    throw badValue('Must specify at least one index to create')
  const ns = namespace(command, context)
  const known = context.engine.catalog.get(ns)
  const specs = command.indexes.map((spec) => parseIndex(spec))
  const created = known === undefined
  const collection = context.engine.catalog.ensure(ns)
  const before = countOf(collection)
  yield* context.engine.addIndexes(collection, specs)
  const after = countOf(collection)
  const note = before === after ? { note: 'all indexes already exist' } : {}
  return {
    numIndexesBefore: before,
    numIndexesAfter: after,
    createdCollectionAutomatically: created,
    ...note,
    ok: 1,
  }
}

const dropIndexes: Command = (command, context) => {
  const ns = namespace(command, context)
  const { catalog } = context.engine
  const collection = catalog.get(ns)
  if (!collection) throw new MongoError(26, `ns not found ${ns}`)
  const nIndexesWas = countOf(collection)
  if (command.index === '*') {
    for (const index of [...collection.indexes, ...collection.building]) catalog.dropIndex(collection, index)
    return { nIndexesWas, msg: 'non-_id indexes dropped for collection', ok: 1 }
  }
  const wanted = Array.isArray(command.index) ? command.index : [command.index]
  const targets = wanted.map((one) => (isObject(one) ? byKey(collection, one) : byName(collection, one)))
  if (new Set(targets).size < targets.length) throw new MongoError(27, 'index not found: it is named twice')
  for (const index of targets) catalog.dropIndex(collection, index)
  return { nIndexesWas, ok: 1 }
}

const cannotDropId = () => new MongoError(72, 'cannot drop _id index')

function byName({ indexes, building }: Collection, name: unknown): StoredIndex {
  if (typeof name !== 'string')
    throw typeMismatch(`an index is dropped by its name or its keys, not by ${typeName(name)}`)
  if (name === '_id_') throw cannotDropId()
  return indexNamed([...indexes, ...building], name, `index not found with name [${name}]`)
}

function byKey({ indexes, building }: Collection, key: Doc): StoredIndex {
  if (sameKey(key, { _id: 1 })) throw cannotDropId()
  const shown = JSON.stringify(key)
  return indexOnKey(
    [...indexes, ...building],
    key,
    `can't find index with key: ${shown}`,
    (found) =>
      `${found.length} indexes found for key: ${shown}, identify by name instead. Conflicting indexes: ${found.map(({ name }) => name).join(', ')}`,
  )
}

/** How many indexes there are, that of the ids among them. */
export const countOf = ({ indexes }: Collection) => indexes.length + 1

export const indexCommands: Record<string, Command> = { createIndexes, dropIndexes }
