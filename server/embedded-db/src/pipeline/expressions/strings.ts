import { MongoError } from '../../errors'
import { decimalOf, roundDecimal, toDecimal128 } from '../../values/decimals'
import { kindOf, toNumber } from '../../values/numbers'
import { isNumber } from '../../values/predicates'
import { typeName } from '../../values/type-names'
import { compareStrings } from '../../values/values'
import { coerceToString } from './coercion'
import { sized } from './compile'
import { between, fixed, named, nullish, toInt32, variadic } from './operands'
import type { Operator } from './types'

function concat(values: unknown[]): unknown {
  let text = ''
  for (const value of values) {
    if (nullish(value)) return null
    if (typeof value !== 'string')
      throw new MongoError(16702, `$concat only supports strings, not ${typeName(value)}`)
    text += value
  }
  return sized(text)
}

/** Only the letters of ASCII change. */
const lower = (text: string) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
const upper = (text: string) => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase())

function strcasecmp(a: unknown, b: unknown): number {
  return Math.sign(compareStrings(upper(coerceToString(a)), upper(coerceToString(b))))
}

function split(text: unknown, separator: unknown): unknown {
  if (nullish(text) || nullish(separator)) return null
  if (typeof text !== 'string')
    throw new MongoError(
      40085,
      `$split requires an expression that evaluates to a string as a first argument, found: ${typeName(text)}`,
    )
  if (typeof separator !== 'string')
    throw new MongoError(
      10503900,
      `$split requires an expression that evaluates to a string or a regex as a second argument, found: ${typeName(separator)}`,
    )
  if (separator === '') throw new MongoError(40087, '$split requires a non-empty separator')
  return text.split(separator)
}

function length(name: string, code: number, measure: (text: string) => number): Operator {
  return fixed(name, 1, (text) => {
    if (typeof text !== 'string')
      throw new MongoError(code, `${name} requires a string argument, found: ${typeName(text)}`)
    return measure(text)
  })
}

function substrBytes(value: unknown, start: unknown, count: unknown): string {
  const bytes = Buffer.from(coerceToString(value))
  if (!isNumber(start))
    throw new MongoError(
      16034,
      `$substrBytes: starting index must be a numeric type (is BSON type ${typeName(start)})`,
    )
  if (!isNumber(count))
    throw new MongoError(
      16035,
      `$substrBytes: length must be a numeric type (is BSON type ${typeName(count)})`,
    )
  const from = longOf(start)
  if (from < 0)
    throw new MongoError(50752, `$substrBytes: starting index must be non-negative (got: ${from})`)
  const size = longOf(count)
  if (from > 0 && continues(bytes, from))
    throw new MongoError(28656, '$substrBytes: Invalid range, starting index is a UTF-8 continuation byte.')
  const to = size < 0 ? bytes.length : Math.min(from + size, bytes.length)
  if (continues(bytes, to))
    throw new MongoError(
      28657,
      '$substrBytes: Invalid range, ending index is in the middle of a UTF-8 character.',
    )
  return bytes.toString('utf8', Math.min(from, bytes.length), to)
}

const continues = (bytes: Buffer, at: number) => at < bytes.length && ((bytes[at] ?? 0) & 0xc0) === 0x80

function longOf(value: unknown): number {
  const decimal = kindOf(value) === 'decimal' ? roundDecimal(decimalOf(value), 0, 'even') : undefined
  const number = Math.trunc(decimal === undefined ? toNumber(value) : Number(String(toDecimal128(decimal))))
  if (kindOf(value) === 'long') return number
  if (Number.isNaN(number) || Math.abs(number) >= 2 ** 63)
    throw new MongoError(31109, `Can't coerce out of range value ${value} to long`)
  return number
}

function substrCP(value: unknown, start: unknown, count: unknown): string {
  const points = Array.from(coerceToString(value))
  if (!isNumber(start))
    throw new MongoError(
      34450,
      `$substrCP: starting index must be a numeric type (is BSON type ${typeName(start)})`,
    )
  const from = toInt32(start)
  if (from === undefined)
    throw new MongoError(34451, '$substrCP: starting index cannot be represented as a 32-bit integral value')
  if (!isNumber(count))
    throw new MongoError(34452, `$substrCP: length must be a numeric type (is BSON type ${typeName(count)})`)
  const size = toInt32(count)
  if (size === undefined)
    throw new MongoError(34453, '$substrCP: length cannot be represented as a 32-bit integral value')
  if (size < 0) throw new MongoError(34454, '$substrCP: length must be a nonnegative integer.')
  if (from < 0) throw new MongoError(34455, '$substrCP: the starting index must be nonnegative integer.')
  return points.slice(from, from + size).join('')
}

interface Search {
  text: number
  part: number
  size(text: string): number
  find(text: string, part: string, from: number, to: number): number
}

const inBytes: Search = {
  text: 40091,
  part: 40092,
  size: (text) => Buffer.byteLength(text),
  find: (text, part, from, to) => Buffer.from(text).subarray(0, to).indexOf(part, from),
}

const inPoints: Search = {
  text: 40093,
  part: 40094,
  size: (text) => Array.from(text).length,
  find: (text, part, from, to) => {
    const points = Array.from(text).slice(0, to)
    const within = points.slice(from).join('').indexOf(part)
    return within < 0 ? -1 : from + Array.from(points.slice(from).join('').slice(0, within)).length
  },
}

function indexOf(name: string, search: Search): Operator {
  return between(name, 2, 4, (...values) => {
    const [text, part, start, stop] = values
    if (nullish(text)) return null
    if (typeof text !== 'string')
      throw new MongoError(
        search.text,
        `${name} requires a string as the first argument, found: ${typeName(text)}`,
      )
    if (typeof part !== 'string')
      throw new MongoError(
        search.part,
        `${name} requires a string as the second argument, found: ${typeName(part)}`,
      )
    const size = search.size(text)
    const from = values.length > 2 ? searchIndex(name, start, 'starting') : 0
    const to = values.length > 3 ? Math.min(searchIndex(name, stop, 'ending'), size) : size
    const past = search === inPoints ? from >= to && size > 0 : from > size
    return past || to < from ? -1 : search.find(text, part, from, to)
  })
}

function searchIndex(name: string, value: unknown, which: string): number {
  const index = isNumber(value) ? toInt32(value) : undefined
  if (index === undefined)
    throw new MongoError(
      40096,
      `${name} requires an integral ${which} index, found a value of type: ${typeName(value)}`,
    )
  if (index < 0) throw new MongoError(40097, `${name} requires a nonnegative ${which} index, found: ${index}`)
  return index
}

function replacing(name: string, all: boolean): Operator {
  const codes = { object: 51751, unknown: 51750, missing: { input: 51749, find: 51748, replacement: 51747 } }
  return named(name, codes, ['input', 'find', 'replacement'], [], ({ input, find, replacement }) => {
    replaceable(name, 'input', input, 10503904)
    replaceable(name, 'find', find, 10503901)
    replaceable(name, 'replacement', replacement, 10503902)
    if (typeof input !== 'string' || typeof find !== 'string' || typeof replacement !== 'string') return null
    if (!all) return sized(input.replace(find, () => replacement))
    if (find !== '') return sized(input.replaceAll(find, () => replacement))
    return sized(replacement + Array.from(input, (point) => point + replacement).join(''))
  })
}

function replaceable(name: string, field: string, value: unknown, code: number): void {
  if (!nullish(value) && typeof value !== 'string')
    throw new MongoError(code, `${name} requires that '${field}' be a string, found: ${typeName(value)}`)
}

// https://www.mongodb.com/docs/manual/reference/operator/aggregation/trim/
const SPACES = '\0 \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a'

function trimming(name: string, left: boolean, right: boolean): Operator {
  const codes = { object: 50696, unknown: 50694, missing: 50695 }
  return named(name, codes, ['input'], ['chars'], (values) => {
    const { input, chars } = values
    if (nullish(input)) return null
    if (typeof input !== 'string')
      throw new MongoError(50699, `${name} requires its input to be a string, got ${typeName(input)}`)
    if ('chars' in values && nullish(chars)) return null
    if (chars !== undefined && typeof chars !== 'string')
      throw new MongoError(50700, `${name} requires 'chars' to be a string, got ${typeName(chars)}`)
    const cut = new Set(chars ?? SPACES)
    const points = Array.from(input)
    let from = 0
    let to = points.length
    while (left && from < to && cut.has(points[from] ?? '')) from++
    while (right && to > from && cut.has(points[to - 1] ?? '')) to--
    return points.slice(from, to).join('')
  })
}

const substrOperator = (name: string) => fixed(name, 3, substrBytes)

export const strings: Record<string, Operator> = {
  $concat: variadic(concat),
  $toLower: fixed('$toLower', 1, (value) => lower(coerceToString(value))),
  $toUpper: fixed('$toUpper', 1, (value) => upper(coerceToString(value))),
  $strcasecmp: fixed('$strcasecmp', 2, strcasecmp),
  $split: fixed('$split', 2, split),
  $strLenBytes: length('$strLenBytes', 34473, (text) => Buffer.byteLength(text)),
  $strLenCP: length('$strLenCP', 34471, (text) => Array.from(text).length),
  $substr: substrOperator('$substr'),
  $substrBytes: substrOperator('$substrBytes'),
  $substrCP: fixed('$substrCP', 3, substrCP),
  $indexOfBytes: indexOf('$indexOfBytes', inBytes),
  $indexOfCP: indexOf('$indexOfCP', inPoints),
  $replaceOne: replacing('$replaceOne', false),
  $replaceAll: replacing('$replaceAll', true),
  $trim: trimming('$trim', true, true),
  $ltrim: trimming('$ltrim', true, false),
  $rtrim: trimming('$rtrim', false, true),
}
