import { type Collation, comparerOf, describeCollation, parseCollation } from '../collation'
import type { Collection } from '../indexes/catalog'
import type { Comparer } from '../values/comparer'
import { type Doc, isObject } from '../values/values'

/** What a statement asks for. */
export interface Wanted {
  filter: Doc
  by: Comparer
}

/** An operation compares by its own collation, or else by its collection's (mongodb.com/docs/manual/reference/collation). */
export function chosenCollation(
  { collation }: Doc,
  collection: Collection | undefined,
): Collation | undefined {
  return isObject(collation) && Object.keys(collation).length > 0
    ? parseCollation(collation)
    : collection?.options.collation
}

export const comparerFor = (command: Doc, collection: Collection | undefined): Comparer =>
  comparerOf(chosenCollation(command, collection))

/** The field by which a plan tells of it. */
export function describeChosen(command: Doc, collection: Collection | undefined): Doc {
  const collation = chosenCollation(command, collection)
  return collation ? { collation: describeCollation(collation) } : {}
}
