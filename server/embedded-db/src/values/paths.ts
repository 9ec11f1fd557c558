import { MongoError } from '../errors'
import { type Doc, getOwn, isObject, setOwn } from './values'

/** The names that a path is made of, of which none may be empty. */
export function namesIn(path: string): string[] {
  if (path === '') throw new MongoError(40352, 'FieldPath cannot be constructed with empty string')
  if (path.endsWith('.')) throw new MongoError(40353, "FieldPath must not end with a '.'.")
  const names = path.split('.')
  if (names.includes('')) throw new MongoError(15998, 'FieldPath field names may not be empty strings.')
  return names
}

export type Test = (value: unknown) => boolean

const INDEX = /^(0|[1-9]\d*)$/
export const isIndex = (part: string) => INDEX.test(part)

/**
 * Whether some value at the path passes, with MongoDB's walk through arrays: a missing field is tested as
 * undefined, elements of arrays on the way are tried one by one, a leaf array by element (`expand`) and whole. What
 * a position leads to is tried whole only, and is nothing where the path goes on and it does not
 * (BSONElementIterator, src/mongo/db/matcher/path.cpp).
 */
export function someAt(doc: Doc, parts: readonly string[], expand: boolean, test: Test, from = 0): boolean {
  const value = getOwn(doc, parts[from] ?? '')
  return someIn(value, parts, expand, test, from + 1)
}

function someIn(
  value: unknown,
  parts: readonly string[],
  expand: boolean,
  test: Test,
  from: number,
): boolean {
  if (from === parts.length) {
    if (expand && Array.isArray(value) && value.some(test)) return true
    return test(value)
  }
  if (Array.isArray(value)) {
    const part = parts[from] ?? ''
    for (const element of value) {
      if (isObject(element) && someAt(element, parts, expand, test, from)) return true
    }
    if (!isIndex(part) || Number(part) >= value.length) return false
    const element: unknown = value[Number(part)]
    if (from + 1 === parts.length) return test(element)
    return isObject(element) || Array.isArray(element)
      ? someIn(element, parts, expand, test, from + 1)
      : false
  }
  return isObject(value) ? someAt(value, parts, expand, test, from) : test(undefined)
}

/** Every value at the path, as an index or `distinct` sees it. */
export function valuesAt(doc: Doc, parts: readonly string[], expand: boolean): unknown[] {
  const found: unknown[] = []
  someAt(doc, parts, false, (value) => {
    if (value === undefined) return false
    if (expand && Array.isArray(value)) found.push(...value)
    else found.push(value)
    return false
  })
  return found
}

/** The plain value at a path of subdocuments. */
export function valueAt(doc: Doc, parts: readonly string[]): unknown {
  let value: unknown = doc
  for (const part of parts) {
    if (Array.isArray(value)) value = isIndex(part) ? value[Number(part)] : undefined
    else if (isObject(value)) value = getOwn(value, part)
    else return undefined
  }
  return value
}

/** Through subdocuments only: an array on the way has no one value. */
export function valueThrough(doc: Doc, parts: readonly string[]): unknown {
  let value: unknown = doc
  for (const part of parts) value = isObject(value) ? getOwn(value, part) : undefined
  return value
}

/** A copy with a value at a path of subdocuments; `undefined` takes the field away. */
export function withValueAt(doc: unknown, parts: readonly string[], value: unknown, from = 0): Doc {
  const copy: Doc = isObject(doc) ? { ...doc } : {}
  const key = parts[from] ?? ''
  const inner = from + 1 < parts.length ? withValueAt(getOwn(copy, key), parts, value, from + 1) : value
  if (inner === undefined) delete copy[key]
  else setOwn(copy, key, inner)
  return copy
}
