import { checkFilter } from '../engine/prepared'
import { badValue, MongoError, notSupported, typeMismatch } from '../errors'
import { wrongType } from '../field-errors'
import type { Collection } from '../indexes/catalog'
import { type Doc, isObject, toNumber } from '../values/values'
import type { CommandContext } from './command'

export function namespace(command: Doc, context: CommandContext): string {
  const name = Object.values(command)[0]
  if (typeof name !== 'string' || name === '')
    throw new MongoError(73, `Invalid namespace specified '${context.database}.'`)
  return `${context.database}.${name}`
}

export function collectionOf(command: Doc, context: CommandContext): Collection | undefined {
  return context.engine.catalog.get(namespace(command, context))
}

export function onlyAdmin(name: string, { database }: CommandContext): void {
  if (database !== 'admin') throw new MongoError(13, `${name} may only be run against the admin database.`)
}

export function object(value: unknown, name: string): Doc {
  if (value === undefined || value === null) return {}
  if (!isObject(value)) throw wrongType(name, value, ['object'])
  return value
}

/** The filter; throws if it is not understood, also when the collection does not exist. */
export function filterOn(collection: Collection | undefined, filter: Doc): Doc {
  if (!collection) checkFilter(filter)
  return filter
}

export function list(value: unknown, name: string): Doc[] {
  if (!Array.isArray(value)) throw wrongType(name, value, ['array'])
  if (value.length === 0) throw badValue(`Write batch sizes must be between 1 and 100000. Got 0 operations.`)
  return value
}

export function count(value: unknown, name: string): number {
  if (value === undefined || value === null) return 0
  const number = toNumber(value)
  if (!Number.isInteger(number)) throw typeMismatch(`BSON field '${name}' must be a whole number`)
  if (number < 0)
    throw new MongoError(51024, `BSON field '${name}' value must be >= 0, actual value '${number}'`)
  return number
}

/** Options that change what a command means and that this server does not have. */
export function refuse(command: Doc, fields: string[]): void {
  for (const field of fields) {
    const value = command[field]
    if (value !== undefined && value !== null && value !== false)
      throw notSupported(`'${field}' is not supported`)
  }
}
