import { startEmbedded } from '@hutang/embedded-db'
import type { Connection } from 'mongoose'
import { connectStorage } from '../storage/connect'
import { bytesOf, RAW } from './raw'

export interface RestoreOptions {
  dataDir: string
  file: string
  /** Names the folder that keeps what was there, such as a time. */
  stamp: string
  /** Carries over what must not come back with the old state: takedowns made since. Answers how many. */
  replay?: ((before: Connection, restored: Connection) => Promise<number>) | undefined
}

export interface Restored {
  /** Documents by collection, as `database.collection`. */
  collections: Record<string, number>
  /** The ids of the keys that sealed something in it (see sealPhone): without them that stays unreadable. */
  keys: string[]
  /** A data folder with what was there before. */
  before: string | undefined
  /** Nothing where what was there could not be read. */
  replayed: number | undefined
}

/** Puts a backup in the place of the data and says what is in it; refuses a damaged one, and a folder in use. */
export async function restore({ dataDir, file, stamp, replay }: RestoreOptions): Promise<Restored> {
  const carryOver = replay && ((before: string, restored: string) => between(before, restored, replay))
  const database = await startEmbedded({ dataDir, restore: { file, stamp, carryOver } })
  try {
    const facts = await withConnection(database.uri, factsOf)
    return { ...facts, before: database.restored?.before, replayed: database.restored?.carried }
  } finally {
    await database.close()
  }
}

async function withConnection<T>(uri: string, run: (connection: Connection) => Promise<T>): Promise<T> {
  const storage = await connectStorage({ uri, dataDir: '', bare: true })
  try {
    return await run(storage.connection)
  } finally {
    await storage.close()
  }
}

const between = (before: string, restored: string, replay: NonNullable<RestoreOptions['replay']>) =>
  withConnection(before, (old) => withConnection(restored, (fresh) => replay(old, fresh)))

// A text in BSON that is key id, nonce and tag of AES-256-GCM as `key.nonce.tag.text`.
const SEALED = /\0([0-9a-f]{8})\.[\w-]{16}\.[\w-]{22}\.[\w-]+\0/g

/** Reads everything once. */
async function factsOf(connection: Connection): Promise<Pick<Restored, 'collections' | 'keys'>> {
  const collections: Record<string, number> = {}
  const keys = new Set<string>()
  const client = connection.getClient()
  for (const { name } of (await client.db().admin().listDatabases({ nameOnly: true })).databases) {
    for (const collection of await client.db(name).collections()) {
      let documents = 0
      for await (const bytes of bytesOf(collection.find({}, RAW))) {
        documents++
        for (const [, key] of Buffer.from(bytes).toString('latin1').matchAll(SEALED))
          if (key !== undefined) keys.add(key)
      }
      collections[collection.namespace] = documents
    }
  }
  return { collections, keys: [...keys].sort() }
}
