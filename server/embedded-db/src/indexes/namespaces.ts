import { MongoError } from '../errors'
import { typeName } from '../values/type-names'

// https://www.mongodb.com/docs/manual/reference/limits/#naming-restrictions
export const MAX_NAMESPACE = 255
const MAX_DATABASE_BYTES = 63

const invalid = (message: string) => new MongoError(73, message)

export const databaseOf = (ns: string) => ns.slice(0, ns.indexOf('.'))

/** Checks the name of a database, except for its length. */
const mayName = (database: string) => database !== '' && !/[\0/\\. "$]/.test(database)

/** The name of a collection, as any command may give it. */
export function checkCollection(database: string, name: unknown, writes: boolean): void {
  if (typeof name !== 'string') throw invalid(`collection name has invalid type ${typeName(name)}`)
  checkDatabase(database)
  if (name === '' || name.startsWith('.') || name.includes('\0'))
    throw invalid(`Invalid namespace specified '${database}.${name}'`)
  if (name.includes('$')) throw invalid(`Invalid collection name: ${name}`)
  if (Buffer.byteLength(name) + database.length + 1 > MAX_NAMESPACE)
    throw invalid(
      `Fully qualified namespace is too long. Namespace: ${database}.${name} Max: ${MAX_NAMESPACE}`,
    )
  if (writes && name.startsWith('system.')) throw invalid(`cannot write to '${database}.${name}'`)
}

export function checkDatabase(database: string): void {
  if (!mayName(database) || Buffer.byteLength(database) > MAX_DATABASE_BYTES)
    throw invalid(`Invalid database name: '${database}'`)
}
