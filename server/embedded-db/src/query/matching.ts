import { badValue } from '../errors'
import { isNear, NEAR_OPERATORS } from '../geo/near'
import { NOT_HERE, nearMisread } from '../geo/near-queries'
import { intersectsTest, SHAPE_OPERATORS, withinTest } from '../geo/shapes'
import { expressionTest } from '../pipeline/expressions'
import { BINARY, type Comparer } from '../values/comparer'
import { REFERENCE, someAt, type Test } from '../values/paths'
import { truthy } from '../values/predicates'
import { ofType, typeNames } from '../values/type-names'
import * as v from '../values/values'
import { type Doc, isObject, isRegex } from '../values/values'
import { BIT_TESTS, bitsTest } from './bits'
import { schemaTest } from './json-schema'
import { exactTest, inTest, isOperators, modTest, rangeTest, regexTest, valueTest } from './value-tests'

export const TOP_OPERATORS = ['$and', '$or', '$nor', '$expr', '$jsonSchema', '$comment']
export const FIELD_OPERATORS = [
  ...['$eq', '$ne', '$in', '$nin', '$gt', '$gte', '$lt', '$lte', '$exists', '$type', '$regex', '$not'],
  ...['$size', '$all', '$elemMatch', '$mod'],
  ...BIT_TESTS,
  ...SHAPE_OPERATORS,
  ...NEAR_OPERATORS,
]

export type Matcher = (doc: Doc) => boolean

/** A filter as a predicate, strict: an operator it does not know is MongoDB's error, never a silent miss. */
export function matcher(filter: Doc, by: Comparer = BINARY): Matcher {
  const tests = Object.keys(filter).map((key) => clause(key, filter[key], by))
  if (tests.length === 1) return tests[0] as Matcher
  return (doc) => tests.every((test) => test(doc))
}

function clause(key: string, value: unknown, by: Comparer): Matcher {
  if (!key.startsWith('$') || REFERENCE.has(key)) return field(key, value, by)
  switch (key) {
    case '$and': {
      const all = branches(key, value, by)
      return (doc) => all.every((test) => test(doc))
    }
    case '$or': {
      const any = branches(key, value, by)
      return (doc) => any.some((test) => test(doc))
    }
    case '$nor': {
      const none = branches(key, value, by)
      return (doc) => !none.some((test) => test(doc))
    }
    case '$expr':
      return expressionTest(value, by)
    case '$jsonSchema':
      return schemaTest(value)
    case '$comment':
      return () => true
    default:
      throw badValue(`unknown top level operator: ${key}`)
  }
}

function branches(key: string, value: unknown, by: Comparer): Matcher[] {
  if (!Array.isArray(value)) throw badValue(`${key} must be an array`)
  if (value.length === 0) throw badValue(`${key} must be a nonempty array`)
  return value.map((entry) => {
    if (!isObject(entry)) throw badValue(`${key} entries need to be full objects`)
    return matcher(entry, by)
  })
}

const field = (path: string, condition: unknown, by: Comparer) => conditionAt(path.split('.'), condition, by)

function conditionAt(parts: string[], condition: unknown, by: Comparer): Matcher {
  if (!isOperators(condition)) return equality(parts, condition, by)
  if (isNear(condition)) throw badValue(NOT_HERE)
  if ('$options' in condition && !('$regex' in condition)) throw badValue('$options needs a $regex')
  refuseBeside(condition)
  const tests = Object.keys(condition)
    .filter((operator) => operator !== '$options')
    .map((operator) => operation(parts, operator, condition, by))
  return tests.length === 1 ? (tests[0] as Matcher) : (doc) => tests.every((test) => test(doc))
}

/** What asks for a place stands alone (src/mongo/db/matcher/expression_geo.cpp). */
function refuseBeside(condition: Doc): void {
  const [first, ...others] = Object.keys(condition)
  if (first === undefined || others.length === 0 || !Object.keys(condition).some(isGeo)) return
  if (!isGeo(first)) throw badValue(`invalid geo query predicate: ${JSON.stringify(condition)}`)
  throw badValue(`can't parse extra field: ${others[0]}`)
}

const isGeo = (operator: string) => SHAPE_OPERATORS.includes(operator)

/** No parts: the value itself, whose elements are not tried. */
const at = (parts: string[], test: Test): Matcher =>
  parts.length === 0 ? test : (doc) => someAt(doc, parts, true, test)

const whole = (parts: string[], test: Test): Matcher =>
  parts.length === 0 ? test : (doc) => someAt(doc, parts, false, test)

const not =
  (test: Matcher): Matcher =>
  (doc) =>
    !test(doc)

function equality(parts: string[], operand: unknown, by: Comparer): Matcher {
  return at(parts, valueTest(operand, by))
}

function operation(parts: string[], operator: string, siblings: Doc, by: Comparer): Matcher {
  const operand = siblings[operator]
  if (!FIELD_OPERATORS.includes(operator)) throw badValue(`unknown operator: ${operator}`)
  switch (operator) {
    case '$eq':
      return at(parts, exactTest(operand, by))
    case '$ne':
      if (isRegex(operand)) throw badValue("Can't have regex as arg to $ne.")
      return not(at(parts, exactTest(operand, by)))
    case '$in':
      return at(parts, inTest(operator, operand, by))
    case '$nin':
      return not(at(parts, inTest(operator, operand, by)))
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return at(parts, rangeTest(operator, operand, by))
    case '$exists': {
      const exists = whole(parts, (value) => value !== undefined)
      return truthy(operand) ? exists : not(exists)
    }
    case '$type':
      return typeMatcher(parts, operand)
    case '$regex':
      return at(parts, regexTest(operand, siblings.$options))
    case '$not':
      return not(negated(parts, operand, by))
    case '$size':
      return sizeMatcher(parts, operand)
    case '$all':
      return allMatcher(parts, operand, by)
    case '$elemMatch':
      return whole(parts, elementsTest(operand, by))
    case '$bitsAllSet':
    case '$bitsAllClear':
    case '$bitsAnySet':
    case '$bitsAnyClear':
      return at(parts, bitsTest(operator, operand))
    case '$mod':
      return at(parts, modTest(operand))
    case '$geoWithin':
    case '$within':
      return at(parts, withinTest(operator, operand))
    case '$geoIntersects':
      return at(parts, intersectsTest(operand))
    case '$near':
    case '$nearSphere':
      throw nearMisread(siblings)
    default:
      throw badValue(`unknown operator: ${operator}`)
  }
}

function typeMatcher(parts: string[], operand: unknown): Matcher {
  const names = typeNames(operand)
  return at(parts, (value) => names.some((name) => ofType(value, name)))
}

function negated(parts: string[], operand: unknown, by: Comparer): Matcher {
  if (isRegex(operand)) return at(parts, regexTest(operand, ''))
  if (!isOperators(operand)) throw badValue('$not needs a regex or a document')
  return conditionAt(parts, operand, by)
}

function sizeMatcher(parts: string[], operand: unknown): Matcher {
  const size = v.toNumber(operand)
  if (v.typeOf(operand) !== v.NUMBER || !Number.isInteger(size))
    throw badValue('$size must be a whole number')
  if (size < 0) throw badValue('$size may not be negative')
  if (size > 0x7fffffff) throw badValue('$size must be representable as an int')
  return whole(parts, (value) => Array.isArray(value) && value.length === size)
}

function allMatcher(parts: string[], operand: unknown, by: Comparer): Matcher {
  if (!Array.isArray(operand)) throw badValue('$all needs an array')
  if (operand.length === 0) return () => false
  const picks = operand.filter((entry) => isOperators(entry)).length
  if (picks > 0 && picks < operand.length) throw badValue('$all/$elemMatch has to be consistent')
  const tests = operand.map((entry) => {
    if (!isOperators(entry)) return equality(parts, entry, by)
    if (Object.keys(entry)[0] !== '$elemMatch') throw badValue('no $ expressions in $all')
    return whole(parts, elementsTest(entry.$elemMatch, by))
  })
  return (doc) => tests.every((test) => test(doc))
}

/**
 * The test of one element for `$elemMatch`: operators on itself, or a filter. Arrays among the elements are not
 * looked into (ElemMatchValueMatchExpression), but are documents with their positions as fields.
 */
export function elementTest(operand: Doc, by: Comparer = BINARY): Test {
  refuseExpressions(operand)
  if (asksElement(operand)) return singleTest(operand, by)
  const test = matcher(operand, by)
  return (element) => (Array.isArray(element) ? test({ ...element }) : isObject(element) && test(element))
}

/** Whether a condition on an element is one of operators on itself: those that need no field begin a filter. */
export const asksElement = (operand: Doc): boolean =>
  !TOP_OPERATORS.includes(Object.keys(operand)[0] ?? '') && isOperators(operand)

/** A condition on one value, which is no path's: without a look at its elements. */
export const singleTest = (condition: unknown, by: Comparer = BINARY): Test =>
  conditionAt([], condition, by) as Test

/** An element of an array is no document that `$expr` could look at. */
export function refuseExpressions(filter: Doc): void {
  for (const [key, value] of Object.entries(filter)) {
    if (key === '$expr') throw badValue('$expr can only be applied to the top-level document')
    if (!key.startsWith('$') || !Array.isArray(value)) continue
    for (const branch of value) if (isObject(branch)) refuseExpressions(branch)
  }
}

function elementsTest(operand: unknown, by: Comparer): Test {
  if (!isObject(operand)) throw badValue('$elemMatch needs an Object')
  const test = elementTest(operand, by)
  return (value) => Array.isArray(value) && value.some(test)
}
