import { Long, UUID } from 'bson'
import type { Steps } from '../engine/steps'
import { MongoError } from '../errors'
import type { Collection } from '../indexes/catalog'
import { describeIndex } from '../indexes/index-spec'
import { databaseOf } from '../indexes/namespaces'
import { matcher } from '../query/matching'
import { type Doc, isObject } from '../values/values'
import { namespace, onlyAdmin } from './arguments'
import type { Command, CommandContext } from './command'
import { docsSource, FIRST_BATCH } from './cursors'

const MB = 1024 * 1024

/** A list as a cursor, in the batches that were asked for. */
function listed(ns: string, docs: Doc[], command: Doc, context: CommandContext): Steps<Doc> {
  const { batchSize } = isObject(command.cursor) ? command.cursor : {}
  const size = typeof batchSize === 'number' ? batchSize : FIRST_BATCH
  return context.cursors.start(ns, docsSource(docs), size, false, context.now.getTime())
}

const ID_INDEX: Doc = { v: 2, key: { _id: 1 }, name: '_id_' }

const listCollections: Command = (command, context) => {
  const { database, engine } = context
  const wanted = matcher(isObject(command.filter) ? command.filter : {})
  const all = engine.catalog.inDatabase(database).map(command.nameOnly === true ? briefly : described)
  return listed(`${database}.$cmd.listCollections`, all.filter(wanted), command, context)
}

const briefly = ({ ns }: Collection): Doc => ({ name: ns.slice(ns.indexOf('.') + 1), type: 'collection' })

function described(collection: Collection): Doc {
  const info = { readOnly: false, uuid: new UUID(collection.uuid) }
  return { ...briefly(collection), options: {}, info, idIndex: ID_INDEX }
}

const listIndexes: Command = (command, context) => {
  const ns = namespace(command, context)
  const collection = context.engine.catalog.get(ns)
  if (!collection) throw new MongoError(26, `ns does not exist: ${ns}`)
  return listed(ns, [ID_INDEX, ...collection.indexes.map(describeIndex)], command, context)
}

/** The size is that of the documents as they are kept: the file has no parts for each database. */
const listDatabases: Command = function* (command, context) {
  onlyAdmin('listDatabases', context)
  const { engine } = context
  const wanted = matcher(isObject(command.filter) ? command.filter : {})
  const names = command.nameOnly === true
  const sizes = new Map<string, number>()
  for (const collection of engine.catalog.all()) {
    const name = databaseOf(collection.ns)
    sizes.set(name, (sizes.get(name) ?? 0) + (names ? 0 : yield* engine.sizeOf(collection)))
  }
  const found = [...sizes]
    .map(([name, size]) => (names ? { name } : { name, sizeOnDisk: Long.fromNumber(size), empty: false }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .filter(wanted)
  if (names) return { databases: found, ok: 1 }
  const total = found.reduce((sum, { sizeOnDisk }) => sum + Number(sizeOnDisk), 0)
  const [totalSize, totalSizeMb] = [total, Math.floor(total / MB)].map((size) => Long.fromNumber(size))
  return { databases: found, totalSize, totalSizeMb, ok: 1 }
}

export const listingCommands: Record<string, Command> = { listCollections, listIndexes, listDatabases }
