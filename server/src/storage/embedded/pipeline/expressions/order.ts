import { encodeScalar } from '../../values/codec'
import { compareValues, type Doc, isObject, typeOf } from '../../values/values'

const MIN_KEY = 0

/** MongoDB's order, in which a missing value comes before null. */
export function compareMissing(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) {
    if (a === b) return 0
    const present = a === undefined ? b : a
    const order = typeOf(present) === MIN_KEY ? 1 : -1
    return a === undefined ? order : -order
  }
  return Math.sign(compareValues(a, b))
}

/** One text for all values that are equal to each other. */
export function keyOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(keyOf).join()}]`
  if (isObject(value)) return objectKey(value)
  const scalar = encodeScalar(value)
  return typeof scalar === 'string' ? JSON.stringify(scalar) : String(scalar)
}

function objectKey(doc: Doc): string {
  return `{${Object.keys(doc)
    .map((key) => `${JSON.stringify(key)}:${keyOf(doc[key])}`)
    .join()}}`
}
