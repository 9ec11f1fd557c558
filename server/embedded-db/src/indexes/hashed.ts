import { MongoError } from '../errors'
import type { Doc } from '../values/values'
import { goesThroughArray } from './columns'
import type { IndexSpec } from './index-spec'
import { memberOf } from './membership'

/** https://www.mongodb.com/docs/manual/core/indexes/index-types/index-hashed/ */
export const isHashed = ({ key }: Pick<IndexSpec, 'key'>): boolean => Object.values(key).includes('hashed')

/** One field of an index may be hashed, and a hash tells nobody apart. */
export function checkHashed({ key, unique }: IndexSpec): void {
  const count = Object.values(key).filter((kind) => kind === 'hashed').length
  if (count > 1)
    throw new MongoError(
      31303,
      `A maximum of one index field is allowed to be hashed but found ${count} for 'key' ${JSON.stringify(key)}`,
    )
  if (count > 0 && unique)
    throw new MongoError(16764, 'Currently hashed indexes cannot guarantee uniqueness. Use a regular index.')
}

export function refuseArrays(index: IndexSpec, doc: Doc): void {
  const path = Object.keys(index.key).find((one) => goesThroughArray(doc, one.split('.')))
  if (path === undefined || !memberOf(index)(doc)) return
  throw new MongoError(
    16766,
    `hashed indexes do not currently support array values. Found array at path: ${path}`,
  )
}
