import { type Collation, parseCollation, refuseUntold, sameCollation } from '../collation'
import { badValue, MongoError, typeMismatch } from '../errors'
import { hasText } from '../values/comparer'
import { type Doc, isObject } from '../values/values'
import type { IndexSpec } from './index-spec'

/** The collation of a new index: its own, or else its collection's. */
export function indexCollation(
  { collation: given }: Doc,
  { key, unique, partial }: Pick<IndexSpec, 'key' | 'unique' | 'partial'>,
  inherited: Collation | undefined,
): Collation | undefined {
  if (given !== undefined && !isObject(given)) throw typeMismatch("The field 'collation' must be an object")
  if (isObject(given) && Object.keys(given).length === 0)
    throw badValue("The field 'collation' cannot be an empty object.")
  const collation = isObject(given) ? parseCollation(given) : inherited
  refuseUntold(collation)
  if (collation && Object.values(key).includes('2d'))
    throw new MongoError(67, "Index type '2d' does not support collation")
  if (Object.keys(key).join() === '_id') {
    if (!sameCollation(collation, inherited))
      throw badValue('The _id index must have the same collation as the collection.')
  } else if (unique && collation && hasText(partial))
    throw new MongoError(67, 'a unique index with a collation and a partial filter on texts is not supported')
  return collation
}
