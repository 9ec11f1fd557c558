import { parseCollation, refuseUntold } from '../collation'
import { badValue, failedToParse, MongoError, typeMismatch } from '../errors'
import { wrongType } from '../field-errors'
import {
  type CollectionOptions,
  clustered,
  type ValidationAction,
  type ValidationLevel,
} from '../indexes/collection-options'
import { MAX_SECONDS } from '../indexes/index-options'
import { sameKey } from '../indexes/index-spec'
import { databaseOf } from '../indexes/namespaces'
import { matcher } from '../query/matching'
import { textOf } from '../values/texts'
import { NUMBER_TYPES, typeName } from '../values/type-names'
import { type Doc, isObject } from '../values/values'
import * as kind from './field-kinds'

const invalid = (message: string) => new MongoError(72, message)
const given = (value: unknown) => value !== undefined && value !== null

// https://www.mongodb.com/docs/manual/reference/command/create/
const MAX_SIZE = 2 ** 50
const MAX_DOCUMENTS = 2 ** 31

/** What a `create` whose fields are of the right types says of its collection. */
export function optionsOf(command: Doc, ns: string): CollectionOptions {
  refuseMixes(command)
  if (isObject(command.idIndex)) checkIdIndex(command.idIndex)
  return {
    ...cappedOf(command),
    ...validationOf(command, ns),
    ...clusteredOf(command.clusteredIndex),
    ...expiryOf(command),
    ...collationOf(command),
  }
}

function collationOf({ collation: spec }: Doc): CollectionOptions {
  if (!isObject(spec)) return {}
  if (Object.keys(spec).length === 0) throw badValue("'collation' cannot be an empty document")
  const collation = parseCollation(spec)
  refuseUntold(collation)
  return collation ? { collation } : {}
}

function refuseMixes({ clusteredIndex, capped, max, idIndex, autoIndexId }: Doc): void {
  if (autoIndexId === false) throw invalid('autoIndexId:false is not allowed for collections')
  if (!given(clusteredIndex)) return
  if (given(capped)) throw new MongoError(6049200, "'clusteredIndex' cannot be used with the 'capped' option")
  if (given(max)) throw new MongoError(6049204, "'max' cannot be used with the 'clusteredIndex' option")
  if (given(idIndex)) throw invalid("The 'clusteredIndex' option is not supported with the 'idIndex' option")
}

function cappedOf({ capped, size, max }: Doc): CollectionOptions {
  if (given(size)) checkSize(size)
  if (given(max)) checkMax(max)
  if (capped === true && !given(size)) throw invalid("the 'size' field is required when 'capped' is true")
  if (capped !== true && (given(size) || given(max)))
    throw invalid("the 'capped' field needs to be true when either the 'size' or 'max' fields are present")
  if (capped !== true) return {}
  return { capped: true, size: Number(size), ...(Number(max) > 0 ? { max: Number(max) } : {}) }
}

export function checkSize(size: unknown): void {
  if (Number(size) < 1 || Number(size) > MAX_SIZE)
    throw badValue(`BSON field 'size' value must be >= 1 and <= ${MAX_SIZE}, actual value '${textOf(size)}'`)
}

export function checkMax(max: unknown): void {
  if (Number(max) >= MAX_DOCUMENTS) throw badValue('max in a capped collection has to be < 2^31 or not set')
}

export function validationOf(command: Doc, ns: string): CollectionOptions {
  const { validator, validationLevel, validationAction } = command
  const options: CollectionOptions = {}
  if (isObject(validator)) {
    checkValidator(validator, ns)
    if (Object.keys(validator).length > 0) options.validator = validator
  }
  if (given(validationLevel)) options.validationLevel = validationLevel as ValidationLevel
  if (given(validationAction)) options.validationAction = validationAction as ValidationAction
  return options
}

function checkValidator(validator: Doc, ns: string): void {
  matcher(validator)
  const database = databaseOf(ns)
  if (['admin', 'local', 'config'].includes(database) || ns.startsWith(`${database}.system.`))
    throw invalid(
      `Document validators are not allowed on system collection ${ns} or in the ${database} database`,
    )
}

const CLUSTERED_FIELDS = {
  key: kind.required(kind.object),
  unique: kind.required(kind.flag),
  name: kind.string,
  v: kind.whole64,
}

/** https://www.mongodb.com/docs/manual/core/clustered-collections/ */
function clusteredOf(value: unknown): CollectionOptions {
  if (value === undefined) return {}
  if (!isObject(value)) {
    if (typeof value !== 'boolean' && !NUMBER_TYPES.includes(typeName(value)))
      throw wrongType('create.clusteredIndex', value, ['bool', 'object', ...NUMBER_TYPES])
    if (value === false || Number(value) === 0) return {}
    throw new MongoError(
      5979703,
      'The clusteredIndex option is only supported as a document: {key: {_id: 1}, unique: true}',
    )
  }
  kind.checkMembers(value, 'create.clusteredIndex', CLUSTERED_FIELDS)
  if (!sameKey(value.key as Doc, { _id: 1 }))
    throw new MongoError(197, "The 'key' field of 'clusteredIndex' must be {_id: 1}")
  if (value.unique !== true)
    throw new MongoError(5979700, "The 'unique' field of 'clusteredIndex' must be true")
  if (given(value.v) && value.v !== 2)
    throw new MongoError(5979704, "The 'v' field of 'clusteredIndex' must be 2")
  if (value.name === '') throw badValue("The 'name' field of 'clusteredIndex' must not be empty")
  return { clusteredIndex: clustered(typeof value.name === 'string' ? value.name : '_id_') }
}

function expiryOf({ expireAfterSeconds, clusteredIndex }: Doc): CollectionOptions {
  if (!given(expireAfterSeconds)) return {}
  if (!isObject(clusteredIndex))
    throw invalid(
      "'expireAfterSeconds' is only supported on time-series collections or when the 'clusteredIndex' option is specified",
    )
  return { expireAfterSeconds: checkedExpiry(expireAfterSeconds) }
}

export function checkedExpiry(value: unknown): number {
  const seconds = Number(value)
  if (seconds < 0 || seconds > MAX_SECONDS)
    throw invalid(
      `'expireAfterSeconds' must be within the range 0 to ${MAX_SECONDS}, actual value '${seconds}'`,
    )
  return seconds
}

/** The index on `_id` is there whatever is said of it: what it could not be is refused. */
function checkIdIndex(spec: Doc): void {
  if (!isObject(spec.key))
    throw failedToParse("The 'key' field is a required property of an index specification")
  if (typeof spec.name !== 'string')
    throw failedToParse("The 'name' field is a required property of an index specification")
  if (spec.name === '') throw new MongoError(67, 'index name cannot be empty')
  if (spec.v !== undefined) checkVersion(spec.v)
  if (!sameKey(spec.key, { _id: 1 }))
    throw badValue(`The field 'key' for an _id index must be {_id: 1}, but got ${JSON.stringify(spec.key)}`)
  const odd = Object.keys(spec).find((option) => !['key', 'name', 'v', 'ns'].includes(option))
  if (odd !== undefined)
    throw new MongoError(197, `The field '${odd}' is not valid for an _id index specification.`)
}

function checkVersion(version: unknown): void {
  if (!NUMBER_TYPES.includes(typeName(version)))
    throw typeMismatch(`The field 'v' must be a number, but got ${typeName(version)}`)
  if (Number(version) !== 1 && Number(version) !== 2)
    throw new MongoError(67, `Invalid index specification: the version ${textOf(version)} is not known`)
}
