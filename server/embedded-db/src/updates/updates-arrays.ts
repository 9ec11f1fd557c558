import { badValue } from '../errors'
import { asksElement, matcher } from '../query/matching'
import { valueTest } from '../query/value-tests'
import { sorter } from '../values/sorting'
import {
  cloneValue,
  compareValues,
  equalValues,
  isObject,
  isRegex,
  NUMBER,
  toNumber,
  typeOf,
} from '../values/values'

export const MODIFIERS = ['$each', '$slice', '$sort']

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
  const odd = Object.keys(modifiers).find((key) => operator === '$addToSet' || !MODIFIERS.includes(key))
  if (odd !== undefined) throw badValue(`Unrecognized clause in ${operator}: ${odd}`)
  return { items, modifiers }
}

function whole(value: unknown, name: string): number {
  const number = toNumber(value)
  if (typeOf(value) !== NUMBER || !Number.isInteger(number))
    throw badValue(`The value for ${name} must be an integer value`)
  return number
}

export function pushed(value: unknown, operand: unknown, path: string): unknown[] {
  const { items, modifiers } = eachOf(operand, '$push')
  const next = [...arrayAt(value, '$push', path), ...items.map(cloneValue)]
  if (modifiers.$sort !== undefined) next.sort(elementOrder(modifiers.$sort))
  if (modifiers.$slice === undefined) return next
  const size = whole(modifiers.$slice, '$slice')
  return size < 0 ? next.slice(size) : next.slice(0, size)
}

function elementOrder(spec: unknown): (a: unknown, b: unknown) => number {
  if (isObject(spec)) {
    const paths = Object.keys(spec)
    if (paths.length === 0) throw badValue('The $sort pattern is empty when it should be a set of fields.')
    if (paths.some((path) => path.split('.').includes('')))
      throw badValue('FieldNames in the $sort pattern may not be empty')
    const order = sorter(spec)
    return (a, b) => order(isObject(a) ? a : {}, isObject(b) ? b : {})
  }
  const direction = whole(spec, '$sort')
  if (Math.abs(direction) !== 1) throw badValue('The $sort element value must be either 1 or -1')
  return (a, b) => compareValues(a, b) * direction
}

export function unionOf(value: unknown, operand: unknown, path: string): unknown[] {
  const next = [...arrayAt(value, '$addToSet', path)]
  for (const item of eachOf(operand, '$addToSet').items) {
    if (!next.some((element) => equalValues(element, item))) next.push(cloneValue(item))
  }
  return next
}

function existing(value: unknown, operator: string): unknown[] {
  if (!Array.isArray(value)) throw badValue(`Cannot apply ${operator} to a non-array value`)
  return value
}

export function pull(value: unknown, operand: unknown): unknown[] {
  const array = existing(value, '$pull')
  const test = isObject(operand)
    ? pullTest(operand)
    : isRegex(operand)
      ? valueTest(operand)
      : (element: unknown) => equalValues(element, operand)
  return array.filter((element) => !test(element))
}

/** A filter of documents, or operators on a field that holds the element: they look into arrays (PullNode). */
function pullTest(operand: Record<string, unknown>): (element: unknown) => boolean {
  if (asksElement(operand)) {
    const test = matcher({ element: operand })
    return (element) => test({ element })
  }
  const test = matcher(operand)
  return (element) => isObject(element) && test(element)
}

export function pullAll(value: unknown, operand: unknown): unknown[] {
  if (!Array.isArray(operand)) throw badValue('$pullAll requires an array argument')
  return existing(value, '$pullAll').filter(
    (element) => !operand.some((entry) => equalValues(entry, element)),
  )
}
