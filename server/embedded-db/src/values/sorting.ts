import { badValue, MongoError } from '../errors'
import { BINARY, type Comparer } from './comparer'
import { namesIn, REFERENCE, valuesAt } from './paths'
import { type Doc, isObject, MIN_KEY, toNumber, typeOf } from './values'

/** The order of insertion, which documents do not tell of themselves. */
export const NATURAL = '$natural'

export const isUnsorted = (sort: unknown) =>
  sort === undefined || sort === null || (isObject(sort) && Object.keys(sort).length === 0)

export interface SortKey {
  path: string
  direction: 1 | -1
}

const MAX_KEYS = 32

function checkPath(path: string): void {
  if (namesIn(path).some((part) => part.startsWith('$') && !REFERENCE.has(part)))
    throw new MongoError(16410, `FieldPath field names may not start with '$'. Path: ${path}`)
}

export function sortKeys(spec: unknown): SortKey[] {
  if (spec === undefined || spec === null) return []
  const entries =
    spec instanceof Map ? [...spec.entries()] : isObject(spec) ? Object.entries(spec) : undefined
  if (!entries) throw badValue('sort must be an object')
  if (entries.length > MAX_KEYS) throw new MongoError(13103, 'too many compound keys')
  if (entries.length > 1 && entries.some(([path]) => path === NATURAL))
    throw badValue("Cannot include '$natural' in compound sort")
  return entries.map(([path, order]) => {
    if (path !== NATURAL) checkPath(path)
    if (isObject(order)) throw badValue('$meta sort is not supported')
    const direction = toNumber(order)
    if (direction !== 1 && direction !== -1) {
      throw badValue(`$sort key ordering must be 1 (for ascending) or -1 (for descending)`)
    }
    return { path, direction }
  })
}

interface SortValue {
  empty: boolean
  value: unknown
}

/** Arrays sort by their least element upwards and their greatest downwards, an empty one before null. */
function sortValue(doc: Doc, parts: string[], direction: number, by: Comparer): SortValue {
  const values = valuesAt(doc, parts, true)
  if (values.length === 0) return { empty: valuesAt(doc, parts, false).length > 0, value: null }
  let best = values[0]
  for (const value of values) if (by.compare(value, best) * direction < 0) best = value
  return { empty: false, value: best }
}

/** An empty array comes before null, and after the least of all values. */
function compareEmpty(a: SortValue, b: SortValue): number {
  const order = typeOf(a.empty ? b.value : a.value) === MIN_KEY ? 1 : -1
  return a.empty ? order : -order
}

export const sorter = (spec: unknown, by?: Comparer) => sorterBy(sortKeys(spec), by)

export function sorterBy(sort: SortKey[], by: Comparer = BINARY): (a: Doc, b: Doc) => number {
  const keys = sort
    .filter(({ path }) => path !== NATURAL)
    .map((key) => ({ ...key, parts: key.path.split('.') }))
  return (a, b) => {
    for (const { parts, direction } of keys) {
      const x = sortValue(a, parts, direction, by)
      const y = sortValue(b, parts, direction, by)
      const order = x.empty === y.empty ? by.compare(x.value, y.value) : compareEmpty(x, y)
      if (order !== 0) return order * direction
    }
    return 0
  }
}
