import type { Binary } from 'bson'
import { MongoError } from '../errors'
import { BINARY, bytesOf, typeOf } from '../values/values'

/** https://www.mongodb.com/docs/manual/core/clustered-collections/#limitations */
const MAX_CLUSTER_KEY = 8 * 1024 * 1024

export function checkClusterKey(key: unknown): void {
  if (keyLength(key) > MAX_CLUSTER_KEY)
    throw new MongoError(5894900, 'RecordId of a clustered collection cannot be longer than 8 MB')
}

/** Its length as a MongoDB key: two bytes more than a text, seven more than binary data. */
function keyLength(key: unknown): number {
  if (typeof key === 'string') return Buffer.byteLength(key) + 2
  return key !== undefined && typeOf(key) === BINARY ? bytesOf(key as Binary).length + 7 : 0
}
