import { badValue, failedToParse, MongoError } from '../errors'
import { unknownField, wrongType } from '../field-errors'
import { NUMBER_TYPES, typeName } from '../values/type-names'
import { type Doc, isObject } from '../values/values'
import type { Kind } from './field-kinds'

// https://www.mongodb.com/docs/manual/reference/write-concern/ and …/read-concern/, of a standalone server.
const MAX_NODES = 50
const PROVENANCES = ['clientSupplied', 'implicitDefault', 'customDefault', 'getLastErrorDefaults']

function fieldsOf(value: unknown, name: string, known: readonly string[]): Doc {
  if (typeName(value) !== 'object') throw wrongType(name, value, ['object'])
  const odd = Object.keys(value as Doc).find((key) => !known.includes(key))
  if (odd !== undefined) throw unknownField(`${name}.${odd}`)
  return value as Doc
}

/** Every acknowledged write is on disk here, which is more than any concern of a single server asks. */
export const writeConcern: Kind = {
  check(value, name) {
    const { w, j, wtimeout, fsync, provenance } = fieldsOf(value, name, [
      ...['w', 'j', 'wtimeout', 'wtimeoutMS', 'fsync', 'provenance'],
    ])
    if (w !== undefined) checkNodes(w)
    for (const [field, flag] of Object.entries({ j, fsync })) {
      const expected = ['bool', ...NUMBER_TYPES]
      if (flag !== undefined && flag !== null && !expected.includes(typeName(flag)))
        throw wrongType(`${name}.${field}`, flag, expected)
    }
    if (NUMBER_TYPES.includes(typeName(wtimeout)) && Number(wtimeout) > 0x7fffffff)
      throw failedToParse('wtimeout must be less than or equal to 2147483647')
    checkProvenance(provenance, name)
    return value
  },
}

function checkProvenance(provenance: unknown, name: string): void {
  if (provenance === undefined || provenance === null) return
  if (typeof provenance !== 'string') throw wrongType(`${name}.provenance`, provenance, ['string'])
  if (!PROVENANCES.includes(provenance))
    throw badValue(`Enumeration value '${provenance}' for field '${name}.provenance' is not a valid value.`)
}

function checkNodes(w: unknown): void {
  const type = typeName(w)
  if (NUMBER_TYPES.includes(type)) {
    const nodes = Number(w)
    if (!(nodes >= 0 && nodes <= MAX_NODES))
      throw failedToParse(
        `w has to be a non-negative number and not greater than ${MAX_NODES}; found: ${nodes}`,
      )
    if (nodes >= 2) throw badValue("cannot use 'w' > 1 when a host is not replicated")
  } else if (type === 'string' || type === 'null') {
    if (w !== 'majority')
      throw badValue("cannot use non-majority 'w' mode when a host is not a member of a replica set")
  } else if (type === 'object') {
    const tags = Object.values(w as Doc)
    if (tags.length === 0 || !tags.every((tag) => NUMBER_TYPES.includes(typeName(tag))))
      throw failedToParse('tagged write concern requires tags')
  } else throw failedToParse('w has to be a number, string, or object')
}

const LEVELS = ['local', 'available', 'majority']
const REPLICATED = ['linearizable', 'snapshot']

/** A command that knows the level `local` alone. */
export function checkLocal(name: string, value: unknown): void {
  const level = isObject(value) ? value.level : undefined
  if (typeof level === 'string' && [...LEVELS, ...REPLICATED].includes(level) && level !== 'local')
    throw new MongoError(72, `Command ${name} does not support readConcern level '${level}'`)
}

export const readConcern: Kind = {
  check(value, name) {
    const { level, afterClusterTime, atClusterTime, provenance } = fieldsOf(value, name, [
      ...[
        'level',
        'afterClusterTime',
        'afterOpTime',
        'atClusterTime',
        'provenance',
        'allowTransactionTableSnapshot',
      ],
      'waitLastStableRecoveryTimestamp',
    ])
    if (level !== undefined && level !== null) {
      if (typeof level !== 'string') throw wrongType(`${name}.level`, level, ['string'])
      if (REPLICATED.includes(level))
        throw new MongoError(
          123,
          `node needs to be a replica set member to use readConcern: { level: "${level}" }`,
        )
      if (!LEVELS.includes(level))
        throw badValue(`Enumeration value '${level}' for field '${name}.level' is not a valid value.`)
    }
    checkProvenance(provenance, name)
    if (afterClusterTime !== undefined || atClusterTime !== undefined)
      throw new MongoError(123, 'Cannot specify afterClusterTime or atClusterTime on a standalone server')
    return value
  },
}
