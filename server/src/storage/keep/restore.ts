import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import type { Connection } from 'mongoose'
import { connectStorage } from '../connect'
import { dataFile, openDatabase, prepareFolder, takeLock } from '../embedded/files'
import { type BackupFacts, inspectBackup } from './inspect'

export interface RestoreOptions {
  dataDir: string
  file: string
  /** Names the folder that keeps what was there, such as a time. */
  stamp: string
  /** Carries over what must not come back with the old state: takedowns made since. Answers how many. */
  replay?: ((before: Connection, restored: Connection) => Promise<number>) | undefined
}

export interface Restored extends BackupFacts {
  /** A data folder with what was there before. */
  before: string | undefined
  replayed: number
}

/** Puts a backup in the place of the data; refuses a damaged one, and a folder that a server holds. */
export async function restore({ dataDir: given, file, stamp, replay }: RestoreOptions): Promise<Restored> {
  const dataDir = resolve(given)
  const facts = inspectBackup(resolve(file))
  prepareFolder(dataDir)
  const lock = takeLock(dataDir)
  let before: string | undefined
  try {
    const current = dataFile(dataDir)
    const next = `${current}.restoring`
    copyFileSync(resolve(file), next)
    sync(next)
    inspectBackup(next)
    before = existsSync(current) ? setAside(dataDir, stamp) : undefined
    renameSync(next, current)
    sync(dataDir)
  } finally {
    lock.release()
  }
  const replayed = before !== undefined && replay ? await carryOver(before, dataDir, replay) : 0
  return { ...facts, before, replayed }
}

/** The data file with what its write-ahead log still holds, in a data folder of its own. */
function setAside(dataDir: string, stamp: string): string {
  const file = dataFile(dataDir)
  openDatabase(dataDir).close()
  const folder = join(dataDir, `before-restore-${stamp}`)
  mkdirSync(folder, { mode: 0o700 })
  // A reader that is still there may have kept the log from being merged.
  for (const suffix of ['-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, dataFile(folder) + suffix)
  }
  renameSync(file, dataFile(folder))
  return folder
}

async function carryOver(
  before: string,
  dataDir: string,
  replay: NonNullable<RestoreOptions['replay']>,
): Promise<number> {
  const old = await connectStorage({ dataDir: before })
  try {
    const restored = await connectStorage({ dataDir })
    try {
      return await replay(old.connection, restored.connection)
    } finally {
      await restored.close()
    }
  } finally {
    await old.close()
    for (const left of ['run', 'data.lock']) rmSync(join(before, left), { recursive: true, force: true })
  }
}

function sync(path: string): void {
  const descriptor = openSync(path, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}
