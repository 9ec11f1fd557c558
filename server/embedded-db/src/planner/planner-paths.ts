import { HELD_ARRAY, HELD_OBJECT, HELD_ODD, type Scalar, type Shapes } from '../values/codec'
import { isIndex } from '../values/paths'
import { scalarText } from '../values/scalars'

const MAX_KNOWN = 2000
const known = new Map<string, string | undefined>()

/** The path as a JSON path, or nothing when SQLite has no way to write it. */
export function jsonPath(path: string): string | undefined {
  if (known.has(path)) return known.get(path)
  if (known.size >= MAX_KNOWN) known.clear()
  const made = toJsonPath(path)
  known.set(path, made)
  return made
}

function toJsonPath(path: string): string | undefined {
  if (!/^[^"\\?\p{Cc}]+$/u.test(path) || path.split('.').includes('')) return undefined
  return `'$${path
    .split('.')
    .map((part) => `."${part.replaceAll("'", "''")}"`)
    .join('')}'`
}

export function expressionOf(path: string, columns?: ReadonlyMap<string, string>): string | undefined {
  if (path === '_id') return 'id'
  const column = columns?.get(path)
  if (column !== undefined) return column
  const json = jsonPath(path)
  return json && `json_extract(doc,${json})`
}

export const quote = (value: Scalar) =>
  typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : value === null ? 'NULL' : scalarText(value)

/** Whether the path may lead to a position of an array. */
export const hasPosition = (path: string) => path.split('.').slice(1).some(isIndex)

/** Whether an array was ever held above the leaf, and what the leaf held. */
export function heldAt(path: string, shapes: Shapes): { above: boolean; leaf: number } {
  const parts = path.split('.')
  let prefix = ''
  for (const part of parts.slice(0, -1)) {
    prefix += prefix === '' ? part : `.${part}`
    if ((shapes.at(prefix) & HELD_ARRAY) !== 0) return { above: true, leaf: 0 }
  }
  return { above: false, leaf: shapes.at(path) }
}

/** What may be below an array: the odd values of its subdocuments are noted at the array. */
export function belowArrays(path: string, shapes: Shapes): number {
  const parts = path.split('.')
  const prefixes = parts.map((_part, i) => parts.slice(0, i + 1).join('.'))
  const odd = prefixes.some((prefix) => (shapes.at(prefix) & HELD_ODD) !== 0)
  return HELD_ARRAY | HELD_OBJECT | (odd ? HELD_ODD : 0)
}
