import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { dataFile, openDatabase, prepareFolder, StorageError, syncPath, takeLock } from '@hutang/embedded-db'
import Libsql from 'libsql'
import type { Connection } from 'mongoose'
import { connectStorage } from '../storage/connect'
import { type BackupFacts, inspectBackup, refuseNoBackup } from './inspect'

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
  /** Nothing where what was there could not be read. */
  replayed: number | undefined
}

const STAGING = 'restoring-'
const COMPANIONS = ['-wal', '-shm']

/**
 * Puts a backup in the place of the data; refuses a damaged one, and a folder that a server holds. All is made ready
 * beside the data, which one rename then replaces: cut off before it, the restore has not happened.
 */
export async function restore({ dataDir: given, file, stamp, replay }: RestoreOptions): Promise<Restored> {
  const dataDir = resolve(given)
  refuseNoBackup(resolve(file))
  prepareFolder(dataDir)
  const lock = takeLock(dataDir)
  try {
    for (const name of readdirSync(dataDir))
      if (name.startsWith(STAGING)) rmSync(join(dataDir, name), { recursive: true })
    const { staged, facts } = stage(dataDir, resolve(file), stamp)
    const kept = existsSync(dataFile(dataDir)) ? keepBefore(dataDir, stamp) : undefined
    const replayed =
      !kept || !replay ? 0 : kept.readable ? await carryOver(kept.folder, staged, replay) : undefined
    replaceData(dataDir, staged)
    return { ...facts, before: kept?.folder, replayed }
  } finally {
    lock.release()
  }
}

/**
 * The backup as a data folder of its own, with what a log beside it holds; read from end to end there, for to open a
 * file may change it.
 */
function stage(dataDir: string, file: string, stamp: string): { staged: string; facts: BackupFacts } {
  const staged = join(dataDir, `${STAGING}${stamp}`)
  mkdirSync(staged, { mode: 0o700 })
  try {
    copyPrivate(file, dataFile(staged))
    if (existsSync(`${file}-wal`)) {
      copyPrivate(`${file}-wal`, `${dataFile(staged)}-wal`)
      mergeLog(dataFile(staged))
    }
    return { staged, facts: inspectBackup(dataFile(staged), file) }
  } catch (error) {
    rmSync(staged, { recursive: true })
    throw error
  }
}

function mergeLog(file: string): void {
  const db = new Libsql(file)
  try {
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  } catch {
    // What is wrong with it is for whoever reads it from end to end.
  } finally {
    db.close()
  }
}

/** A copy of the data in a data folder of its own; of damaged ones, of every file as it is. */
function keepBefore(dataDir: string, stamp: string): { folder: string; readable: boolean } {
  const file = dataFile(dataDir)
  const readable = mergesItsLog(dataDir)
  const folder = join(dataDir, `before-restore-${stamp}`)
  mkdirSync(folder, { mode: 0o700 })
  for (const suffix of ['', ...COMPANIONS])
    if (existsSync(file + suffix)) copyPrivate(file + suffix, dataFile(folder) + suffix)
  syncPath(folder)
  return { folder, readable }
}

/** Whether the data can be opened; closing them brings what the write-ahead log holds into the file. */
function mergesItsLog(dataDir: string): boolean {
  try {
    openDatabase(dataDir).close()
    return true
  } catch (error) {
    if (error instanceof StorageError && error.code === 'DATA_FILE_DAMAGED') return false
    throw error
  }
}

async function carryOver(
  before: string,
  staged: string,
  replay: NonNullable<RestoreOptions['replay']>,
): Promise<number> {
  const old = await connectStorage({ dataDir: before, bare: true })
  try {
    const restored = await connectStorage({ dataDir: staged, bare: true })
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

function replaceData(dataDir: string, staged: string): void {
  const file = dataFile(dataDir)
  // A log of the old file would be read into the new one.
  for (const suffix of COMPANIONS) rmSync(file + suffix, { force: true })
  syncPath(dataFile(staged))
  renameSync(dataFile(staged), file)
  syncPath(dataDir)
  rmSync(staged, { recursive: true })
}

function copyPrivate(from: string, to: string): void {
  copyFileSync(from, to)
  chmodSync(to, 0o600)
  syncPath(to)
}
