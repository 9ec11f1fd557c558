import { comparerOf, parseCollation } from '../collation'
import type { Collection } from '../indexes/catalog'
import { BINARY, type Comparer } from '../values/comparer'
import { type Doc, isObject } from '../values/values'

/** What a statement asks for. */
export interface Wanted {
  filter: Doc
  by: Comparer
}

/** An operation compares by its own collation, or else by its collection's (mongodb.com/docs/manual/reference/collation). */
export function comparerFor({ collation }: Doc, collection: Collection | undefined): Comparer {
  if (isObject(collation) && Object.keys(collation).length > 0) return comparerOf(parseCollation(collation))
  return collection?.collation ? comparerOf(collection.collation) : BINARY
}
