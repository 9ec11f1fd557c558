import { badValue, failedToParse } from '../errors'
import { asksElement, matcher, refuseExpressions } from '../query/matching'
import { valueTest } from '../query/value-tests'
import type { Comparer } from '../values/comparer'
import { sorter } from '../values/sorting'
import { textOf } from '../values/texts'
import { cloneValue, isObject, isRegex, NUMBER, toNumber, typeOf } from '../values/values'

function arrayAt(value: unknown, operator: string, path: string): unknown[] {
  if (value === undefined) return []
  if (Array.isArray(value)) return value
  throw badValue(
    `The field '${path}' must be an array but is of type ${value === null ? 'null' : typeof value} (${operator})`,
  )
}

function eachOf(
  operand: unknown,
  operator: string,
): { items: unknown[]; modifiers: Record<string, unknown> } {
  if (!isObject(operand) || !('$each' in operand)) return { items: [operand], modifiers: {} }
  const { $each: items, ...modifiers } = operand
  if (!Array.isArray(items)) throw badValue(`The argument to $each in ${operator} must be an array`)
  const odd = Object.keys(modifiers).find((key) => !['$slice', '$sort', '$position'].includes(key))
  if (odd !== undefined || (operator === '$addToSet' && Object.keys(modifiers).length > 0)) {
    throw badValue(`Unrecognized clause in ${operator}: ${odd ?? Object.keys(modifiers)[0]}`)
  }
  return { items, modifiers }
}

function whole(value: unknown, name: string): number {
  const number = toNumber(value)
  if (typeOf(value) !== NUMBER || !Number.isInteger(number))
    throw badValue(`The value for ${name} must be an integer value`)
  return number
}

export function pushed(value: unknown, operand: unknown, path: string, by: Comparer): unknown[] {
  const array = arrayAt(value, '$push', path)
  const { items, modifiers } = eachOf(operand, '$push')
  const at = modifiers.$position === undefined ? array.length : whole(modifiers.$position, '$position')
  const index = at < 0 ? Math.max(array.length + at, 0) : Math.min(at, array.length)
  const next = [...array.slice(0, index), ...items.map(cloneValue), ...array.slice(index)]
  if (modifiers.$sort !== undefined) next.sort(elementOrder(modifiers.$sort, by))
  if (modifiers.$slice === undefined) return next
  const size = whole(modifiers.$slice, '$slice')
  return size < 0 ? next.slice(size) : next.slice(0, size)
}

function elementOrder(spec: unknown, by: Comparer): (a: unknown, b: unknown) => number {
  if (isObject(spec)) {
    const paths = Object.keys(spec)
    if (paths.length === 0) throw badValue('The $sort pattern is empty when it should be a set of fields.')
    if (paths.some((path) => path.split('.').includes('')))
      throw badValue('FieldNames in the $sort pattern may not be empty')
    const order = sorter(spec, by)
    return (a, b) => order(isObject(a) ? a : {}, isObject(b) ? b : {})
  }
  const direction = whole(spec, '$sort')
  if (Math.abs(direction) !== 1) throw badValue('The $sort element value must be either 1 or -1')
  return (a, b) => by.compare(a, b) * direction
}

export function unionOf(value: unknown, operand: unknown, path: string, by: Comparer): unknown[] {
  const next = [...arrayAt(value, '$addToSet', path)]
  for (const item of eachOf(operand, '$addToSet').items) {
    if (!next.some((element) => by.equal(element, item))) next.push(cloneValue(item))
  }
  return next
}

function existing(value: unknown, operator: string): unknown[] {
  if (!Array.isArray(value)) throw badValue(`Cannot apply ${operator} to a non-array value`)
  return value
}

export function pull(value: unknown, operand: unknown, _path: string, by: Comparer): unknown[] {
  const array = existing(value, '$pull')
  const test = isObject(operand)
    ? pullTest(operand, by)
    : isRegex(operand)
      ? valueTest(operand, by)
      : (element: unknown) => by.equal(element, operand)
  return array.filter((element) => !test(element))
}

/** A filter of documents, or operators on a field that holds the element: they look into arrays (PullNode). */
function pullTest(operand: Record<string, unknown>, by: Comparer): (element: unknown) => boolean {
  refuseExpressions(operand)
  if (asksElement(operand)) {
    const test = matcher({ element: operand }, by)
    return (element) => test({ element })
  }
  const test = matcher(operand, by)
  return (element) => isObject(element) && test(element)
}

export function pullAll(value: unknown, operand: unknown, _path: string, by: Comparer): unknown[] {
  if (!Array.isArray(operand)) throw badValue('$pullAll requires an array argument')
  return existing(value, '$pullAll').filter((element) => !operand.some((entry) => by.equal(entry, element)))
}

export function popped(value: unknown, operand: unknown, _path: string): unknown[] {
  const direction = typeOf(operand) === NUMBER ? toNumber(operand) : Number.NaN
  if (Math.abs(direction) !== 1) throw failedToParse(`$pop expects 1 or -1, found: ${textOf(operand)}`)
  const array = existing(value, '$pop')
  return direction === 1 ? array.slice(0, -1) : array.slice(1)
}
