import { badValue, MongoError } from '../errors'
import type { Collection, StoredIndex } from '../indexes/collection'
import { parseIndex, sameKey } from '../indexes/index-spec'
import { type Doc, isObject } from '../values/values'
import { namespace } from './arguments'
import type { Command } from './command'

const createIndexes: Command = function* (command, context) {
  if (!Array.isArray(command.indexes) || command.indexes.length === 0)
    throw badValue('Must specify at least one index to create')
  const specs = command.indexes.map(parseIndex)
  const ns = namespace(command, context)
  const created = context.engine.catalog.get(ns) === undefined
  const collection = context.engine.catalog.ensure(ns)
  const before = collection.indexes.length + 1
  yield* context.engine.addIndexes(collection, specs)
  const after = collection.indexes.length + 1
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
  const nIndexesWas = collection.indexes.length + 1
  if (command.index === '*') {
    for (const index of [...collection.indexes, ...collection.building]) catalog.dropIndex(collection, index)
    return { nIndexesWas, msg: 'non-_id indexes dropped for collection', ok: 1 }
  }
  const wanted = Array.isArray(command.index) ? command.index : [command.index]
  const targets = wanted.map((one) => (isObject(one) ? byKey(collection, one) : byName(collection, one)))
  for (const index of targets) catalog.dropIndex(collection, index)
  return { nIndexesWas, ok: 1 }
}

const cannotDropId = () => new MongoError(72, 'cannot drop _id index')

function byName({ indexes, building }: Collection, name: unknown): StoredIndex {
  if (name === '_id_') throw cannotDropId()
  const found = [...indexes, ...building].find((index) => index.name === name)
  if (!found) throw new MongoError(27, `index not found with name [${String(name)}]`)
  return found
}

function byKey({ indexes, building }: Collection, key: Doc): StoredIndex {
  if (sameKey(key, { _id: 1 })) throw cannotDropId()
  const found = [...indexes, ...building].filter((index) => sameKey(index.key, key))
  const [index] = found
  const shown = JSON.stringify(key)
  if (index === undefined) throw new MongoError(27, `can't find index with key: ${shown}`)
  if (found.length > 1)
    throw new MongoError(
      181,
      `${found.length} indexes found for key: ${shown}, identify by name instead. Conflicting indexes: ${found.map(({ name }) => name).join(', ')}`,
    )
  return index
}

export const indexCommands: Record<string, Command> = { createIndexes, dropIndexes }
