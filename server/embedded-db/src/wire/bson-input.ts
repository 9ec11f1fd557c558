import { BSON, type Double, type Int32 } from 'bson'
import { badValue } from '../errors'
import { isInt } from '../values/numbers'
import { bsonType, type Doc, setOwn } from '../values/values'

const OPTIONS = { promoteBuffers: false, promoteLongs: false, bsonRegExp: true } as const

/**
 * A document from the wire. Numbers are plain, except those that a driver would write as another type than they
 * came: longs, and doubles without a fraction. Throws for the types that the parser would turn into others.
 */
export function readDocument(bytes: Buffer): Doc {
  const exact = hasWholeDouble(bytes)
  const doc = BSON.deserialize(bytes, { ...OPTIONS, promoteValues: !exact })
  return exact ? (settled(doc) as Doc) : doc
}

function settled(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(settled)
  if (value instanceof Date) return value
  switch (bsonType(value)) {
    case undefined:
      return settledObject(value as Doc)
    case 'Int32':
      return (value as Int32).value
    case 'Double': {
      const { value: number } = value as Double
      return isInt(number) ? value : number
    }
    default:
      return value
  }
}

function settledObject(doc: Doc): Doc {
  for (const key of Object.keys(doc)) {
    const before = doc[key]
    const after = settled(before)
    if (after !== before) setOwn(doc, key, after)
  }
  return doc
}

// https://bsonspec.org/spec.html
const DOUBLE = 0x01
const STRING = 0x02
const OBJECT = 0x03
const ARRAY = 0x04
const BINARY = 0x05
const UNDEFINED = 0x06
const REGEX = 0x0b
const POINTER = 0x0c
const CODE = 0x0d
const SYMBOL = 0x0e
const SCOPED_CODE = 0x0f
const INT = 0x10
const DECIMAL = 0x13
const WIDTHS: Record<number, number> = {
  7: 12,
  8: 1,
  9: 8,
  10: 0,
  [INT]: 4,
  17: 8,
  18: 8,
  [DECIMAL]: 16,
  127: 0,
  255: 0,
}

/** Whether some double has the value of an int: only then is it worth telling numbers apart one by one. */
function hasWholeDouble(bytes: Buffer): boolean {
  return walk(bytes, 0)
}

function walk(bytes: Buffer, start: number): boolean {
  const end = start + bytes.readInt32LE(start) - 1
  let at = start + 4
  let found = false
  while (at < end) {
    const type = bytes[at++]
    while (bytes[at] !== 0) at++
    at++
    if (type === DOUBLE) {
      found ||= isInt(bytes.readDoubleLE(at))
      at += 8
    } else if (type === OBJECT || type === ARRAY) {
      found = walk(bytes, at) || found
      at += bytes.readInt32LE(at)
    } else at += sizeOf(bytes, type ?? 0, at)
  }
  return found
}

function sizeOf(bytes: Buffer, type: number, at: number): number {
  switch (type) {
    case STRING:
    case CODE:
      return 4 + bytes.readInt32LE(at)
    // The parser would turn a symbol into a string, and leave an undefined value out.
    case SYMBOL:
      throw badValue('values of type symbol are not supported')
    case UNDEFINED:
      throw badValue('values of type undefined are not supported')
    case BINARY:
      return 5 + bytes.readInt32LE(at)
    case SCOPED_CODE:
      return bytes.readInt32LE(at)
    case POINTER:
      return 16 + bytes.readInt32LE(at)
    case REGEX: {
      const options = bytes.indexOf(0, at) + 1
      return bytes.indexOf(0, options) + 1 - at
    }
    default:
      // The parser refuses a type that BSON does not have.
      return WIDTHS[type] ?? bytes.length
  }
}
