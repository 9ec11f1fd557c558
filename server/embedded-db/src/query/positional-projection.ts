import { MongoError } from '../errors'
import type { Comparer } from '../values/comparer'
import { type Doc, getOwn, isObject, setOwn } from '../values/values'
import { matchedPosition } from './positions'
import { mayRunLong, PATTERN_MS, withinTime } from './time-limit'

/** Leaves of the first array on the path only the element that the query matched; what is no array stays. */
export function elementKeeper(path: string, filter: Doc, by: Comparer): (doc: Doc) => Doc {
  const parts = path.split('.')
  const limited = mayRunLong(filter)
  const keep = (doc: Doc) => kept(doc, parts, 0, (array) => matchedPosition(filter, doc, array, by))
  return (doc) => (limited ? withinTime(PATTERN_MS, () => keep(doc)) : keep(doc))
}

function kept(doc: Doc, parts: string[], at: number, position: (array: string) => number | undefined): Doc {
  const key = parts[at]
  if (key === undefined) return doc
  const value = getOwn(doc, key)
  if (Array.isArray(value)) {
    const index = position(parts.slice(0, at + 1).join('.'))
    if (index === undefined)
      throw new MongoError(51246, "positional operator '.$' couldn't find a matching element in the array")
    return replaced(doc, key, [value[index]])
  }
  return isObject(value) ? replaced(doc, key, kept(value, parts, at + 1, position)) : doc
}

/** A copy with another value in the same place, for the order of fields is part of the answer. */
function replaced(doc: Doc, key: string, value: unknown): Doc {
  const next: Doc = {}
  for (const name of Object.keys(doc)) setOwn(next, name, name === key ? value : getOwn(doc, name))
  return next
}
