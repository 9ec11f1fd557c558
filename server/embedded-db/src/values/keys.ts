import { encodeScalar } from './scalars'
import { isObject } from './values'

/** One text for all values that are equal to each other. */
export function keyOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(keyOf).join()}]`
  if (isObject(value)) {
    const fields = Object.keys(value).map((key) => `${JSON.stringify(key)}:${keyOf(value[key])}`)
    return `{${fields.join()}}`
  }
  const scalar = encodeScalar(value)
  return typeof scalar === 'string' ? JSON.stringify(scalar) : String(scalar)
}
