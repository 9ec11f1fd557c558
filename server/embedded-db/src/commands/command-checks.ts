import { MongoError } from '../errors'
import { checkCollection, checkDatabase } from '../indexes/namespaces'
import type { Doc } from '../values/values'
import { EVERYWHERE, FIELDS, LOCAL_ONLY, MAY_WRITE, ON_COLLECTIONS, OPEN, STATEMENTS } from './command-fields'
import { checkLocal } from './concerns'
import { checkMembers, long } from './field-kinds'

// https://www.mongodb.com/docs/manual/reference/stable-api/
const API_COMMANDS = new Set([
  ...['aggregate', 'count', 'create', 'createIndexes', 'delete', 'drop', 'dropDatabase', 'dropIndexes'],
  ...['endSessions', 'find', 'findAndModify', 'getMore', 'insert', 'hello', 'killCursors'],
  ...['listCollections', 'listDatabases', 'listIndexes', 'ping', 'update'],
])

/** Whether a command is made as MongoDB wants it: what is not understood is never passed over. */
export function checkCommand(name: string, command: Doc, database: string, writes: boolean): void {
  const fields = FIELDS[name]
  if (fields === undefined || OPEN.has(name)) return
  checkTarget(name, command, database, writes)
  if (LOCAL_ONLY.has(name)) checkLocal(name, command.readConcern)
  checkMembers(command, name, fields, EVERYWHERE, name)
  if (!writes && command.writeConcern !== undefined && command.writeConcern !== null && !MAY_WRITE.has(name))
    throw new MongoError(72, `Command ${name} does not support writeConcern`)
  checkApi(name, command)
  if (name === 'getMore') long.check(command.getMore, 'getMore.getMore')
  const statements = STATEMENTS[name]
  if (statements === undefined) return
  for (const [i, statement] of (command[statements.list] as Doc[]).entries())
    checkMembers(statement, `${name}.${statements.list}.${i}`, statements.fields)
}

function checkTarget(name: string, command: Doc, database: string, writes: boolean): void {
  const target = command[name]
  if (!ON_COLLECTIONS.has(name)) checkDatabase(database)
  else if (name !== 'aggregate' || typeof target === 'string' || Number(target) !== 1)
    checkCollection(database, target, writes)
}

function checkApi(name: string, { apiVersion, apiStrict, apiDeprecationErrors }: Doc): void {
  if (apiVersion === undefined) {
    if (apiStrict !== undefined || apiDeprecationErrors !== undefined)
      throw new MongoError(72, 'apiStrict and apiDeprecationErrors need an apiVersion')
  } else if (apiVersion !== '1') throw new MongoError(322, 'API version must be "1"')
  if (apiStrict === true && !API_COMMANDS.has(name))
    throw new MongoError(323, `Provided apiStrict:true, but the command ${name} is not in API Version 1`)
}
