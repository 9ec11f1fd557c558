import { type Collation, describeCollation, readCollation } from '../collation'
import type { Database } from '../engine/database'
import { decodeDocument, encodeDocument, Shapes } from '../values/codec'
import { type Doc, equalValues, isObject, toNumber } from '../values/values'
import { BINDING_FORMAT, raiseFormat } from './formats'

export type ValidationLevel = 'off' | 'strict' | 'moderate'
export type ValidationAction = 'error' | 'warn'

/**
 * What `create` said of a collection, in the form that `listCollections` shows and the catalogue keeps.
 * https://www.mongodb.com/docs/manual/reference/command/create/
 */
export interface CollectionOptions {
  capped?: true
  /** Bytes of documents as BSON that a capped collection holds. */
  size?: number
  max?: number
  validator?: Doc
  validationLevel?: ValidationLevel
  validationAction?: ValidationAction
  clusteredIndex?: { v: 2; key: { _id: 1 }; name: string; unique: true }
  /** Of documents whose `_id` is a date, in a clustered collection. */
  expireAfterSeconds?: number
  /** By which its operations and indexes compare that have none of their own. */
  collation?: Collation
}

export interface Kept {
  uuid: string
  options: CollectionOptions
}

export const OPTIONS_TABLE =
  'CREATE TABLE IF NOT EXISTS catalog_options (collection INTEGER PRIMARY KEY, uuid TEXT NOT NULL, options TEXT NOT NULL);'

/** What is stored was understood when it was made; what a later version may have added is passed over. */
export function readOptions(stored: Doc): CollectionOptions {
  const { capped, size, max, validator, clusteredIndex, expireAfterSeconds } = stored
  const collation = readCollation(stored.collation)
  const options: CollectionOptions = {}
  if (capped === true) options.capped = true
  if (size !== undefined) options.size = toNumber(size)
  if (max !== undefined) options.max = toNumber(max)
  if (isObject(validator)) options.validator = validator
  if (stored.validationLevel !== undefined)
    options.validationLevel = stored.validationLevel as ValidationLevel
  if (stored.validationAction !== undefined)
    options.validationAction = stored.validationAction as ValidationAction
  if (expireAfterSeconds !== undefined) options.expireAfterSeconds = toNumber(expireAfterSeconds)
  if (isObject(clusteredIndex)) options.clusteredIndex = clustered(String(clusteredIndex.name))
  if (collation) options.collation = collation
  return options
}

export const sameOptions = (a: CollectionOptions, b: CollectionOptions): boolean =>
  Object.keys({ ...a, ...b }).every((name) => equalValues((a as Doc)[name], (b as Doc)[name]))

/** As they are listed. */
export const describeOptions = (options: CollectionOptions): Doc =>
  options.collation ? { ...options, collation: describeCollation(options.collation) } : (options as Doc)

export const clustered = (name: string): NonNullable<CollectionOptions['clusteredIndex']> => ({
  v: 2,
  key: { _id: 1 },
  name,
  unique: true,
})

export function loadOptions(db: Database): Map<number, Kept> {
  const rows = db.all<[number, string, string]>('SELECT collection, uuid, options FROM catalog_options')
  return new Map(
    rows.map(([id, uuid, options]) => [id, { uuid, options: readOptions(decodeDocument(options)) }]),
  )
}

export function saveOptions(db: Database, id: number, { uuid, options }: Kept): void {
  if (binds(options)) raiseFormat(db, BINDING_FORMAT)
  db.run('INSERT OR REPLACE INTO catalog_options (collection, uuid, options) VALUES (?, ?, ?)', [
    id,
    uuid,
    encodeDocument(options as Doc, new Shapes()),
  ])
}

const binds = ({ validator, capped }: CollectionOptions) => validator !== undefined || capped === true
