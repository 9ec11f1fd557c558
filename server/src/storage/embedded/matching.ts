import type { BSONRegExp } from 'bson'
import { badValue } from './errors'
import { expressionTest } from './expressions'
import { someAt, type Test } from './paths'
import * as v from './values'
import { type Doc, equalValues, isObject, isRegex } from './values'

export type Matcher = (doc: Doc) => boolean

/** A filter as a predicate, strict: an operator it does not know is MongoDB's error, never a silent miss. */
export function matcher(filter: Doc): Matcher {
  const tests = Object.keys(filter).map((key) => clause(key, filter[key]))
  if (tests.length === 1) return tests[0] as Matcher
  return (doc) => tests.every((test) => test(doc))
}

function clause(key: string, value: unknown): Matcher {
  if (!key.startsWith('$')) return field(key, value)
  switch (key) {
    case '$and': {
      const all = branches(key, value)
      return (doc) => all.every((test) => test(doc))
    }
    case '$or': {
      const any = branches(key, value)
      return (doc) => any.some((test) => test(doc))
    }
    case '$nor': {
      const none = branches(key, value)
      return (doc) => !none.some((test) => test(doc))
    }
    case '$expr':
      return expressionTest(value)
    case '$comment':
      return () => true
    default:
      throw badValue(`unknown top level operator: ${key}`)
  }
}

function branches(key: string, value: unknown): Matcher[] {
  if (!Array.isArray(value)) throw badValue(`${key} must be an array`)
  if (value.length === 0) throw badValue(`${key} must be a nonempty array`)
  return value.map((entry) => {
    if (!isObject(entry)) throw badValue(`${key} entries need to be full objects`)
    return matcher(entry)
  })
}

/** Whether a value of a filter is a set of operators; a mix of operators and fields is an error. */
export function isOperators(value: unknown): value is Doc {
  if (!isObject(value)) return false
  const keys = Object.keys(value)
  const first = keys[0]
  if (first === undefined || !first.startsWith('$')) return false
  if (first === '$ref' || first === '$id') throw badValue('DBRef is not supported')
  const odd = keys.find((key) => !key.startsWith('$'))
  if (odd !== undefined) throw badValue(`unknown operator: ${odd}`)
  return true
}

function field(path: string, condition: unknown): Matcher {
  const parts = path.split('.')
  if (!isOperators(condition)) return equality(parts, condition)
  const tests = Object.keys(condition)
    .filter((operator) => operator !== '$options')
    .map((operator) => operation(parts, operator, condition[operator], condition))
  return tests.length === 1 ? (tests[0] as Matcher) : (doc) => tests.every((test) => test(doc))
}

const at =
  (parts: string[], test: Test): Matcher =>
  (doc) =>
    someAt(doc, parts, true, test)
const whole =
  (parts: string[], test: Test): Matcher =>
  (doc) =>
    someAt(doc, parts, false, test)
const not =
  (test: Matcher): Matcher =>
  (doc) =>
    !test(doc)

function equality(parts: string[], operand: unknown): Matcher {
  return at(parts, valueTest(operand))
}

/** Equality, or the pattern of a regular expression, as in `$in` and implicit equality. */
export function valueTest(operand: unknown): Test {
  if (isRegex(operand)) return regexTest(operand, '')
  if (operand === null || operand === undefined) return (value) => value === null || value === undefined
  if (typeof operand === 'string') return (value) => value === operand
  v.typeOf(operand)
  return (value) => value !== undefined && equalValues(value, operand)
}

function operation(parts: string[], operator: string, operand: unknown, siblings: Doc): Matcher {
  switch (operator) {
    case '$eq':
      return at(parts, exactTest(operand))
    case '$ne':
      if (isRegex(operand)) throw badValue("Can't have regex as arg to $ne.")
      return not(at(parts, exactTest(operand)))
    case '$in':
      return at(parts, inTest(operator, operand))
    case '$nin':
      return not(at(parts, inTest(operator, operand)))
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return at(parts, rangeTest(operator, operand))
    case '$exists': {
      const exists = whole(parts, (value) => value !== undefined)
      return truthy(operand) ? exists : not(exists)
    }
    case '$type':
      return typeMatcher(parts, operand)
    case '$regex':
      return at(parts, regexTest(operand, siblings.$options))
    case '$not':
      return not(negated(parts, operand))
    case '$size':
      return sizeMatcher(parts, operand)
    case '$all':
      return allMatcher(parts, operand)
    case '$elemMatch':
      return whole(parts, elementsTest(operand))
    case '$mod':
      return at(parts, modTest(operand))
    default:
      throw badValue(`unknown operator: ${operator}`)
  }
}

function exactTest(operand: unknown): Test {
  return isRegex(operand) ? () => false : valueTest(operand)
}

function truthy(value: unknown): boolean {
  return value === undefined || value === null
    ? false
    : v.typeOf(value) === v.NUMBER
      ? v.toNumber(value) !== 0
      : value !== false
}

function inTest(operator: string, operand: unknown): Test {
  if (!Array.isArray(operand)) throw badValue(`${operator} needs an array`)
  if (operand.some((entry) => isOperators(entry))) throw badValue(`cannot nest $ under ${operator}`)
  if (operand.length > 8 && operand.every((entry) => typeof entry === 'string')) {
    const words = new Set<unknown>(operand)
    return (value) => words.has(value)
  }
  const tests = operand.map(valueTest)
  return (value) => tests.some((test) => test(value))
}

function rangeTest(operator: string, operand: unknown): Test {
  if (isRegex(operand)) throw badValue(`Can't have RegEx as arg to predicate over field.`)
  const type = v.typeOf(operand)
  const inclusive = operator.endsWith('e')
  if (type === v.NULL) return (value) => inclusive && (value === null || value === undefined)
  const up = operator.startsWith('$gt')
  return (value) => {
    if (value === undefined || v.typeOf(value) !== type) return false
    const order = v.compareValues(value, operand)
    if (order === 0) return inclusive
    if (Number.isNaN(value) || Number.isNaN(operand)) return false
    return up ? order > 0 : order < 0
  }
}

const TYPES: Record<string, number[]> = {
  double: [v.NUMBER],
  int: [v.NUMBER],
  long: [v.NUMBER],
  number: [v.NUMBER],
  string: [v.STRING],
  object: [v.OBJECT],
  array: [v.ARRAY],
  binData: [v.BINARY],
  objectId: [v.OBJECT_ID],
  bool: [v.BOOLEAN],
  date: [v.DATE],
  null: [v.NULL],
}
const TYPE_NUMBERS: Record<number, string> = {
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  16: 'int',
  18: 'long',
}

export function typeNames(operand: unknown): string[] {
  return (Array.isArray(operand) ? operand : [operand]).map((entry) => {
    const name = typeof entry === 'string' ? entry : TYPE_NUMBERS[v.toNumber(entry)]
    if (name === undefined || !Object.hasOwn(TYPES, name))
      throw badValue(`Unknown type name alias: ${String(entry)}`)
    return name
  })
}

function ofType(value: unknown, name: string): boolean {
  if (value === undefined || !(TYPES[name] ?? []).includes(v.typeOf(value))) return false
  if (name === 'double') return !Number.isInteger(value)
  if (name === 'int') return Number.isInteger(value) && Math.abs(v.toNumber(value)) <= 0x7fffffff
  if (name === 'long') return Number.isInteger(value) && Math.abs(v.toNumber(value)) > 0x7fffffff
  return true
}

function typeMatcher(parts: string[], operand: unknown): Matcher {
  const names = typeNames(operand)
  return at(parts, (value) => names.some((name) => ofType(value, name)))
}

export function toRegExp(operand: unknown, options: unknown): RegExp {
  let source: string
  let flags = ''
  if (operand instanceof RegExp) {
    source = operand.source
    flags = operand.flags.replace(/[gy]/g, '')
  } else if (isRegex(operand)) {
    source = (operand as BSONRegExp).pattern
    flags = (operand as BSONRegExp).options
  } else if (typeof operand === 'string') source = operand
  else throw badValue('$regex has to be a string')
  if (typeof options === 'string' && options !== '') flags = options
  if (/[^imsu]/.test(flags)) throw badValue(`invalid flag in regex options: ${flags}`)
  try {
    return new RegExp(source, [...new Set(flags)].join(''))
  } catch (error) {
    throw badValue(`Regular expression is invalid: ${(error as Error).message}`)
  }
}

function regexTest(operand: unknown, options: unknown): Test {
  const pattern = toRegExp(operand, options)
  return (value) => typeof value === 'string' && pattern.test(value)
}

function negated(parts: string[], operand: unknown): Matcher {
  if (isRegex(operand)) return at(parts, regexTest(operand, ''))
  if (!isOperators(operand)) throw badValue('$not needs a regex or a document')
  return field(parts.join('.'), operand)
}

function sizeMatcher(parts: string[], operand: unknown): Matcher {
  const size = v.toNumber(operand)
  if (v.typeOf(operand) !== v.NUMBER || !Number.isInteger(size))
    throw badValue('$size must be a whole number')
  if (size < 0) throw badValue('$size may not be negative')
  return whole(parts, (value) => Array.isArray(value) && value.length === size)
}

function allMatcher(parts: string[], operand: unknown): Matcher {
  if (!Array.isArray(operand)) throw badValue('$all needs an array')
  if (operand.length === 0) return () => false
  const tests = operand.map((entry) => {
    if (!isOperators(entry)) return equality(parts, entry)
    if (Object.keys(entry)[0] !== '$elemMatch') throw badValue('no $ expressions in $all')
    return whole(parts, elementsTest(entry.$elemMatch))
  })
  return (doc) => tests.every((test) => test(doc))
}

/** The test of one element for `$elemMatch`, `$pull` and array filters: operators on itself, or a filter. */
export function elementTest(operand: Doc): Test {
  const first = Object.keys(operand)[0]
  const onSelf =
    first !== undefined && isOperators(operand) && !['$and', '$or', '$nor', '$expr'].includes(first)
  if (onSelf) {
    const test = field('e', operand)
    return (element) => test({ e: element })
  }
  const test = matcher(operand)
  return (element) => (isObject(element) || Array.isArray(element)) && test(element as Doc)
}

function elementsTest(operand: unknown): Test {
  if (!isObject(operand)) throw badValue('$elemMatch needs an Object')
  const test = elementTest(operand)
  return (value) => Array.isArray(value) && value.some(test)
}

function modTest(operand: unknown): Test {
  if (!Array.isArray(operand) || operand.length !== 2) throw badValue('malformed mod, not enough elements')
  const divisor = Math.trunc(v.toNumber(operand[0]))
  const rest = Math.trunc(v.toNumber(operand[1]))
  if (divisor === 0) throw badValue('divisor cannot be 0')
  return (value) => v.typeOf(value) === v.NUMBER && Math.trunc(v.toNumber(value)) % divisor === rest
}
