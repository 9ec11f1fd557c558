import { badValue, MongoError } from '../errors'
import { namesIn, valuesAt } from './paths'
import { compareValues, type Doc, isObject, toNumber } from './values'

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
  if (namesIn(path).some((part) => part.startsWith('$')))
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
function sortValue(doc: Doc, parts: string[], direction: number): SortValue {
  const values = valuesAt(doc, parts, true)
  if (values.length === 0) return { empty: valuesAt(doc, parts, false).length > 0, value: null }
  let best = values[0]
  for (const value of values) if (compareValues(value, best) * direction < 0) best = value
  return { empty: false, value: best }
}

export const sorter = (spec: unknown) => sorterBy(sortKeys(spec))

export function sorterBy(sort: SortKey[]): (a: Doc, b: Doc) => number {
  const keys = sort
    .filter(({ path }) => path !== NATURAL)
    .map((key) => ({ ...key, parts: key.path.split('.') }))
  return (a, b) => {
    for (const { parts, direction } of keys) {
      const x = sortValue(a, parts, direction)
      const y = sortValue(b, parts, direction)
      const order = Number(y.empty) - Number(x.empty) || compareValues(x.value, y.value)
      if (order !== 0) return order * direction
    }
    return 0
  }
}
