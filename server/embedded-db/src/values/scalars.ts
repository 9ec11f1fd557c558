import { Binary, ObjectId } from 'bson'
import { badValue, MongoError } from '../errors'
import { narrow } from './numbers'
import { typeName } from './type-names'
import { bsonType, bytesOf } from './values'

/** What is not text or number is a string that begins with the last code point and a mark of its type. */
export const TAG = '\u{10FFFF}'
/** In MongoDB's order of types. */
export const TAGS = {
  string: '0',
  null: '1',
  number: '2',
  object: '3',
  array: '4',
  binary: '5',
  objectId: '7',
  boolean: '8',
  date: '9',
}
const TRUE = `${TAG}${TAGS.boolean}1`
const FALSE = `${TAG}${TAGS.boolean}0`
/** `_id: null` as the key of a row. */
export const NULL_KEY = TAG + TAGS.null
const YEAR_0 = -62_167_219_200_000
const YEAR_10000 = 253_402_300_800_000
const DATE_OFFSET = 8_640_000_000_000_000
const MINUS = 0x2d
const COLON = 0x3a
const HEX_BYTES = 64

/** Whether a text may hold values that SQL can only test for equality; may say yes wrongly, never no. */
export const MAY_BE_ODD = `(doc GLOB '*${TAG}2*' OR instr(doc, '"${TAG}":') > 0 OR instr(doc, '9e999') > 0)`

export type Scalar = string | number | bigint | null

/** A scalar as SQLite sees it, one form for all that are equal; throws for what cannot be stored. */
export function encodeScalar(value: unknown): Scalar {
  if (value === null || value === undefined) return null
  switch (typeof value) {
    case 'string':
      return value.startsWith(TAG) ? `${TAG}${TAGS.string}${value}` : value
    case 'number':
      return encodeNumber(value)
    case 'bigint':
      return narrow(value)
    case 'boolean':
      return value ? TRUE : FALSE
    case 'object':
      return encodeTagged(value)
    default:
      throw badValue(`a ${typeof value} cannot be stored`)
  }
}

function encodeNumber(value: number): Scalar {
  if (Number.isNaN(value)) return `${TAG}${TAGS.number}${value}`
  return value === 0 ? 0 : value
}

function encodeTagged(value: object): Scalar {
  if (value instanceof Date) return TAG + TAGS.date + encodeDate(value.getTime())
  switch (bsonType(value)) {
    case 'ObjectId':
      return TAG + TAGS.objectId + (value as ObjectId).toHexString()
    case 'Binary':
      return TAG + TAGS.binary + encodeBinary(value as Binary)
    case 'Int32':
    case 'Double':
      return encodeNumber(Number(value))
    case 'Long':
      return narrow(BigInt(String(value)))
    default:
      throw badValue(`values of type ${typeName(value)} are not supported`)
  }
}

function encodeDate(time: number): string {
  if (Number.isNaN(time)) throw badValue('an invalid date cannot be stored')
  if (time < YEAR_0) return `-${String(time + DATE_OFFSET).padStart(16, '0')}`
  if (time >= YEAR_10000) return `:${String(time).padStart(16, '0')}`
  return new Date(time).toISOString()
}

/** The milliseconds of a date whose text begins here. Digit by digit: JavaScript's own reading takes four times as long. */
export function timeOf(text: string, from: number): number {
  const first = text.charCodeAt(from)
  if (first === MINUS) return Number(text.slice(from + 1)) - DATE_OFFSET
  if (first === COLON) return Number(text.slice(from + 1))
  const two = (at: number) => text.charCodeAt(from + at) * 10 + text.charCodeAt(from + at + 1) - 528
  const year = two(0) * 100 + two(2)
  // A year of two digits would be one of the last century.
  if (year < 100) return Date.parse(text.slice(from))
  const thousandths = two(20) * 10 + text.charCodeAt(from + 22) - 48
  return Date.UTC(year, two(5) - 1, two(8), two(11), two(14), two(17), thousandths)
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

export const unknownType = () =>
  new MongoError(1, 'a stored value has a type that this version does not know')

export function decodeScalar(value: unknown): unknown {
  if (typeof value !== 'string' || value.charCodeAt(0) !== 0xdbff || !value.startsWith(TAG)) return value
  const body = value.slice(3)
  switch (value[2]) {
    case TAGS.string:
      return body
    case TAGS.boolean:
      return body === '1'
    case TAGS.date:
      return new Date(timeOf(body, 0))
    case TAGS.objectId:
      return ObjectId.createFromHexString(body)
    case TAGS.binary:
      return decodeBinary(body)
    case TAGS.number:
      return Number(body)
    default:
      throw unknownType()
  }
}

/** A scalar as it stands in JSON text: every digit of an integer, and Infinity as a number beyond all others. */
export function scalarText(scalar: Scalar): string {
  if (typeof scalar === 'string') return JSON.stringify(scalar)
  if (typeof scalar !== 'number' || Number.isSafeInteger(scalar)) return String(scalar)
  if (!Number.isFinite(scalar)) return scalar > 0 ? '9e999' : '-9e999'
  const wide = Number.isInteger(scalar) && Math.abs(scalar) < 2 ** 63
  return wide ? String(BigInt(scalar)) : String(scalar)
}

export const listText = (scalars: readonly Scalar[]): string => `[${scalars.map(scalarText).join(',')}]`
