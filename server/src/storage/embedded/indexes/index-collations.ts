import { type Collation, comparerOf, parseCollation, sameCollation } from '../collation'
import { badValue, MongoError, notSupported, typeMismatch } from '../errors'
import { hasText } from '../values/comparer'
import { type Doc, isObject } from '../values/values'

/** The collation of a new index: its own, or else its collection's. */
export function indexCollation(
  { collation: given }: Doc,
  { key, unique }: { key: Doc; unique: boolean },
  inherited: Collation | undefined,
): Collation | undefined {
  if (given !== undefined && !isObject(given)) throw typeMismatch("The field 'collation' must be an object")
  if (isObject(given) && Object.keys(given).length === 0)
    throw badValue("The field 'collation' cannot be an empty object.")
  const collation = isObject(given) ? parseCollation(given) : inherited
  comparerOf(collation)
  if (Object.keys(key).join() === '_id') {
    if (!sameCollation(collation, inherited))
      throw badValue('The _id index must have the same collation as the collection.')
  } else if (unique && collation)
    // Intl tells whether two texts are equal, but has no keys that SQLite could hold to be different.
    throw new MongoError(67, "a unique index with a collation is not supported: give it {locale: 'simple'}")
  return collation
}

/** The index of ids is unique, and so cannot have the collation that MongoDB would give it. */
export function refuseTextId(id: unknown): void {
  if (hasText(id)) throw notSupported('a text as _id in a collection with a collation is not supported')
}
