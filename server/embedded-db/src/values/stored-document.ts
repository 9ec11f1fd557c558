import * as bson from './bson-writer'
import { decodeDocument, decodeScalar, TAG, TAGS } from './codec'
import { TYPES_KEY } from './exact-types'
import type { Doc } from './values'

const QUOTE = 0x22
const COMMA = 0x2c
const COLON = 0x3a
const BACKSLASH = 0x5c
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN = 0x7b
const CLOSE = 0x7d
const NULL = 0x6e
/** The list of types that stand apart from their numbers. */
const TYPES = `"${TYPES_KEY}":[`
/** Longer digits may not be whole numbers of 32 bits. */
const SHORT = 9

/** A document as it is stored, on its way out: most are sent without ever being an object. */
export class StoredDocument {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  decoded(): Doc {
    return decodeDocument(this.text)
  }

  /** For whoever serialises a reply in the ordinary way. */
  toBSON(): Doc {
    return this.decoded()
  }
}

/** Stored text to BSON in one pass. The text is the codec's own: nothing in it is blank, nothing malformed. */
export class TextReader {
  #text = ''
  #at = 0
  #escapes = false
  readonly #out: bson.BsonWriter

  constructor(out: bson.BsonWriter) {
    this.#out = out
  }

  document(text: string): void {
    if (text.includes(TYPES)) {
      this.#out.document(decodeDocument(text))
      return
    }
    this.#text = text
    this.#at = 0
    this.#escapes = text.includes('\\')
    this.#object()
    this.#text = ''
  }

  #object(): void {
    const start = this.#out.open()
    this.#at++
    while (this.#text.charCodeAt(this.#at) !== CLOSE) {
      const name = this.#string()
      if (this.#text.charCodeAt(this.#at) === COLON) this.#at++
      this.#value(name)
      if (this.#text.charCodeAt(this.#at) === COMMA) this.#at++
    }
    this.#at++
    this.#out.close(start)
  }

  #list(): void {
    const start = this.#out.open()
    this.#at++
    for (let i = 0; this.#text.charCodeAt(this.#at) !== CLOSE_LIST; i++) {
      this.#value(String(i))
      if (this.#text.charCodeAt(this.#at) === COMMA) this.#at++
    }
    this.#at++
    this.#out.close(start)
  }

  #value(name: string): void {
    const out = this.#out
    switch (this.#text.charCodeAt(this.#at)) {
      case QUOTE:
        this.#scalar(name, this.#string())
        return
      case OPEN:
        out.name(bson.DOCUMENT, name)
        this.#object()
        return
      case OPEN_LIST:
        out.name(bson.ARRAY, name)
        this.#list()
        return
      case NULL:
        out.name(bson.NULL, name)
        this.#at += 4
        return
      default:
        this.#number(name)
    }
  }

  #number(name: string): void {
    const start = this.#at
    let whole = true
    let code = this.#text.charCodeAt(this.#at)
    while (code !== COMMA && code !== CLOSE && code !== CLOSE_LIST) {
      if (code > 0x39 || code === 0x2e) whole = false
      code = this.#text.charCodeAt(++this.#at)
    }
    const value = Number(this.#text.slice(start, this.#at))
    if ((whole && this.#at - start <= SHORT) || (Number.isInteger(value) && value === (value | 0))) {
      this.#out.name(bson.INT, name)
      this.#out.int32(value)
    } else {
      this.#out.name(bson.DOUBLE, name)
      this.#out.double(value)
    }
  }

  #scalar(name: string, text: string): void {
    const out = this.#out
    if (text.charCodeAt(0) !== 0xdbff || !text.startsWith(TAG)) {
      out.name(bson.STRING, name)
      out.string(text)
      return
    }
    const value = text[2] === TAGS.objectId ? text : decodeScalar(text)
    if (value === text) {
      out.name(bson.OBJECT_ID, name)
      out.objectId(text.slice(3))
    } else if (value instanceof Date) {
      out.name(bson.DATE, name)
      out.int64(value.getTime())
    } else if (typeof value === 'boolean') {
      out.name(bson.BOOLEAN, name)
      out.boolean(value)
    } else out.elements({ [name]: value })
  }

  /** A string without anything escaped is a part of the text. */
  #string(): string {
    const start = this.#at + 1
    let end = start
    if (!this.#escapes) end = this.#text.indexOf('"', start)
    else while (this.#text.charCodeAt(end) !== QUOTE) end += this.#text.charCodeAt(end) === BACKSLASH ? 2 : 1
    this.#at = end + 1
    return this.#escapes
      ? (JSON.parse(this.#text.slice(start - 1, end + 1)) as string)
      : this.#text.slice(start, end)
  }
}
