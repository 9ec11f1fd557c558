import { Double, Long } from 'bson'
import { badValue } from '../errors'
import { TAG, unknownType } from './scalars'
import { HELD_ODD, type Shapes } from './shapes'
import { bsonType, type Doc, getOwn, isRegex, setOwn } from './values'

/**
 * Longs and whole doubles stand in a document's text as plain numbers, so that SQL compares them; what
 * they are is kept in a list under this key: where, which type, and its digits where the number has not all.
 */
export const TYPES_KEY = TAG

type Step = string | number
export type Entry = [path: Step[], type: 'l' | 'd', digits?: string]

/** Whether a value's text alone does not tell all of it, or its order. */
export function isOdd(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value) || Object.is(value, -0)
  if (typeof value === 'bigint') return true
  if (value === null || typeof value !== 'object') return false
  switch (bsonType(value)) {
    case undefined:
      return value instanceof RegExp
    case 'ObjectId':
    case 'Binary':
    case 'Int32':
      return false
    default:
      return true
  }
}

/** The list for a document that has odd values; their paths are noted. */
export function exactTypes(doc: Doc, shapes: Shapes): string {
  const entries: Entry[] = []
  for (const key of Object.keys(doc)) {
    if (key === TYPES_KEY) throw badValue(`the field name U+10FFFF is reserved`)
    collect(getOwn(doc, key), [key], key, shapes, entries)
  }
  return entries.length === 0 ? '' : JSON.stringify(entries)
}

/** `noted` is the path that counts for the planner: that of the array, for what is inside one. */
function collect(value: unknown, path: Step[], noted: string, shapes: Shapes, entries: Entry[]): void {
  if (Array.isArray(value)) {
    for (const [i, element] of value.entries()) collect(element, [...path, i], noted, shapes, entries)
  } else if (isOdd(value)) {
    if (unordered(value)) shapes.note(noted, HELD_ODD)
    const entry = entryOf(value, path)
    if (entry) entries.push(entry)
  } else if (isPlainObject(value)) {
    const inArray = path.some((step) => typeof step === 'number')
    for (const key of Object.keys(value))
      collect(getOwn(value, key), [...path, key], inArray ? noted : `${noted}.${key}`, shapes, entries)
  }
}

const isPlainObject = (value: unknown): value is Doc =>
  value !== null &&
  typeof value === 'object' &&
  !(value instanceof Date) &&
  !isRegex(value) &&
  bsonType(value) === undefined

/** Plain integers and doubles of any type are in order; a long beyond 2^53 is, but cannot be read from SQL. */
function unordered(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value)
  const type = bsonType(value as object)
  if (type === 'Double') return false
  return type !== 'Long' || !Number.isSafeInteger(Number(value))
}

function entryOf(value: unknown, path: Step[]): Entry | undefined {
  if (Object.is(value, -0)) return [path, 'd', '-0']
  if (typeof value === 'bigint') return [path, 'l', String(value)]
  if (typeof value !== 'object' || value === null) return undefined
  const safe = Number.isSafeInteger(Number(value))
  switch (bsonType(value)) {
    case 'Long':
      return safe ? [path, 'l'] : [path, 'l', String(value)]
    case 'Double':
      return Object.is(Number(value), -0) ? [path, 'd', '-0'] : [path, 'd']
    default:
      return undefined
  }
}

/** Takes the list out of a document that was read. */
export function takeTypes(doc: Doc): Entry[] {
  const entries = getOwn(doc, TYPES_KEY)
  if (!Array.isArray(entries)) return []
  delete doc[TYPES_KEY]
  return entries as Entry[]
}

/** Gives the numbers of a document that was read their types again. */
export function restoreTypes(doc: Doc, entries: Entry[]): void {
  for (const [path, type, digits] of entries) {
    const last = path[path.length - 1] ?? ''
    let at: unknown = doc
    for (const step of path.slice(0, -1)) at = (at as Record<Step, unknown>)[step]
    const plain = (at as Record<Step, unknown>)[last]
    setOwn(at as Doc, String(last), restored(type, digits ?? String(plain)))
  }
}

function restored(type: Entry[1], digits: string): unknown {
  if (type === 'l') return Long.fromString(digits)
  if (type !== 'd') throw unknownType()
  return digits === '-0' ? -0 : new Double(Number(digits))
}
