import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from '@jest/globals'
import type { Connection } from 'mongoose'
import { connectStorage, type Storage } from '../../../server/src/storage/connect'

/** Embedded databases by name, for one test: what is open is closed after it, and what was kept is gone. */
export function dataFolders(): (name: string) => Promise<Connection> {
  let folder: string
  let opened: Storage[] = []
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hv-'))
  })
  afterEach(async () => {
    for (const storage of opened) await storage.close()
    opened = []
    rmSync(folder, { recursive: true, force: true })
  })
  return async (name) => {
    const storage = await connectStorage({ dataDir: join(folder, name), bare: true })
    opened.push(storage)
    return storage.connection
  }
}
