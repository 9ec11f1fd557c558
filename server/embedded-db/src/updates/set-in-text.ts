import { encodePlainList, encodeScalar, type Scalar, TAG } from '../values/codec'
import { TYPES_KEY } from '../values/exact-types'
import { bsonType, type Doc, isObject } from '../values/values'

const QUOTE = 0x22
const COMMA = 0x2c
const BACKSLASH = 0x5c
const OPEN = 0x7b
const OPEN_LIST = 0x5b
const CLOSE = 0x7d
const CLOSE_LIST = 0x5d
/** Numbers whose types stand apart may be among what is replaced. */
const TYPES = `"${TYPES_KEY}":[`

/** A field at the top of a document that becomes a value whose text SQL reads as it stands, or a list. */
export interface PlainField {
  /** Undefined for a list. */
  scalar: Scalar | undefined
  text: string
}

/** What an update does to each document alike: nothing but `$set` of plain values and lists at the top. */
export type PlainSet = ReadonlyMap<string, PlainField>

export function plainSet(spec: Doc): PlainSet | undefined {
  const { $set } = spec
  if (Object.keys(spec).length !== 1 || !isObject($set)) return undefined
  const fields = new Map<string, PlainField>()
  for (const [name, value] of Object.entries($set)) {
    const field = isPlainName(name) ? plainField(value) : undefined
    if (!field) return undefined
    fields.set(name, field)
  }
  return fields
}

const isPlainName = (name: string) =>
  name !== '_id' && name !== TYPES_KEY && !name.includes('.') && !name.startsWith('$') && isVerbatim(name)

/** Whether JSON writes a text without escaping anything. */
const isVerbatim = (text: string) => JSON.stringify(text) === `"${text}"`

function plainField(value: unknown): PlainField | undefined {
  if (value === null) return { scalar: null, text: 'null' }
  if (Array.isArray(value)) {
    const text = encodePlainList(value)
    return text === undefined ? undefined : { scalar: undefined, text }
  }
  if (!isPlain(value)) return undefined
  const scalar = encodeScalar(value)
  return typeof scalar === 'string' && isVerbatim(scalar) ? { scalar, text: `"${scalar}"` } : undefined
}

function isPlain(value: unknown): boolean {
  if (typeof value === 'string' || typeof value === 'boolean') return true
  if (value instanceof Date) return !Number.isNaN(value.getTime())
  return typeof value === 'object' && value !== null && bsonType(value) === 'ObjectId'
}

/**
 * A document's text with its fields set, and which of them changed; nothing where one of them is not there yet, or where
 * only the whole document tells what its text becomes.
 */
export function setInText(text: string, fields: PlainSet): { text: string; changed: string[] } | undefined {
  if (text.includes(TAG) && text.includes(TYPES)) return undefined
  const escapes = text.includes('\\')
  const changed: string[] = []
  let made = ''
  let copied = 0
  let left = fields.size
  for (let at = 1; left > 0 && text.charCodeAt(at) === QUOTE; ) {
    const nameEnd = stringEnd(text, at, escapes)
    const begin = nameEnd + 2
    const end = valueEnd(text, begin, escapes)
    const name = text.slice(at + 1, nameEnd)
    const field = fields.get(name)
    if (field) {
      left--
      if (text.slice(begin, end) !== field.text) {
        changed.push(name)
        made += text.slice(copied, begin) + field.text
        copied = end
      }
    }
    at = end + 1
  }
  return left > 0 ? undefined : { text: made + text.slice(copied), changed }
}

/** Where the string that begins here has its other quote. */
function stringEnd(text: string, from: number, escapes: boolean): number {
  if (!escapes) return text.indexOf('"', from + 1)
  let end = from + 1
  while (text.charCodeAt(end) !== QUOTE) end += text.charCodeAt(end) === BACKSLASH ? 2 : 1
  return end
}

/** Where the value that begins here is over: at a comma, or at the end of the document. */
function valueEnd(text: string, from: number, escapes: boolean): number {
  for (let at = from, depth = 0; ; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = stringEnd(text, at, escapes)
    else if (code === OPEN || code === OPEN_LIST) depth++
    else if (depth === 0 && (code === COMMA || code === CLOSE)) return at
    else if (code === CLOSE || code === CLOSE_LIST) depth--
  }
}
