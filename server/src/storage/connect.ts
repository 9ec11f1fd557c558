import { setTimeout as delay } from 'node:timers/promises'
import { type Embedded, StorageError, type StorageLog, startEmbedded } from '@hutang/embedded-db'
import mongoose from 'mongoose'
import { watchHeartbeats } from './heartbeats'
import { limitOperations, type OperationLimits } from './limits'

export { StorageError, type StorageLog, stderrLog } from '@hutang/embedded-db'

export interface Storage {
  connection: mongoose.Connection
  uri: string
  kind: 'embedded' | 'mongodb'
  /** Whether this process serves the embedded database, or goes through one that does; it changes when that goes. */
  readonly role: 'holder' | 'guest'
  close(): Promise<void>
}

export interface StorageOptions {
  /** A MongoDB of one's own; without it the embedded database serves the data folder. */
  uri?: string | undefined
  dataDir: string
  workerFile?: string | undefined
  /** How often TTL indexes are looked at; for tests whose clock is not the machine's. */
  expirySeconds?: number | undefined
  log?: StorageLog | undefined
  /** Makes no collections and indexes of its own accord: for those who copy. */
  bare?: boolean | undefined
  /** How long operations may take; for tests that do not want to wait. */
  limits?: OperationLimits | undefined
}

const SELECTION_TIMEOUT_MS = 5000
/** Operations wait this long for the next holder of the embedded database. */
const SUCCESSION_TIMEOUT_MS = 30_000
/** How long a new connection waits for its first answer; its socket then ends. */
const GREETING_MS = 10_000
const CLOSE_MS = 2000
const PAUSE_MS = 100

/** One connection to whichever server keeps the documents; the rest of the code knows only mongoose. */
export async function connectStorage(options: StorageOptions): Promise<Storage> {
  if (options.uri !== undefined && options.uri !== '') {
    const connection = await connect(options.uri, SELECTION_TIMEOUT_MS, options).catch((error) => {
      throw remoteError(error)
    })
    return { connection, uri: options.uri, kind: 'mongodb', role: 'guest', close: () => connection.close() }
  }
  const embedded = await startEmbedded(options)
  const connection = await connectEmbedded(embedded, options)
  return {
    connection,
    uri: embedded.uri,
    kind: 'embedded',
    get role() {
      return embedded.role
    },
    async close() {
      await soonClosed(connection)
      await embedded.close()
    },
  }
}

async function connectEmbedded(embedded: Embedded, options: Connecting): Promise<mongoose.Connection> {
  const end = performance.now() + SUCCESSION_TIMEOUT_MS
  for (;;) {
    try {
      return await connect(embedded.uri, SUCCESSION_TIMEOUT_MS, options)
    } catch (error) {
      // A holder that goes in the middle of the first words: the driver waits only before them.
      if (performance.now() < end && !isSelection(error)) await delay(PAUSE_MS)
      else {
        await embedded.close()
        throw new StorageError('STORAGE_FAILED', `内置数据库没有应答：${messageOf(error)}`)
      }
    }
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** It has already waited. */
const isSelection = (error: unknown) =>
  error instanceof Error && /ServerSelection/.test(error.name) && /timed out/.test(error.message)

/**
 * The driver takes its leave of a server that may not answer any more (stopped, or just gone) and waits for it; what it
 * has to say there is of no use to the embedded database.
 */
async function soonClosed(connection: mongoose.Connection): Promise<void> {
  const closed = connection.close().catch(() => undefined)
  await Promise.race([closed, delay(CLOSE_MS, undefined, { ref: false })])
}

type Connecting = Pick<StorageOptions, 'bare' | 'limits'>

async function connect(
  uri: string,
  patience: number,
  { bare = false, limits }: Connecting,
): Promise<mongoose.Connection> {
  const connection = mongoose.createConnection()
  try {
    await connection.openUri(uri, {
      serverSelectionTimeoutMS: patience,
      connectTimeoutMS: GREETING_MS,
      autoIndex: !bare,
      autoCreate: !bare,
    })
    limitOperations(connection, limits)
    watchHeartbeats(connection)
    return connection
  } catch (error) {
    await connection.destroy().catch(() => undefined)
    throw error instanceof Error ? error : new Error(String(error))
  }
}

function remoteError(error: Error): StorageError {
  if (
    error.name === 'MongoParseError' ||
    error.name === 'MongoInvalidArgumentError' ||
    error instanceof TypeError
  ) {
    return new StorageError(
      'MONGODB_URI_INVALID',
      'MONGODB_URI 的写法不对，应形如 mongodb://主机:端口/库名。',
    )
  }
  if (error.name === 'MongoServerError') {
    return new StorageError(
      'MONGODB_REFUSED',
      'MONGODB_URI 指向的 MongoDB 拒绝了连接，请检查用户名、密码和权限。',
    )
  }
  return new StorageError(
    'MONGODB_UNREACHABLE',
    '连不上 MONGODB_URI 指向的 MongoDB，请检查地址、网络和它是否在运行。',
  )
}
