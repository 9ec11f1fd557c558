import { randomUUID } from 'node:crypto'
import { MongoError, typeMismatch } from '../errors'
import { missingField } from '../field-errors'
import type { Collection } from '../indexes/catalog'
import { type CollectionOptions, describeOptions, sameOptions } from '../indexes/collection-options'
import { checkCollection, databaseOf } from '../indexes/namespaces'
import { typeName } from '../values/type-names'
import { collectionOf, namespace, onlyAdmin } from './arguments'
import { collMod } from './coll-mod'
import type { Command } from './command'
import { countOf } from './commands-indexes'
import { optionsOf } from './create-options'
import * as kind from './field-kinds'

/** Making again what is there already does nothing; anything else of that name is refused. */
const create: Command = (command, context) => {
  const ns = namespace(command, context)
  const options = optionsOf(command, ns)
  const { catalog } = context.engine
  const found = catalog.get(ns)
  if (!found) catalog.ensure(ns, options)
  else if (!sameOptions(found.options, options)) throw exists(ns, found.options)
  return { ok: 1 }
}

const exists = (ns: string, options: CollectionOptions) =>
  new MongoError(
    48,
    `namespace ${ns} already exists, but with different options: ${JSON.stringify(describeOptions(options))}`,
  )

const drop: Command = (command, context) => {
  const collection = collectionOf(command, context)
  if (!collection) return { ok: 1 }
  context.engine.catalog.drop(collection)
  return { ns: collection.ns, nIndexesWas: countOf(collection), ok: 1 }
}

const dropDatabase: Command = (command, context) => {
  checkOne(command.dropDatabase)
  if (['admin', 'local'].includes(context.database))
    throw new MongoError(20, `Dropping the '${context.database}' database is prohibited.`)
  for (const collection of context.engine.catalog.inDatabase(context.database))
    context.engine.catalog.drop(collection)
  return { ok: 1 }
}

function checkOne(value: unknown): void {
  if (value === undefined || value === null) throw missingField('dropDatabase')
  if (kind.whole64.check(value, 'dropDatabase.dropDatabase') !== 1)
    throw new MongoError(5255100, 'Have to pass 1 as value to drop a database')
}

/** https://www.mongodb.com/docs/manual/reference/command/renameCollection/ */
const renameCollection: Command = (command, context) => {
  onlyAdmin('renameCollection', context)
  const from = checkNamespace(command.renameCollection)
  const to = checkNamespace(command.to)
  if (to.endsWith('.')) throw new MongoError(73, `Invalid namespace specified '${to}'`)
  const { catalog } = context.engine
  const source = catalog.get(from)
  if (from === to) throw new MongoError(20, "Can't rename a collection to itself")
  if (!source) throw new MongoError(26, `Source collection ${from} does not exist`)
  refuseTwin(to, catalog.all())
  const target = catalog.get(to)
  if (target && command.dropTarget !== true) throw new MongoError(48, 'target namespace exists')
  if (target) catalog.drop(target)
  catalog.rename(source, to)
  // In another database it is another collection.
  if (databaseOf(from) !== databaseOf(to)) catalog.keepOptions(source, source.options, randomUUID())
  return { ok: 1 }
}

/** Databases whose names differ by case alone would be one on some file systems: MongoDB refuses the second. */
function refuseTwin(ns: string, all: Collection[]): void {
  const name = databaseOf(ns)
  const twin = all
    .map((one) => databaseOf(one.ns))
    .find((other) => other !== name && other.toLowerCase() === name.toLowerCase())
  if (twin !== undefined)
    throw new MongoError(
      13297,
      `db already exists with different case already have: [${twin}] trying to create [${name}]`,
    )
}

function checkNamespace(value: unknown): string {
  if (typeof value !== 'string') throw typeMismatch(`collection name has invalid type ${typeName(value)}`)
  const dot = value.indexOf('.')
  const database = dot < 0 ? value : value.slice(0, dot)
  checkCollection(database, dot < 0 ? '' : value.slice(dot + 1), true)
  return value
}

export const collectionCommands: Record<string, Command> = {
  create,
  collMod,
  drop,
  dropDatabase,
  renameCollection,
}
