import { badValue } from '../errors'
import { someAt, type Test } from '../values/paths'
import { truthy } from '../values/predicates'
import { ofType, typeNames } from '../values/type-names'
import * as v from '../values/values'
import { type Doc, isObject, isRegex } from '../values/values'
import { exactTest, inTest, isOperators, rangeTest, regexTest, valueTest } from './value-tests'

export const TOP_OPERATORS = ['$and', '$or', '$nor', '$comment']
export const FIELD_OPERATORS = [
  ...['$eq', '$ne', '$in', '$nin', '$gt', '$gte', '$lt', '$lte', '$exists', '$type', '$regex', '$options'],
  ...['$not', '$size', '$all', '$elemMatch'],
]

export type Matcher = (doc: Doc) => boolean

/** A filter as a predicate, strict: an operator it does not know is MongoDB's error, never a silent miss. */
export function matcher(filter: Doc): Matcher {
  const tests = Object.keys(filter).map((key) => clause(key, filter[key]))
  if (tests.length === 1) return tests[0] as Matcher
  return (doc) => tests.every((test) => test(doc))
}

function clause(key: string, value: unknown): Matcher {
  if (!key.startsWith('$')) return conditionAt(key.split('.'), value)
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

function conditionAt(parts: string[], condition: unknown): Matcher {
  if (!isOperators(condition)) return at(parts, valueTest(condition))
  if ('$options' in condition && !('$regex' in condition)) throw badValue('$options needs a $regex')
  const tests = Object.keys(condition)
    .filter((operator) => operator !== '$options')
    .map((operator) => operation(parts, operator, condition))
  return tests.length === 1 ? (tests[0] as Matcher) : (doc) => tests.every((test) => test(doc))
}

/** No parts: the value itself, whose elements are not tried. */
const at = (parts: string[], test: Test): Matcher =>
  parts.length === 0 ? test : (doc) => someAt(doc, parts, true, test)

const whole = (parts: string[], test: Test): Matcher =>
  parts.length === 0 ? test : (doc) => someAt(doc, parts, false, test)

const not =
  (test: Matcher): Matcher =>
  (doc) =>
    !test(doc)

function operation(parts: string[], operator: string, siblings: Doc): Matcher {
  const operand = siblings[operator]
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
    default:
      throw badValue(`unknown operator: ${operator}`)
  }
}

function typeMatcher(parts: string[], operand: unknown): Matcher {
  const names = typeNames(operand)
  return at(parts, (value) => names.some((name) => ofType(value, name)))
}

function negated(parts: string[], operand: unknown): Matcher {
  if (isRegex(operand)) return at(parts, regexTest(operand, ''))
  if (!isOperators(operand)) throw badValue('$not needs a regex or a document')
  return conditionAt(parts, operand)
}

function sizeMatcher(parts: string[], operand: unknown): Matcher {
  const size = v.toNumber(operand)
  if (v.typeOf(operand) !== v.NUMBER || !Number.isInteger(size))
    throw badValue('$size must be a whole number')
  if (size < 0) throw badValue('$size may not be negative')
  if (size > 0x7fffffff) throw badValue('$size must be representable as an int')
  return whole(parts, (value) => Array.isArray(value) && value.length === size)
}

function allMatcher(parts: string[], operand: unknown): Matcher {
  if (!Array.isArray(operand)) throw badValue('$all needs an array')
  if (operand.length === 0) return () => false
  const picks = operand.filter((entry) => isOperators(entry)).length
  if (picks > 0 && picks < operand.length) throw badValue('$all/$elemMatch has to be consistent')
  const tests = operand.map((entry) => {
    if (!isOperators(entry)) return at(parts, valueTest(entry))
    if (Object.keys(entry)[0] !== '$elemMatch') throw badValue('no $ expressions in $all')
    return whole(parts, elementsTest(entry.$elemMatch))
  })
  return (doc) => tests.every((test) => test(doc))
}

/**
 * The test of one element for `$elemMatch`: operators on itself, or a filter. Arrays among the elements are not
 * looked into (ElemMatchValueMatchExpression), but are documents with their positions as fields.
 */
function elementTest(operand: Doc): Test {
  if (asksElement(operand)) return conditionAt([], operand) as Test
  const test = matcher(operand)
  return (element) => (Array.isArray(element) ? test({ ...element }) : isObject(element) && test(element))
}

/** Whether a condition on an element is one of operators on itself: those that need no field begin a filter. */
export const asksElement = (operand: Doc): boolean =>
  !TOP_OPERATORS.includes(Object.keys(operand)[0] ?? '') && isOperators(operand)

function elementsTest(operand: unknown): Test {
  if (!isObject(operand)) throw badValue('$elemMatch needs an Object')
  const test = elementTest(operand)
  return (value) => Array.isArray(value) && value.some(test)
}
