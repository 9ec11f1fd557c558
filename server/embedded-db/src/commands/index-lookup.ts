import { MongoError } from '../errors'
import type { StoredIndex } from '../indexes/collection'
import { sameKey } from '../indexes/index-spec'
import type { Doc } from '../values/values'

export function indexNamed(indexes: readonly StoredIndex[], name: unknown, missing: string): StoredIndex {
  const index = indexes.find((one) => one.name === name)
  if (index === undefined) throw new MongoError(27, missing)
  return index
}

/** Several indexes may stand on one key, by their filters. */
export function indexOnKey(
  indexes: readonly StoredIndex[],
  key: Doc,
  missing: string,
  ambiguous: (found: StoredIndex[]) => string,
): StoredIndex {
  const found = indexes.filter((one) => sameKey(one.key, key))
  const [index, ...others] = found
  if (index === undefined) throw new MongoError(27, missing)
  if (others.length > 0) throw new MongoError(181, ambiguous(found))
  return index
}
