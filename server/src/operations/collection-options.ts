import { isDeepStrictEqual } from 'node:util'
import { StorageError } from '@hutang/embedded-db'
import { type Connection, mongo } from 'mongoose'
import { bytesOf, documentsOf, RAW, rawDatabase } from './raw'
import { TransferState } from './transfer-state'

/** What `create` was told of a collection; the embedded database knows no options, and refuses them. */
export type CollectionOptions = Record<string, unknown>

const { EJSON } = mongo.BSON
const EXISTS = 48

/** The collections with documents of users, and their options. */
export async function collectionsOf(connection: Connection): Promise<Map<string, CollectionOptions>> {
  const all = await documentsOf(bytesOf(rawDatabase(connection).listCollections({}, RAW)))
  const named = all.map(({ name, options }) => [String(name), optionsOf(options)] as const)
  return new Map(named.filter(([name]) => !name.startsWith('system.') && !TransferState.is(name)))
}

const optionsOf = (options: unknown): CollectionOptions =>
  typeof options === 'object' && options !== null ? Object.fromEntries(Object.entries(options)) : {}

/** Makes a collection before its documents come, for it may have options, and none of these. */
export async function prepareTarget(
  target: Connection,
  name: string,
  options: CollectionOptions,
): Promise<void> {
  try {
    await rawDatabase(target).command({ create: name, ...options })
  } catch (error) {
    const exists = (error as { code?: unknown }).code === EXISTS
    if (exists && sameOptions(options, (await collectionsOf(target)).get(name))) return
    throw new StorageError(
      'TRANSFER_RULES',
      `集合 ${name} 的规则在目标数据库里建不起来：${(error as Error).message}。没有搬动这个集合。`,
    )
  }
}

/** Not every server takes it when a collection is made again as it is. */
const sameOptions = (some: CollectionOptions, others: CollectionOptions | undefined) =>
  others !== undefined && isDeepStrictEqual(EJSON.serialize(some), EJSON.serialize(others))
