import type { Connection } from 'mongoose'
import { StorageError } from '../embedded/process/storage-error'
import type { CopyOrder } from './copying'
import { TransferState } from './transfer-state'

/** What `create` was told of a collection: a validator, a limit of size, a clustered index. */
export type CollectionOptions = Record<string, unknown>

const EXISTS = 48

/** The collections with documents of users, and their options. */
export async function collectionsOf(connection: Connection): Promise<Map<string, CollectionOptions>> {
  const all = await connection.listCollections()
  const wanted = all.filter(({ name }) => !name.startsWith('system.') && !TransferState.is(name))
  return new Map(
    wanted.map(({ name, ...more }) => {
      const options: unknown = 'options' in more ? more.options : {}
      return [name, optionsOf(options)]
    }),
  )
}

const optionsOf = (options: unknown): CollectionOptions =>
  typeof options === 'object' && options !== null ? Object.fromEntries(Object.entries(options)) : {}

export const orderOf = (options: CollectionOptions): CopyOrder =>
  options.capped === true ? { $natural: 1 } : { _id: 1 }

/** Makes a collection that has options before its documents come. */
export async function prepareTarget(
  target: Connection,
  name: string,
  options: CollectionOptions,
): Promise<void> {
  if (Object.keys(options).length === 0) return
  try {
    await target
      .getClient()
      .db(target.name)
      .command({ create: name, ...options })
  } catch (error) {
    if ((error as { code?: unknown }).code === EXISTS) return
    throw new StorageError(
      'TRANSFER_RULES',
      `集合 ${name} 的规则在目标数据库里建不起来：${(error as Error).message}。没有搬动这个集合。`,
    )
  }
}
