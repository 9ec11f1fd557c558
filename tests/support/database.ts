import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from '@jest/globals'
import mongoose from 'mongoose'
import { type Embedded, startEmbedded } from '../../server/src/storage/embedded'

export interface TestDatabase {
  uri: string
  connection: mongoose.Connection
  close(): Promise<void>
}

let server: Promise<{ embedded: Embedded; folder: string }> | undefined

async function start() {
  const folder = mkdtempSync(join(tmpdir(), 'ht-'))
  return { embedded: await startEmbedded({ dataDir: folder }), folder }
}

function shared() {
  server ??= start()
  return server
}

// Jest gives each test file its own modules, so the server lives as long as the file that asked for it.
afterAll(async () => {
  if (!server) return
  const { embedded, folder } = await server
  server = undefined
  await embedded.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A fresh, empty database of one embedded server; with MONGODB_URI, of that MongoDB. */
export async function testDatabase(): Promise<TestDatabase> {
  const base = process.env.MONGODB_URI ?? (await shared()).embedded.uri
  const uri = base.replace(/\/[^/?]*(\?|$)/, `/t${randomUUID().replaceAll('-', '').slice(0, 16)}$1`)
  const connection = await mongoose.createConnection(uri, { serverSelectionTimeoutMS: 5000 }).asPromise()
  return {
    uri,
    connection,
    async close() {
      await connection.dropDatabase()
      await connection.close()
    },
  }
}
