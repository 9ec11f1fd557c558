import { badValue } from '../errors'
import { geoPaths } from '../geo/geo-index'
import { nearQueryOf, noIndex } from '../geo/near-queries'
import type { Collection, StoredIndex } from '../indexes/collection'
import { isHashed } from '../indexes/hashed'
import { sameKey } from '../indexes/index-spec'
import { isUnsorted } from '../values/sorting'
import { type Doc, isObject, toNumber } from '../values/values'
import type { Query } from './prepared'

/**
 * What it means to walk one index and no other: only the documents that it has, in its order
 * (mongodb.com/docs/manual/core/indexes/index-types/index-sparse, "Incomplete results").
 */
export interface Hint {
  /** The documents that are in the index; nothing where it has them all. */
  member: Doc | undefined
  order: Doc | undefined
  /** The paths of an index over places: what is near is found by one of these, or not at all. */
  places: string[]
}

const ID_INDEX = { name: '_id_', key: { _id: 1 } }

/** A hint names an index that there is, or the order of insertion. */
export function hintOf(hint: unknown, collection: Collection | undefined): Hint | undefined {
  if (hint === undefined || hint === null || !collection) return undefined
  if (isObject(hint)) {
    if (Object.keys(hint).length === 0) return undefined
    if ('$natural' in hint)
      return { member: undefined, order: { $natural: toNumber(hint.$natural) }, places: [] }
  }
  const named = ({ name, key }: { name: string; key: Doc }) =>
    hint === name || (isObject(hint) && sameKey(hint, key))
  const { clusteredIndex = ID_INDEX } = collection.options
  if (named(clusteredIndex)) return { member: undefined, order: ID_INDEX.key, places: [] }
  const index = collection.indexes.find((one) => named(one) && !one.hidden)
  if (index === undefined) throw badValue('hint provided does not correspond to an existing index')
  return { member: memberOf(index), order: orderOf(index), places: geoPaths(index.key) }
}

function memberOf({ key, sparse, partial }: StoredIndex): Doc | undefined {
  if (partial) return partial
  const places = geoPaths(key)
  if (!sparse && places.length === 0) return undefined
  const present =
    places.length > 0
      ? places.map((path) => ({ [path]: { $type: ['object', 'array'], $nin: [[], {}] } }))
      : Object.keys(key).map((path) => ({ [path]: { $exists: true } }))
  return present.length === 1 ? present[0] : { $or: present }
}

/** Hashes and places have no order. */
const orderOf = ({ key }: StoredIndex): Doc | undefined =>
  isHashed({ key }) || geoPaths(key).length > 0
    ? undefined
    : Object.fromEntries(
        Object.entries(key).map(([path, direction]) => [path, toNumber(direction) < 0 ? -1 : 1]),
      )

export function hinted<Q extends Query>(query: Q, hint: Hint | undefined): Q {
  if (hint === undefined) return query
  const { filter, sort } = query
  const near = nearQueryOf(filter)
  if (near && !hint.places.includes(near.path)) throw noIndex()
  return { ...query, filter: withinHint(filter, hint), sort: isUnsorted(sort) ? hint.order : sort }
}

/** The filter, asked of the documents of the index alone. */
export function withinHint(filter: Doc, hint: Hint | undefined): Doc {
  if (hint?.member === undefined) return filter
  return Object.keys(filter).length === 0 ? hint.member : { $and: [filter, hint.member] }
}
