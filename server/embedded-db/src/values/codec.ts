import { badValue, MongoError } from '../errors'
import { exactTypes, isOdd, restoreTypes, TYPES_KEY, takeTypes } from './exact-types'
import { decodeScalar, encodeScalar, NULL_KEY, type Scalar, scalarText, TAG, TAGS } from './scalars'
import { HELD_ARRAY, HELD_OBJECT, HELD_ODD, type Shapes } from './shapes'
import { bsonType, type Doc, getOwn, isRegex } from './values'

export { decodeScalar, encodeScalar, type Scalar, TAG, TAGS, timeOf } from './scalars'
export { HELD_ARRAY, HELD_OBJECT, HELD_ODD, Shapes } from './shapes'

/** https://www.mongodb.com/docs/manual/reference/limits/#mongodb-limit-Nested-Depth-for-BSON-Documents */
const MAX_DEPTH = 100

/** What the encoding of one document has met. */
interface Met {
  odd: boolean
}

/**
 * Documents as JSON text in which scalars stay scalars, so that one `json_extract` serves index, equality,
 * range and sort.
 */
export function encodeDocument(doc: Doc, shapes: Shapes): string {
  const met: Met = { odd: Object.hasOwn(doc, TYPES_KEY) }
  // The key of a row stands for null where SQL has nothing to compare.
  if (doc._id === null) shapes.note('_id', HELD_ODD)
  const text = encodeObject(doc, shapes, '', met, 1)
  if (!met.odd) return text
  const types = exactTypes(doc, shapes)
  if (types === '') return text
  return `${text.slice(0, -1)}${text === '{}' ? '' : ','}"${TYPES_KEY}":${types}}`
}

function encodeObject(doc: Doc, shapes: Shapes | undefined, prefix: string, met: Met, depth: number): string {
  let text = '{'
  for (const key of Object.keys(doc)) {
    const value = getOwn(doc, key)
    if (value === undefined) continue
    if (text.length > 1) text += ','
    text += `${JSON.stringify(key)}:${encodeValue(value, shapes, shapes ? prefix + key : key, met, depth)}`
  }
  return `${text}}`
}

function encodeValue(
  value: unknown,
  shapes: Shapes | undefined,
  path: string,
  met: Met,
  depth: number,
): string {
  if (Array.isArray(value)) {
    refuseDepth(depth)
    shapes?.note(path, HELD_ARRAY)
    return `[${value.map((element) => encodeValue(element ?? null, undefined, '', met, depth + 1)).join(',')}]`
  }
  if (value !== null && typeof value === 'object' && isNested(value)) {
    refuseDepth(depth)
    shapes?.note(path, HELD_OBJECT)
    return encodeObject(value as Doc, shapes, `${path}.`, met, depth + 1)
  }
  if (!met.odd && isOdd(value)) met.odd = true
  return scalarText(encodeScalar(value))
}

function refuseDepth(depth: number): void {
  if (depth >= MAX_DEPTH)
    throw new MongoError(15, `cannot store a document nested more than ${MAX_DEPTH} levels deep`)
}

/** Any value as it stands in a document's text, without the types of its numbers. */
export const encodeText = (value: unknown): string => encodeValue(value, undefined, '', { odd: true }, 1)

/** A list as it stands in a document's text; nothing where its numbers have types that stand apart, or it cannot be stored. */
export function encodePlainList(list: unknown[]): string | undefined {
  const met: Met = { odd: false }
  try {
    const text = encodeValue(list, undefined, '', met, 1)
    return met.odd ? undefined : text
  } catch {
    return undefined
  }
}

const isNested = (value: object) =>
  !(value instanceof Date) && !isRegex(value) && bsonType(value) === undefined

export function decodeDocument(text: string): Doc {
  const doc = JSON.parse(text) as Doc
  if (text.includes(TAG)) {
    const types = takeTypes(doc)
    revive(doc)
    restoreTypes(doc, types)
  }
  return doc
}

function revive(node: Doc | unknown[]): void {
  if (Array.isArray(node)) {
    for (let i = 0; i < node.length; i++) node[i] = reviveValue(node[i])
    return
  }
  for (const key of Object.keys(node)) {
    const before = node[key]
    const after = reviveValue(before)
    if (after !== before) node[key] = after
  }
}

function reviveValue(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return decodeScalar(value)
  revive(value as Doc)
  return value
}

const invalidId = (message: string) => new MongoError(53, message)

/** `_id` as the key of a row: a scalar, or a subdocument as tagged text. */
export function encodeKey(value: unknown): Scalar {
  if (value === undefined) throw badValue('a document without _id cannot be stored')
  if (value === null) return NULL_KEY
  if (Array.isArray(value)) throw invalidId("The '_id' value cannot be of type array")
  if (isRegex(value)) throw invalidId("The '_id' value cannot be of type regex")
  if (typeof value === 'object' && isNested(value)) {
    const odd = Object.keys(value).find((key) => key.startsWith('$'))
    if (odd !== undefined)
      throw new MongoError(52, `The dollar ($) prefixed field '${odd}' in '_id' is not valid for storage.`)
    return TAG + TAGS.object + encodeText(value)
  }
  return encodeScalar(value)
}
