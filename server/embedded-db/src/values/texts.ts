import { typeName } from './type-names'

const MAX_TEXT = 160

/** A client's value in an error text; a document may have fields named as the methods that String() calls. */
export function textOf(value: unknown): string {
  const text = written(value)
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}...` : text
}

function written(value: unknown): string {
  if (Array.isArray(value)) return `[ ${value.map(written).join(', ')} ]`
  if (isPlain(value)) return `{ ${Object.keys(value).map(entryOf(value)).join(', ')} }`
  const text = String(value)
  return text === '[object Object]' ? typeName(value) : text
}

const entryOf = (source: Record<string, unknown>) => (key: string) => `${key}: ${written(source[key])}`

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
