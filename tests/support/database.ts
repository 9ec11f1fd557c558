import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Embedded, startEmbedded } from '@hutang/embedded-db'
import { describe } from '@jest/globals'
import mongoose from 'mongoose'
import { limitOperations } from '../../server/src/storage/limits'

export interface TestDatabase {
  uri: string
  connection: mongoose.Connection
  close(): Promise<void>
}

interface Shared {
  embedded: Embedded
  folder: string
}

// One server for all databases that are open in a test file; it ends with the last of them.
let server: Promise<Shared> | undefined
let open = 0

// By this a run against somebody's MongoDB finds what a file may have left there.
const prefix = process.env.HUTANG_TEST_PREFIX ?? 't'

/** What a MongoDB would do, and the embedded server refuses. */
export const describeEmbedded = process.env.MONGODB_URI ? describe.skip : describe

// TTL indexes go by the machine's clock, stories by their own.
const A_DAY = 86_400

async function start(): Promise<Shared> {
  const folder = mkdtempSync(join(tmpdir(), 'ht-'))
  return { embedded: await startEmbedded({ dataDir: folder, expirySeconds: A_DAY }), folder }
}

async function acquire(): Promise<string> {
  if (process.env.MONGODB_URI) return process.env.MONGODB_URI
  open++
  server ??= start()
  return (await server).embedded.uri
}

async function release(): Promise<void> {
  if (!server || --open > 0) return
  const ending = server
  server = undefined
  const { embedded, folder } = await ending
  await embedded.close()
  rmSync(folder, { recursive: true, force: true })
}

export interface TestDatabaseOptions {
  /** The driver tells every command, so that a test can count them. */
  monitorCommands?: boolean
}

/** A fresh, empty database of one embedded server; with MONGODB_URI, of that MongoDB. Close it when done. */
export async function testDatabase({
  monitorCommands = false,
}: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const base = await acquire()
  const uri = base.replace(/\/[^/?]*(\?|$)/, `/${prefix}${randomUUID().replaceAll('-', '').slice(0, 16)}$1`)
  const connection = await mongoose
    .createConnection(uri, { serverSelectionTimeoutMS: 5000, monitorCommands })
    .asPromise()
  limitOperations(connection)
  let closed: Promise<void> | undefined
  const close = async () => {
    await connection.dropDatabase()
    await connection.close()
    await release()
  }
  return {
    uri,
    connection,
    close() {
      closed ??= close()
      return closed
    },
  }
}
