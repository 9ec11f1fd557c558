import { MongoError } from '../errors'
import { missingField } from '../field-errors'
import { collectionOf, namespace } from './arguments'
import type { Command } from './command'
import { countOf } from './commands-indexes'
import * as kind from './field-kinds'

/** Making again what is there already does nothing. */
const create: Command = (command, context) => {
  context.engine.catalog.ensure(namespace(command, context))
  return { ok: 1 }
}

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

export const collectionCommands: Record<string, Command> = { create, drop, dropDatabase }
