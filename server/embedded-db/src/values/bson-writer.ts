import { BSON, type Long } from 'bson'
import type { Doc } from './values'

// https://bsonspec.org/spec.html
export const DOUBLE = 1
export const STRING = 2
export const DOCUMENT = 3
export const ARRAY = 4
export const OBJECT_ID = 7
export const BOOLEAN = 8
export const DATE = 9
export const NULL = 10
export const INT = 16
export const LONG = 18

const FIRST_SIZE = 64 * 1024
/** What a large reply needed is not kept. */
const KEPT_SIZE = 1024 * 1024

/** Writes BSON into one buffer that grows. */
export class BsonWriter {
  #bytes = Buffer.allocUnsafeSlow(FIRST_SIZE)
  at = 0

  /** Begins anew, with so many bytes left free. */
  start(from: number): void {
    if (this.#bytes.length > KEPT_SIZE) this.#bytes = Buffer.allocUnsafeSlow(FIRST_SIZE)
    this.at = from
  }

  /** Room for so many bytes more. */
  room(length: number): Buffer {
    const needed = this.at + length
    if (needed > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2))
      this.#bytes.copy(larger, 0, 0, this.at)
      this.#bytes = larger
    }
    return this.#bytes
  }

  /** The type and name of an element. */
  name(type: number, name: string): void {
    const bytes = this.room(name.length * 3 + 2)
    bytes[this.at++] = type
    this.at += write(bytes, name, this.at)
    bytes[this.at++] = 0
  }

  /** Begins a document; what it returns ends it. */
  open(): number {
    this.room(5)
    this.at += 4
    return this.at - 4
  }

  close(start: number): void {
    const bytes = this.room(1)
    bytes[this.at++] = 0
    bytes.writeInt32LE(this.at - start, start)
  }

  int32(value: number): void {
    this.room(4).writeInt32LE(value, this.at)
    this.at += 4
  }

  int64(value: number): void {
    const high = Math.floor(value / 4_294_967_296)
    this.int32((value - high * 4_294_967_296) | 0)
    this.int32(high)
  }

  long({ low, high }: Long): void {
    this.int32(low)
    this.int32(high)
  }

  double(value: number): void {
    this.room(8).writeDoubleLE(value, this.at)
    this.at += 8
  }

  string(text: string): void {
    const bytes = this.room(text.length * 3 + 5)
    const length = write(bytes, text, this.at + 4)
    bytes.writeInt32LE(length + 1, this.at)
    this.at += length + 4
    bytes[this.at++] = 0
  }

  objectId(hex: string): void {
    this.at += this.room(12).write(hex, this.at, 'hex')
  }

  boolean(value: boolean): void {
    this.room(1)[this.at++] = value ? 1 : 0
  }

  document(doc: Doc): void {
    const whole = BSON.serialize(doc, { ignoreUndefined: true })
    this.room(whole.length).set(whole, this.at)
    this.at += whole.length
  }

  /** The elements of a document that is at hand as an object. */
  elements(doc: Doc): void {
    const whole = BSON.serialize(doc, { ignoreUndefined: true })
    this.room(whole.length).set(whole.subarray(4, -1), this.at)
    this.at += whole.length - 5
  }

  /** A copy of what was written, with what was left free before it. */
  finish(): Buffer {
    const copy = Buffer.allocUnsafe(this.at)
    this.#bytes.copy(copy, 0, 0, this.at)
    return copy
  }
}

/** Short names are written faster than they are handed over. */
function write(bytes: Buffer, text: string, at: number): number {
  const { length } = text
  if (length > 24) return bytes.write(text, at, 'utf8')
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i)
    if (code >= 0x80) return bytes.write(text, at, 'utf8')
    bytes[at + i] = code
  }
  return length
}
