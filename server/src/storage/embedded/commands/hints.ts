import { badValue } from '../errors'
import type { Collection, StoredIndex } from '../indexes/catalog'
import { arrayPaths } from '../indexes/collection'
import { sameKey } from '../indexes/index-spec'
import { keyPaths } from '../indexes/indexes'
import { type Doc, isObject, toNumber } from '../values/values'

interface Hinted {
  filter: Doc
  sort: unknown
}

const ID: Pick<StoredIndex, 'name' | 'key'> = { name: '_id_', key: { _id: 1 } }

/**
 * What a hint makes of a query: whoever is led by an index gets the documents that are in it, in its order, where no
 * other is asked for. https://www.mongodb.com/docs/manual/core/index-sparse/, …/core/index-partial/
 */
export function hinted(command: Doc, collection: Collection | undefined, filter: Doc = {}): Hinted {
  const { hint, sort } = command
  const asked: Hinted = { filter, sort }
  if (hint === undefined || hint === null || !collection) return asked
  const ordered = isObject(sort) && Object.keys(sort).length > 0
  if (isObject(hint) && Object.keys(hint).length === 0) return asked
  if (isObject(hint) && '$natural' in hint)
    return ordered ? asked : { filter, sort: { $natural: toNumber(hint.$natural) } }
  const index = named(hint, collection)
  return { filter: within(index, filter), sort: ordered ? sort : orderOf(index, collection) }
}

function named(
  hint: unknown,
  { indexes, options }: Collection,
): Pick<StoredIndex, 'key'> & Partial<StoredIndex> {
  const visible = indexes.filter(({ hidden }) => !hidden)
  const found = [options.clusteredIndex ?? ID, ...visible].find(
    ({ name, key }) => hint === name || (isObject(hint) && sameKey(hint, key)),
  )
  if (!found) throw badValue('hint provided does not correspond to an existing index')
  return found
}

function within({ key, sparse, partial }: Pick<StoredIndex, 'key'> & Partial<StoredIndex>, filter: Doc): Doc {
  if (partial) return { $and: [filter, partial] }
  if (!sparse) return filter
  return { $and: [filter, { $or: Object.keys(key).map((path) => ({ [path]: { $exists: true } })) }] }
}

/** An index over arrays has documents at many places: it gives them no order. */
function orderOf({ key }: Pick<StoredIndex, 'key'>, { shapes }: Collection): Doc | undefined {
  if (arrayPaths(keyPaths({ key } as StoredIndex), shapes).length > 0) return undefined
  return Object.fromEntries(
    Object.entries(key).map(([path, direction]) => [path, toNumber(direction) < 0 ? -1 : 1]),
  )
}
