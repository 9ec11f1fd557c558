import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Embedded, startEmbedded } from '@hutang/embedded-db'
import { afterAll, describe } from '@jest/globals'
import mongoose from 'mongoose'
import { limitOperations } from '../../server/src/storage/limits'

export interface TestDatabase {
  uri: string
  /** Its collections and indexes are there already. */
  isMade?: boolean
  connection: mongoose.Connection
  close(): Promise<void>
}

interface Shared {
  embedded: Embedded
  folder: string
}

// One server for all databases of a test file; it ends with the file, after the last of them.
let server: Promise<Shared> | undefined
let open = 0
let isOver = false

afterAll(async () => {
  isOver = true
  await endServer()
})

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
  open--
  if (isOver) await endServer()
}

async function endServer(): Promise<void> {
  if (!server || open > 0) return
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

const newName = () => prefix + randomUUID().replaceAll('-', '').slice(0, 16)

/** Names of databases whose collections and indexes are made, and empty. */
const made: string[] = []

/** A fresh, empty database of one embedded server; with MONGODB_URI, of that MongoDB. Close it when done. */
export function testDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  return openDatabase(newName(), options, (connection) => connection.dropDatabase())
}

/**
 * The same for a whole application, which makes its collections: making a hundred takes longer than most tests, so the next
 * one gets them emptied.
 */
export function emptiedDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const known = made.pop()
  const name = known ?? newName()
  const opened = openDatabase(name, options, async (connection) => {
    if (process.env.MONGODB_URI) return connection.dropDatabase()
    await emptied(connection)
    made.push(name)
  })
  return opened.then((database) => ({ ...database, isMade: known !== undefined }))
}

async function emptied({ db }: mongoose.Connection): Promise<void> {
  const collections = (await db?.collections()) ?? []
  await Promise.all(collections.map((one) => one.deleteMany({})))
}

async function openDatabase(
  name: string,
  { monitorCommands = false }: TestDatabaseOptions,
  leave: (connection: mongoose.Connection) => Promise<void>,
): Promise<TestDatabase> {
  const base = await acquire()
  const uri = base.replace(/\/[^/?]*(\?|$)/, `/${name}$1`)
  const connection = await mongoose
    .createConnection(uri, { serverSelectionTimeoutMS: 5000, monitorCommands })
    .asPromise()
  limitOperations(connection)
  let closed: Promise<void> | undefined
  const close = async () => {
    await leave(connection)
    await connection.destroy()
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
