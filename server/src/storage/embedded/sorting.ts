import { badValue } from './errors'
import { valuesAt } from './paths'
import { compareValues, type Doc, isObject, MIN_KEY, toNumber, typeOf } from './values'

export interface SortKey {
  path: string
  direction: 1 | -1
}

export function sortKeys(spec: unknown): SortKey[] {
  if (spec === undefined || spec === null) return []
  const entries =
    spec instanceof Map ? [...spec.entries()] : isObject(spec) ? Object.entries(spec) : undefined
  if (!entries) throw badValue('sort must be an object')
  return entries.map(([path, order]) => {
    if (isObject(order)) throw badValue('$meta sort is not supported')
    const direction = toNumber(order)
    if (direction !== 1 && direction !== -1) {
      throw badValue(`$sort key ordering must be 1 (for ascending) or -1 (for descending)`)
    }
    return { path, direction }
  })
}

/** Arrays sort by their least element upwards and their greatest downwards, an empty one before null. */
function sortValue(doc: Doc, parts: string[], direction: number): { empty: boolean; value: unknown } {
  const values = valuesAt(doc, parts, true)
  if (values.length === 0) return { empty: valuesAt(doc, parts, false).length > 0, value: null }
  let best = values[0]
  for (const value of values) if (compareValues(value, best) * direction < 0) best = value
  return { empty: false, value: best }
}

/** An empty array comes before null, and after the least of all values. */
function compareEmpty(a: { empty: boolean; value: unknown }, b: { value: unknown }): number {
  const order = typeOf(a.empty ? b.value : a.value) === MIN_KEY ? 1 : -1
  return a.empty ? order : -order
}

export function sorter(spec: unknown): (a: Doc, b: Doc) => number {
  const keys = sortKeys(spec).map((key) => ({ ...key, parts: key.path.split('.') }))
  return (a, b) => {
    for (const { parts, direction } of keys) {
      const x = sortValue(a, parts, direction)
      const y = sortValue(b, parts, direction)
      const order = x.empty === y.empty ? compareValues(x.value, y.value) : compareEmpty(x, y)
      if (order !== 0) return order * direction
    }
    return 0
  }
}
