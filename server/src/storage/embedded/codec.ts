import { Binary, Long, ObjectId } from 'bson'
import { badValue } from './errors'
import { bsonType, bytesOf, type Doc, getOwn } from './values'

/**
 * Documents as JSON text in which scalars stay scalars, so that one `json_extract` serves index, equality,
 * range and sort. Other types are strings that begin with the last code point and a digit in MongoDB's order.
 */
export const TAG = '\u{10FFFF}'
export const TAGS = {
  string: '0',
  object: '3',
  array: '4',
  binary: '5',
  objectId: '7',
  boolean: '8',
  date: '9',
}
const TRUE = `${TAG}${TAGS.boolean}1`
const FALSE = `${TAG}${TAGS.boolean}0`
const YEAR_0 = -62_167_219_200_000
const YEAR_10000 = 253_402_300_800_000
const DATE_OFFSET = 8_640_000_000_000_000
const HEX_BYTES = 64

/** What a path has ever held, so that a planner knows where plain predicates are exact. */
export const HELD_OBJECT = 1
export const HELD_ARRAY = 2

export class Shapes {
  readonly held = new Map<string, number>()
  changed = false
  /** Too many different paths to follow (documents keyed by data): every path counts as anything. */
  overflow = false
  /** The paths of indexes: followed even then. */
  watched = new Set<string>()
  #noted: [string, number | undefined][] = []

  /** From here on, what is noted can be undone: a refused document must leave no trace. */
  begin(): void {
    this.#noted = []
  }

  undo(): void {
    for (const [path, before] of this.#noted.reverse()) {
      if (before === undefined) this.held.delete(path)
      else this.held.set(path, before)
    }
    this.#noted = []
    this.changed = false
  }

  note(path: string, bit: number): void {
    const before = this.held.get(path) ?? 0
    if ((before & bit) !== 0 || (this.overflow && !this.watched.has(path))) return
    if (this.held.size >= 2000 && !this.watched.has(path)) this.overflow = true
    else {
      this.#noted.push([path, this.held.get(path)])
      this.held.set(path, before | bit)
    }
    this.changed = true
  }

  at(path: string): number {
    if (this.overflow && !this.watched.has(path)) return HELD_OBJECT | HELD_ARRAY
    return this.held.get(path) ?? 0
  }
}

export function encodeDocument(doc: Doc, shapes: Shapes): string {
  return encodeObject(doc, shapes, '')
}

function encodeObject(doc: Doc, shapes: Shapes | undefined, prefix: string): string {
  let text = '{'
  for (const key of Object.keys(doc)) {
    const value = getOwn(doc, key)
    if (value === undefined) continue
    if (text.length > 1) text += ','
    text += `${JSON.stringify(key)}:${encodeValue(value, shapes, shapes ? prefix + key : key)}`
  }
  return `${text}}`
}

function encodeValue(value: unknown, shapes: Shapes | undefined, path: string): string {
  if (Array.isArray(value)) {
    shapes?.note(path, HELD_ARRAY)
    return `[${value.map((element) => encodeValue(element ?? null, undefined, '')).join(',')}]`
  }
  if (value !== null && typeof value === 'object' && isNested(value)) {
    shapes?.note(path, HELD_OBJECT)
    return encodeObject(value as Doc, shapes, `${path}.`)
  }
  const scalar = encodeScalar(value)
  return typeof scalar === 'string' ? JSON.stringify(scalar) : String(scalar)
}

/** Any value as it stands in a document's text. */
export const encodeText = (value: unknown): string => encodeValue(value, undefined, '')

const isNested = (value: object) =>
  !(value instanceof Date) && !(value instanceof RegExp) && bsonType(value) === undefined

export type Scalar = string | number | null

/** A scalar as SQLite sees it; throws for what cannot be stored. */
export function encodeScalar(value: unknown): Scalar {
  if (value === null || value === undefined) return null
  switch (typeof value) {
    case 'string':
      return value.startsWith(TAG) ? `${TAG}${TAGS.string}${value}` : value
    case 'number':
      if (!Number.isFinite(value)) throw badValue(`${value} cannot be stored`)
      return value === 0 ? 0 : value
    case 'boolean':
      return value ? TRUE : FALSE
    case 'object':
      return encodeTagged(value)
    default:
      throw badValue(`a ${typeof value} cannot be stored`)
  }
}

function encodeTagged(value: object): Scalar {
  if (value instanceof Date) return TAG + TAGS.date + encodeDate(value.getTime())
  if (value instanceof ObjectId) return TAG + TAGS.objectId + value.toHexString()
  if (value instanceof Binary) return TAG + TAGS.binary + encodeBinary(value)
  if (value instanceof Long && bsonType(value) === 'Long') {
    const number = value.toNumber()
    if (Number.isSafeInteger(number)) return number
    throw badValue('integers beyond 2^53 cannot be stored')
  }
  const kind = value instanceof RegExp ? 'RegExp' : (bsonType(value) ?? 'object')
  if (kind === 'Int32' || kind === 'Double') return encodeScalar(Number(value))
  throw badValue(`values of type ${kind} cannot be stored`)
}

function encodeDate(time: number): string {
  if (Number.isNaN(time)) throw badValue('an invalid date cannot be stored')
  if (time < YEAR_0) return `-${String(time + DATE_OFFSET).padStart(16, '0')}`
  if (time >= YEAR_10000) return `:${String(time).padStart(16, '0')}`
  return new Date(time).toISOString()
}

function decodeDate(text: string): Date {
  if (text.startsWith('-')) return new Date(Number(text.slice(1)) - DATE_OFFSET)
  return new Date(text.startsWith(':') ? Number(text.slice(1)) : text)
}

// Length, subtype, bytes: MongoDB's order; hex keeps it for the short ones, base64 only equality for the long.
function encodeBinary(value: Binary): string {
  const bytes = Buffer.from(bytesOf(value))
  const head = bytes.length.toString(16).padStart(8, '0') + value.sub_type.toString(16).padStart(2, '0')
  return head + bytes.toString(bytes.length <= HEX_BYTES ? 'hex' : 'base64')
}

function decodeBinary(text: string): Binary {
  const length = Number.parseInt(text.slice(0, 8), 16)
  const bytes = Buffer.from(text.slice(10), length <= HEX_BYTES ? 'hex' : 'base64')
  return new Binary(bytes, Number.parseInt(text.slice(8, 10), 16))
}

export function decodeDocument(text: string): Doc {
  const doc = JSON.parse(text) as Doc
  if (text.includes(TAG)) revive(doc)
  return doc
}

export function decodeScalar(value: unknown): unknown {
  if (typeof value !== 'string' || value.charCodeAt(0) !== 0xdbff || !value.startsWith(TAG)) return value
  const body = value.slice(3)
  switch (value[2]) {
    case TAGS.string:
      return body
    case TAGS.boolean:
      return body === '1'
    case TAGS.date:
      return decodeDate(body)
    case TAGS.objectId:
      return ObjectId.createFromHexString(body)
    case TAGS.binary:
      return decodeBinary(body)
    default:
      return decodeDocument(body)
  }
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

/** `_id` as the key of a row: a scalar, or a subdocument as tagged text. */
export function encodeKey(value: unknown): Scalar {
  if (value === null || value === undefined) throw badValue('an _id of null is not supported')
  if (Array.isArray(value)) throw badValue("The '_id' value cannot be of type array")
  if (typeof value === 'object' && isNested(value))
    return TAG + TAGS.object + encodeObject(value as Doc, undefined, '')
  return encodeScalar(value)
}
