import type { Binary, BSONRegExp, ObjectId } from 'bson'
import { badValue } from '../errors'
import { compareNumbers, toNumber } from './numbers'

export { toNumber }

export type Doc = Record<string, unknown>

// MongoDB's comparison order of types.
export const NULL = 1
export const NUMBER = 2
export const STRING = 3
export const OBJECT = 4
export const ARRAY = 5
export const BINARY = 6
export const OBJECT_ID = 7
export const BOOLEAN = 8
export const DATE = 9
export const REGEX = 11

export function bsonType(value: object): string | undefined {
  return (value as { _bsontype?: string })._bsontype
}

export function isObject(value: unknown): value is Doc {
  return typeOf(value) === OBJECT
}

export function isRegex(value: unknown): boolean {
  return (
    value instanceof RegExp ||
    (value !== null && typeof value === 'object' && bsonType(value) === 'BSONRegExp')
  )
}

export function typeOf(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return STRING
    case 'number':
    case 'bigint':
      return NUMBER
    case 'boolean':
      return BOOLEAN
    case 'undefined':
      return NULL
    case 'object':
      return value === null ? NULL : objectType(value)
    default:
      throw badValue(`unsupported value of type ${typeof value}`)
  }
}

function objectType(value: object): number {
  if (Array.isArray(value)) return ARRAY
  if (value instanceof Date) return DATE
  if (value instanceof RegExp) return REGEX
  switch (bsonType(value)) {
    case undefined:
      return OBJECT
    case 'ObjectId':
      return OBJECT_ID
    case 'Binary':
      return BINARY
    case 'Int32':
    case 'Double':
    case 'Long':
      return NUMBER
    case 'BSONRegExp':
      return REGEX
    default:
      throw badValue(`values of type ${bsonType(value)} are not supported`)
  }
}

export function bytesOf(value: Binary): Uint8Array {
  return value.buffer.subarray(0, value.position)
}

/** Strings compare by their UTF-8 bytes, as MongoDB and SQLite do; UTF-16 units differ above U+FFFF. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    let x = a.charCodeAt(i)
    let y = b.charCodeAt(i)
    if (x === y) continue
    if (x >= 0xd800 && y >= 0xd800) {
      x = x >= 0xe000 ? x - 0x800 : x + 0x2000
      y = y >= 0xe000 ? y - 0x800 : y + 0x2000
    }
    return x < y ? -1 : 1
  }
  return a.length < b.length ? -1 : 1
}

/** MongoDB's order. */
export function compareValues(a: unknown, b: unknown): number {
  const type = typeOf(a)
  const other = typeOf(b)
  if (type !== other) return type < other ? -1 : 1
  switch (type) {
    case NULL:
      return 0
    case NUMBER:
      return compareNumbers(a, b)
    case STRING:
      return compareStrings(a as string, b as string)
    case BOOLEAN:
      return Number(a) - Number(b)
    case DATE:
      return Math.sign((a as Date).getTime() - (b as Date).getTime())
    case OBJECT_ID:
      return compareStrings((a as ObjectId).toHexString(), (b as ObjectId).toHexString())
    case BINARY:
      return compareBinary(a as Binary, b as Binary)
    case ARRAY:
      return compareArrays(a as unknown[], b as unknown[])
    case OBJECT:
      return compareObjects(a as Doc, b as Doc)
    default:
      return compareArrays(regexParts(a), regexParts(b))
  }
}

/** The pattern and MongoDB's options of a regular expression. */
export function regexParts(value: unknown): [string, string] {
  if (!(value instanceof RegExp)) return [(value as BSONRegExp).pattern, (value as BSONRegExp).options]
  const { source, ignoreCase, multiline, dotAll } = value
  return [source, `${ignoreCase ? 'i' : ''}${multiline ? 'm' : ''}${dotAll ? 's' : ''}`]
}

function compareBinary(a: Binary, b: Binary): number {
  const length = a.position - b.position
  if (length !== 0) return Math.sign(length)
  const subtype = a.sub_type - b.sub_type
  return subtype !== 0 ? Math.sign(subtype) : Buffer.compare(bytesOf(a), bytesOf(b))
}

function compareArrays(a: unknown[], b: unknown[]): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const order = compareValues(a[i], b[i])
    if (order !== 0) return order
  }
  return Math.sign(a.length - b.length)
}

function compareObjects(a: Doc, b: Doc): number {
  const left = Object.keys(a)
  const right = Object.keys(b)
  const length = Math.min(left.length, right.length)
  for (let i = 0; i < length; i++) {
    const x = left[i] ?? ''
    const y = right[i] ?? ''
    const types = typeOf(a[x]) - typeOf(b[y])
    if (types !== 0) return Math.sign(types)
    const order = compareStrings(x, y) || compareValues(a[x], b[y])
    if (order !== 0) return order
  }
  return Math.sign(left.length - right.length)
}

export const equalValues = (a: unknown, b: unknown) => compareValues(a, b) === 0

/** A copy that shares nothing that an update could change. */
export function cloneValue<T>(value: T): T {
  if (Array.isArray(value)) return value.map(cloneValue) as T
  if (!isObject(value)) return value
  const copy: Doc = {}
  for (const key of Object.keys(value)) setOwn(copy, key, cloneValue(value[key]))
  return copy as T
}

export function setOwn(target: Doc, key: string, value: unknown): void {
  if (key !== '__proto__') target[key] = value
  else Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true })
}

export function getOwn(source: Doc, key: string): unknown {
  return Object.hasOwn(source, key) ? source[key] : undefined
}
