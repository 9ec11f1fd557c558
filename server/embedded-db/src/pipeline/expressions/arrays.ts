import { MongoError } from '../../errors'
import type { Comparer } from '../../values/comparer'
import { isNumber } from '../../values/predicates'
import { typeName } from '../../values/type-names'
import { isObject } from '../../values/values'
import { compile } from './compile'
import { between, collated, fieldsOf, fixed, nullish, toInt32, variadic } from './operands'
import { compareMissing } from './order'
import type { Expression, Operator } from './types'

/** Beyond this an answer could not be sent anyway. */
const MAX_ELEMENTS = 4_000_000

const tooMany = (name: string) => new MongoError(146, `${name} would use too much memory`)

function arrayElemAt(array: unknown, index: unknown): unknown {
  if (nullish(array) || nullish(index)) return null
  if (!Array.isArray(array))
    throw new MongoError(28689, `$arrayElemAt's first argument must be an array, but is ${typeName(array)}`)
  if (!isNumber(index))
    throw new MongoError(
      28690,
      `$arrayElemAt's second argument must be a numeric value, but is ${typeName(index)}`,
    )
  const at = toInt32(index)
  if (at === undefined)
    throw new MongoError(
      28691,
      `$arrayElemAt's second argument must be representable as a 32-bit integer: ${index}`,
    )
  return at < 0 ? array[array.length + at] : array[at]
}

function end(name: string, index: 0 | -1): Operator {
  return fixed(name, 1, (array) => {
    if (nullish(array)) return null
    if (!Array.isArray(array))
      throw new MongoError(28689, `${name}'s argument must be an array, but is ${typeName(array)}`)
    return array.at(index)
  })
}

function concatArrays(values: unknown[]): unknown {
  const found: unknown[] = []
  for (const value of values) {
    if (nullish(value)) return null
    if (!Array.isArray(value))
      throw new MongoError(28664, `$concatArrays only supports arrays, not ${typeName(value)}`)
    if (found.length + value.length > MAX_ELEMENTS) throw tooMany('$concatArrays')
    for (const element of value) found.push(element)
  }
  return found
}

function isIn(by: Comparer, value: unknown, array: unknown): boolean {
  if (!Array.isArray(array))
    throw new MongoError(40081, `$in requires an array as a second argument, found: ${typeName(array)}`)
  return array.some((element) => compareMissing(element, value, by) === 0)
}

function indexOfArray(by: Comparer, ...values: unknown[]): unknown {
  const [array, value, start, stop] = values
  if (nullish(array)) return null
  if (!Array.isArray(array))
    throw new MongoError(
      40090,
      `$indexOfArray requires an array as a first argument, found: ${typeName(array)}`,
    )
  const from = values.length > 2 ? position(start, 'starting') : 0
  const to = values.length < 4 ? array.length : Math.min(position(stop, 'ending'), array.length)
  for (let i = from; i < to; i++) if (compareMissing(array[i], value, by) === 0) return i
  return -1
}

function position(value: unknown, name: string): number {
  const at = isNumber(value) ? toInt32(value) : undefined
  if (at === undefined)
    throw new MongoError(
      9711600,
      `$indexOfArray requires an integral ${name} index, found a value of type: ${typeName(value)}`,
    )
  if (at < 0)
    throw new MongoError(9711601, `$indexOfArray requires a nonnegative ${name} index, found: ${at}`)
  return at
}

function rangeBound(value: unknown, name: string, types: number, whole: number): number {
  if (!isNumber(value))
    throw new MongoError(
      types,
      `$range requires a numeric ${name} value, found value of type: ${typeName(value)}`,
    )
  const number = toInt32(value)
  if (number === undefined)
    throw new MongoError(
      whole,
      `$range requires a ${name} value that can be represented as a 32-bit integer, found value: ${value}`,
    )
  return number
}

function range(first: unknown, last: unknown, by: unknown = 1): number[] {
  const start = rangeBound(first, 'starting', 34443, 34444)
  const stop = rangeBound(last, 'ending', 34445, 34446)
  const step = rangeBound(by, 'step', 34447, 34448)
  if (step === 0) throw new MongoError(34449, '$range requires a non-zero step value')
  if ((stop - start) / step > MAX_ELEMENTS) throw tooMany('$range')
  const found: number[] = []
  for (let at = start; step > 0 ? at < stop : at > stop; at += step) found.push(at)
  return found
}

function reverseArray(array: unknown): unknown {
  if (nullish(array)) return null
  if (!Array.isArray(array))
    throw new MongoError(
      34435,
      `The argument to $reverseArray must be an array, but was of type: ${typeName(array)}`,
    )
  return [...array].reverse()
}

function size(array: unknown): number {
  if (!Array.isArray(array))
    throw new MongoError(17124, `The argument to $size must be an array, but was of type: ${typeName(array)}`)
  return array.length
}

function slice(...values: unknown[]): unknown {
  const [array, second, third] = values
  if (nullish(array) || nullish(second) || (values.length === 3 && nullish(third))) return null
  if (!Array.isArray(array))
    throw new MongoError(
      28724,
      `First argument to $slice must be an array, but is of type: ${typeName(array)}`,
    )
  const first = sliceNumber(second, 'Second')
  if (values.length === 2) return first < 0 ? array.slice(first) : array.slice(0, first)
  const count = sliceNumber(third, 'Third')
  if (count <= 0) throw new MongoError(28729, `Third argument to $slice must be positive: ${count}`)
  const from = first < 0 ? Math.max(array.length + first, 0) : first
  return array.slice(from, from + count)
}

function sliceNumber(value: unknown, name: string): number {
  if (!isNumber(value))
    throw new MongoError(
      28725,
      `${name} argument to $slice must be numeric, but is of type: ${typeName(value)}`,
    )
  const number = toInt32(value)
  if (number === undefined)
    throw new MongoError(
      28726,
      `${name} argument to $slice can't be represented as a 32-bit integer: ${value}`,
    )
  return number
}

const $zip: Operator = (operand, names) => {
  if (!isObject(operand))
    throw new MongoError(34460, `$zip only supports an object as an argument, found ${typeName(operand)}`)
  const codes = { object: 34460, unknown: 34464, missing: 34465 }
  const { inputs, defaults, useLongestLength } = fieldsOf(
    '$zip',
    operand,
    codes,
    ['inputs'],
    ['defaults', 'useLongestLength'],
  )
  if (!Array.isArray(inputs))
    throw new MongoError(34461, `inputs must be an array of expressions, found ${typeName(inputs)}`)
  if (inputs.length === 0) throw new MongoError(34465, '$zip requires at least one input array')
  if (defaults !== undefined && !Array.isArray(defaults))
    throw new MongoError(34462, `defaults must be an array of expressions, found ${typeName(defaults)}`)
  if (useLongestLength !== undefined && typeof useLongestLength !== 'boolean')
    throw new MongoError(34463, `useLongestLength must be a bool, found ${typeName(useLongestLength)}`)
  if (Array.isArray(defaults) && !useLongestLength)
    throw new MongoError(34466, 'cannot specify defaults unless useLongestLength is true')
  if (Array.isArray(defaults) && defaults.length !== inputs.length)
    throw new MongoError(34467, 'defaults and inputs must have the same length')
  const given = inputs.map((input) => compile(input, names))
  const others: Expression[] = Array.isArray(defaults) ? defaults.map((each) => compile(each, names)) : []
  return (env) => {
    const arrays: unknown[][] = []
    for (const each of given) {
      const array = each(env)
      if (nullish(array)) return null
      if (!Array.isArray(array))
        throw new MongoError(34468, `$zip found a non-array expression in input: ${typeName(array)}`)
      arrays.push(array)
    }
    const lengths = arrays.map((array) => array.length)
    const length = useLongestLength ? Math.max(...lengths) : Math.min(...lengths)
    const fill = others.map((each) => each(env) ?? null)
    return Array.from({ length }, (_, i) =>
      arrays.map((array, k) => (i < array.length ? array[i] : (fill[k] ?? null))),
    )
  }
}

/** MongoDB takes an array given bare for the list of operands, here and for other operators of one operand. */
export const arrays: Record<string, Operator> = {
  $arrayElemAt: fixed('$arrayElemAt', 2, arrayElemAt),
  $first: end('$first', 0),
  $last: end('$last', -1),
  $concatArrays: variadic(concatArrays),
  $in: collated((by) => fixed('$in', 2, (value, array) => isIn(by, value, array))),
  $indexOfArray: collated((by) => between('$indexOfArray', 2, 4, (...values) => indexOfArray(by, ...values))),
  $isArray: fixed('$isArray', 1, (value) => Array.isArray(value)),
  $range: between('$range', 2, 3, range),
  $reverseArray: fixed('$reverseArray', 1, reverseArray),
  $size: fixed('$size', 1, size),
  $slice: between('$slice', 2, 3, slice),
  $zip,
}
