import { encodeScalar } from './scalars'
import { compareStrings, compareValues, type Doc, isObject } from './values'

export type TextOrder = (a: string, b: string) => number

/** How values compare: strings by their bytes or, with a collation, as a language has them. */
export interface Comparer {
  /** Strings are equal when their bytes are. */
  readonly binary: boolean
  readonly texts: TextOrder
  readonly compare: (a: unknown, b: unknown) => number
  readonly equal: (a: unknown, b: unknown) => boolean
  /** One text for all values that are equal to each other. */
  readonly keyOf: (value: unknown) => string
}

/** Whether a collation has anything to say of a value. */
export function hasText(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasText)
  return typeof value === 'string' || (isObject(value) && Object.values(value).some(hasText))
}

function keyBy(value: unknown, ofText: (text: string) => string): string {
  if (typeof value === 'string') return ofText(value)
  if (Array.isArray(value)) return `[${value.map((element) => keyBy(element, ofText)).join()}]`
  if (isObject(value)) return objectKey(value, ofText)
  const scalar = encodeScalar(value)
  return typeof scalar === 'string' ? JSON.stringify(scalar) : String(scalar)
}

function objectKey(doc: Doc, ofText: (text: string) => string): string {
  return `{${Object.keys(doc)
    .map((key) => `${JSON.stringify(key)}:${keyBy(doc[key], ofText)}`)
    .join()}}`
}

const byteKey = (text: string) => JSON.stringify(encodeScalar(text))

export const BINARY: Comparer = {
  binary: true,
  texts: compareStrings,
  compare: (a, b) => compareValues(a, b),
  equal: (a, b) => compareValues(a, b) === 0,
  keyOf: (value) => keyBy(value, byteKey),
}

/** Compares for one operation, and keeps what it has seen for its keys. */
export class Collator implements Comparer {
  readonly binary = false
  readonly texts: TextOrder
  readonly compare: Comparer['compare']
  readonly equal: Comparer['equal']
  readonly keyOf: Comparer['keyOf']
  readonly #keys = new Map<string, string>()
  /** One text of each that are equal, in order. */
  readonly #different: { text: string; key: string }[] = []

  constructor(texts: TextOrder) {
    this.texts = texts
    this.compare = (a, b) => compareValues(a, b, texts)
    this.equal = (a, b) => compareValues(a, b, texts) === 0
    this.keyOf = (value) => keyBy(value, (text) => this.#textKey(text))
  }

  /** Intl has no sort keys: a text is known by the first that it equals. */
  #textKey(text: string): string {
    const known = this.#keys.get(text)
    if (known !== undefined) return known
    let low = 0
    let high = this.#different.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const other = this.#different[middle]
      const order = other ? this.texts(other.text, text) : 0
      if (other && order === 0) {
        this.#keys.set(text, other.key)
        return other.key
      }
      if (order < 0) low = middle + 1
      else high = middle
    }
    const key = `t${this.#different.length}`
    this.#different.splice(low, 0, { text, key })
    this.#keys.set(text, key)
    return key
  }
}
