import * as bson from './bson-writer'
import { decodeDocument, decodeScalar, TAG, TAGS, timeOf } from './codec'
import { TYPES_KEY } from './exact-types'
import { type Doc, getOwn, setOwn } from './values'

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

/** Fields at the top of a document. */
export type Fields = ReadonlySet<string>

/** A document as it is stored, on its way out: most are sent without ever being an object. */
export class StoredDocument {
  readonly text: string
  /** The fields that are sent; undefined: all of them. */
  readonly only: Fields | undefined

  constructor(text: string, only?: Fields) {
    this.text = text
    this.only = only
  }

  decoded(): Doc {
    return decodedFields(this.text, this.only)
  }

  /** For whoever serialises a reply in the ordinary way. */
  toBSON(): Doc {
    return this.decoded()
  }
}

function decodedFields(text: string, only: Fields | undefined): Doc {
  const doc = decodeDocument(text)
  if (!only) return doc
  const kept: Doc = {}
  for (const key of Object.keys(doc)) if (only.has(key)) setOwn(kept, key, getOwn(doc, key))
  return kept
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

  document(text: string, only?: Fields): void {
    if (text.includes(TYPES)) {
      this.#out.document(decodedFields(text, only))
      return
    }
    this.#text = text
    this.#at = 0
    this.#escapes = text.includes('\\')
    this.#object(only)
    this.#text = ''
  }

  #object(only?: Fields): void {
    const start = this.#out.open()
    this.#at++
    while (this.#text.charCodeAt(this.#at) !== CLOSE) {
      const name = this.#string()
      if (this.#text.charCodeAt(this.#at) === COLON) this.#at++
      if (only && !only.has(name)) this.#pass()
      else this.#value(name)
      if (this.#text.charCodeAt(this.#at) === COMMA) this.#at++
    }
    this.#at++
    this.#out.close(start)
  }

  /** Over a value that is not sent. */
  #pass(): void {
    for (let depth = 0; ; this.#at++) {
      const code = this.#text.charCodeAt(this.#at)
      if (code === QUOTE) this.#at = this.#stringEnd()
      else if (code === OPEN || code === OPEN_LIST) depth++
      else if (depth === 0 && (code === COMMA || code === CLOSE)) return
      else if (code === CLOSE || code === CLOSE_LIST) depth--
    }
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
    if (text[2] === TAGS.date) {
      out.name(bson.DATE, name)
      out.int64(timeOf(text, 3))
      return
    }
    const value = text[2] === TAGS.objectId ? text : decodeScalar(text)
    if (value === text) {
      out.name(bson.OBJECT_ID, name)
      out.objectId(text.slice(3))
    } else if (typeof value === 'boolean') {
      out.name(bson.BOOLEAN, name)
      out.boolean(value)
    } else out.elements({ [name]: value })
  }

  /** Where the string that begins here has its other quote. */
  #stringEnd(): number {
    let end = this.#at + 1
    if (!this.#escapes) return this.#text.indexOf('"', end)
    while (this.#text.charCodeAt(end) !== QUOTE) end += this.#text.charCodeAt(end) === BACKSLASH ? 2 : 1
    return end
  }

  /** A string without anything escaped is a part of the text. */
  #string(): string {
    const start = this.#at + 1
    const end = this.#stringEnd()
    this.#at = end + 1
    return this.#escapes
      ? (JSON.parse(this.#text.slice(start - 1, end + 1)) as string)
      : this.#text.slice(start, end)
  }
}
