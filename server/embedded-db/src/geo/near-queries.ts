import { badValue, MongoError } from '../errors'
import { valuesAt } from '../values/paths'
import { type Doc, equalValues, isObject } from '../values/values'
import type { Pair } from './coordinates'
import { flatOf, type GeoIndex } from './geo-index'
import { distanceFrom, isNear, type Near, nearOf } from './near'

/** A filter of which one condition asks for what is near. */
export interface NearQuery {
  path: string
  near: Near
  /** The filter without that condition. */
  rest: Doc
}

/** The words of MongoDB where a filter cannot sort (src/mongo/db/matcher/expression_parser.cpp). */
export const NOT_HERE = '$geoNear, $near, and $nearSphere are not allowed in this context'

const misplaced = () => badValue('geo $near must be top-level expr')

/** Nothing when the filter does not ask for what is near. */
export function nearQueryOf(filter: Doc): NearQuery | undefined {
  const found: [string, Near][] = []
  const rest = without(filter, found)
  const [first, ...more] = found
  if (more.length > 0) throw badValue('Too many geoNear expressions')
  return first && { path: first[0], near: first[1], rest }
}

/** The filter as it is, unless it has such a condition. */
function without(filter: Doc, found: [string, Near][]): Doc {
  let kept: Doc | undefined
  for (const [key, value] of Object.entries(filter)) {
    if (key === '$and' && Array.isArray(value)) {
      const branches = value.map((branch) => (isObject(branch) ? without(branch, found) : branch))
      if (branches.some((branch, i) => branch !== value[i])) kept = { ...(kept ?? filter), $and: branches }
    } else if (isObject(value) && !key.startsWith('$') && isNear(value)) {
      found.push([key, nearOf(value)])
      const { [key]: _near, ...others } = kept ?? filter
      kept = others
    } else if (isSearched(key, value) && hasNear(value)) throw misplaced()
  }
  return kept ?? filter
}

/** Whether something near is asked for anywhere below: under `$or`, `$not`, `$elemMatch` and their like. */
export function hasNear(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasNear)
  if (!isObject(value)) return false
  return isNear(value) || Object.keys(value).some((key) => isSearched(key, value[key]) && hasNear(value[key]))
}

/** Operands that are values, not conditions, may have fields of any name. */
const VALUES = new Set(['$eq', '$ne', '$in', '$nin', '$gt', '$gte', '$lt', '$lte', '$all', '$expr'])
const isSearched = (key: string, value: unknown) =>
  key.startsWith('$') ? !VALUES.has(key) : isObject(value) && Object.keys(value)[0]?.startsWith('$') === true

/** How far from the place a document is, if it is near enough. */
export function distanceOf({ path, near }: NearQuery): (doc: Doc) => number | undefined {
  const parts = path.split('.')
  const measure = distanceFrom(near)
  return (doc) => measure(valuesAt(doc, parts, false))
}

export const noIndex = () => new MongoError(291, 'unable to find index for $geoNear query')

interface Indexed {
  key: Doc
  hidden: boolean
  partial: Doc | undefined
  geo: GeoIndex | undefined
}

/** What is near is found by an index of the right kind, or not at all. */
export function nearIndex<I extends Indexed>(indexes: readonly I[], { path, near, rest }: NearQuery): I {
  const kinds = near.unit === 'flat' ? ['2d'] : near.unit === 'metres' ? ['2dsphere'] : ['2dsphere', '2d']
  const index = indexes.find(
    ({ key, hidden, partial }) =>
      kinds.includes(String(key[path])) && typeof key[path] === 'string' && !hidden && implied(partial, rest),
  )
  if (index === undefined) throw noIndex()
  if (index.geo?.kind === '2d') checkCenter(near.center, flatOf(index.geo.options))
  return index
}

function checkCenter(center: Pair, { min, max }: { min: number; max: number }): void {
  if (!center.every((part) => part >= min && part <= max))
    throw new MongoError(
      16433,
      `point not in interval of [ ${min}, ${max} ] :: caused by :: [ ${center.join(', ')} ]`,
    )
}

/** A partial index serves a query that repeats its conditions. */
const implied = (partial: Doc | undefined, filter: Doc) =>
  Object.entries(partial ?? {}).every(
    ([path, condition]) => path in filter && equalValues(filter[path], condition),
  )

/** A condition that begins with another operator, or with something that is no place. */
export const nearMisread = (condition: Doc): MongoError =>
  badValue(`near must be first in: ${JSON.stringify(condition)}`)
