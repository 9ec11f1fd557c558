import { badValue, MongoError, typeMismatch } from '../errors'
import { matcher } from '../query/matching'
import { isOperators } from '../query/value-tests'
import { textOf } from '../values/texts'
import { NUMBER_TYPES, typeName } from '../values/type-names'
import { type Doc, isObject, isRegex, toNumber } from '../values/values'

// https://www.mongodb.com/docs/manual/reference/method/db.collection.createIndex/
const BOOLEAN_OPTIONS: Record<string, string[]> = {
  unique: ['bool', ...NUMBER_TYPES],
  sparse: ['bool', ...NUMBER_TYPES],
}
const ID_OPTIONS = new Set(['key', 'name', 'v', 'ns', 'background'])
const MAX_FIELDS = 32
const MAX_SECONDS = 2_147_483_647
const PARTIAL_OPERATORS = new Set(['$eq', '$gt', '$gte', '$lt', '$lte', '$exists', '$type', '$in'])

const cannot = (message: string) => new MongoError(67, message)

/** What MongoDB refuses in the description of an index, whatever kind of index it is. */
export function checkIndexOptions(raw: Doc, key: Doc): void {
  checkName(raw.name, key)
  checkKey(key, raw)
  for (const [option, expected] of Object.entries(BOOLEAN_OPTIONS)) {
    const value = raw[option]
    if (value !== undefined && !expected.includes(typeName(value)))
      throw typeMismatch(`The field '${option}' has value ${textOf(value)}, which is not convertible to bool`)
  }
  if (raw.expireAfterSeconds !== undefined) checkExpiry(raw.expireAfterSeconds, key)
  const { partialFilterExpression: partial } = raw
  if (partial === undefined) return
  if (!isObject(partial)) throw typeMismatch("The field 'partialFilterExpression' must be an object")
  matcher(partial)
  checkPartial(partial)
}

function checkName(name: unknown, key: Doc): void {
  // A name that is missing is made as drivers make it.
  if (name === undefined) return
  if (typeof name !== 'string') throw typeMismatch("The field 'name' must be a string")
  if (name === '') throw cannot('index name cannot be empty')
  if (name === '*') throw badValue("The index name '*' is not valid.")
  if (name === '_id_' && Object.keys(key).join() !== '_id')
    throw badValue(
      "The index name '_id_' is reserved for the _id index, which must have key pattern {_id: 1}",
    )
}

function checkKey(key: Doc, raw: Doc): void {
  const paths = Object.keys(key)
  if (paths.length > MAX_FIELDS) throw new MongoError(13103, 'too many compound keys')
  for (const path of paths) {
    if (path.split('.').some((part) => part.startsWith('$') && part !== '$**'))
      throw cannot("Index key contains an illegal field name: field name starts with '$'.")
    if (typeof key[path] === 'boolean')
      throw cannot(
        'Values in v:2 index key pattern cannot be of type bool. Only numbers and strings are allowed.',
      )
  }
  if (paths.length !== 1 || paths[0] !== '_id' || !NUMBER_TYPES.includes(typeName(key._id))) return
  if (toNumber(key._id) !== 1)
    throw badValue(`The field 'key' for an _id index must be {_id: 1}, but got {_id: ${textOf(key._id)}}`)
  const odd = Object.keys(raw).find((option) => !ID_OPTIONS.has(option))
  if (odd !== undefined)
    throw new MongoError(197, `The field '${odd}' is not valid for an _id index specification.`)
}

function checkExpiry(value: unknown, key: Doc): void {
  if (!NUMBER_TYPES.includes(typeName(value)))
    throw cannot(
      `TTL index 'expireAfterSeconds' option must be numeric, but received a type of '${typeName(value)}'`,
    )
  if (!(Number(value) >= 0 && Number(value) <= MAX_SECONDS))
    throw cannot(
      `TTL index 'expireAfterSeconds' option must be within an acceptable range, try a different number than ${textOf(value)}`,
    )
  if (Object.keys(key).length > 1)
    throw cannot('TTL indexes are single-field indexes, compound indexes do not support TTL.')
}

/** Only conditions that the planner can compare with a query's. */
function checkPartial(filter: Doc): void {
  for (const [path, condition] of Object.entries(filter)) {
    if (path === '$and' || path === '$or') for (const branch of condition as Doc[]) checkPartial(branch)
    else if (path.startsWith('$') || isRegex(condition)) throw unfit(path)
    else if (isOperators(condition)) {
      for (const [operator, operand] of Object.entries(condition)) {
        const absence =
          operator === '$exists' && (operand === false || operand === null || toNumber(operand) === 0)
        if (!PARTIAL_OPERATORS.has(operator) || absence || isRegex(operand))
          throw unfit(`${path}: ${operator}`)
      }
    }
  }
}

const unfit = (what: string) => cannot(`Expression not supported in partial index: ${what}`)
