import { MongoError } from '../../errors'
import { namesIn } from '../../values/paths'
import { getOwn, isObject } from '../../values/values'
import type { Expression } from './types'

const MAX_DEPTH = 200

/** The parts of a path, each a name that a field may have in one. */
export function partsOf(path: string): string[] {
  const parts = namesIn(path)
  if (parts.length > MAX_DEPTH) throw new MongoError(15, `FieldPath is too long: ${parts.length} components`)
  for (const part of parts) {
    if (part.startsWith('$')) throw new MongoError(16410, `FieldPath field names may not start with '$'.`)
    if (part.includes('\0')) throw new MongoError(16411, `FieldPath field names may not contain '\\0'.`)
  }
  return parts
}

/** `$field.path`, or `$$ROOT` for the whole document. */
export function fieldPath(spec: string): Expression {
  if (spec === '$') throw new MongoError(16872, `'$' by itself is not a valid FieldPath`)
  if (spec === '$$ROOT') return (doc) => doc
  if (spec.startsWith('$$')) throw new MongoError(17276, `Use of undefined variable: ${spec.slice(2)}`)
  const parts = partsOf(spec.slice(1))
  return (doc) => valueAlong(doc, parts, 0)
}

/** Through arrays of subdocuments, not by position; elements that are arrays themselves are passed over. */
function valueAlong(value: unknown, parts: readonly string[], from: number): unknown {
  let at = value
  for (let i = from; i < parts.length; i++) {
    if (Array.isArray(at)) {
      return at
        .filter(isObject)
        .map((element) => valueAlong(element, parts, i))
        .filter((found) => found !== undefined)
    }
    if (!isObject(at)) return undefined
    at = getOwn(at, parts[i] ?? '')
  }
  return at
}
