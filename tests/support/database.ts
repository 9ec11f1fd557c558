import { randomUUID } from 'node:crypto'
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

// The run's server of this worker, as one of its guests; a test file leaves it after the last of its databases.
let server: Promise<Embedded> | undefined
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

function start(): Promise<Embedded> {
  const folder = process.env.HUTANG_TEST_DATABASES
  if (!folder) throw new Error('the global setup starts the databases and names their folder')
  return startEmbedded({ dataDir: join(folder, process.env.JEST_WORKER_ID ?? '1') })
}

async function acquire(): Promise<string> {
  if (process.env.MONGODB_URI) return process.env.MONGODB_URI
  open++
  server ??= start()
  return (await server).uri
}

async function release(): Promise<void> {
  open--
  if (isOver) await endServer()
}

async function endServer(): Promise<void> {
  if (!server || open > 0) return
  const ending = server
  server = undefined
  const embedded = await ending
  await dropped(embedded.uri, made.splice(0))
  await embedded.close()
}

async function dropped(uri: string, names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  const connection = await mongoose.createConnection(uri).asPromise()
  await Promise.all(names.map((name) => connection.useDb(name).dropDatabase()))
  await connection.destroy()
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
  return madeDatabase(made.pop(), options)
}

async function madeDatabase(known: string | undefined, options: TestDatabaseOptions): Promise<TestDatabase> {
  const name = known ?? newName()
  const database = await openDatabase(name, options, async (connection) => {
    if (process.env.MONGODB_URI) await connection.dropDatabase()
    else made.push(name)
  })
  if (known) await emptied(database.connection)
  return { ...database, isMade: known !== undefined }
}

/** One collection after the other: all at once would open a dozen connections for it. */
async function emptied({ db }: mongoose.Connection): Promise<void> {
  for (const one of (await db?.collections()) ?? []) await one.deleteMany({})
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
