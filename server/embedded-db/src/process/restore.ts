import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { checkFolder } from './check-folder'
import { syncPath } from './durable'
import { dataFile, prepareFolder, refuseForeign, takeLock } from './files'
import { StorageError } from './storage-error'

export interface Restore {
  /** The backup. */
  file: string
  /** Names the folder that keeps what was there, such as a time. */
  stamp: string
  /** Carries over what must not come back with the old state, between two addresses. Answers how many. */
  carryOver?: ((before: string, restored: string) => Promise<number>) | undefined
}

export interface Restored {
  /** A data folder with what was there before. */
  before: string | undefined
  /** Undefined if the old data could not be read. */
  carried: number | undefined
}

interface Means {
  /** Serves a data folder for a while. */
  serve: (dataDir: string) => Promise<{ uri: string; close(): Promise<void> }>
  workerFile: string
}

const STAGING = 'restoring-'
const COMPANIONS = ['-wal', '-shm']

const damaged = (file: string, why: string) =>
  new StorageError('BACKUP_DAMAGED', `备份文件 ${file} 不能用：${why}。请换一个备份。`)

const REASONS: Record<string, string> = {
  DATA_FILE_FOREIGN: '它属于别的程序',
  DATA_FILE_NEWER: '它由更新的版本写成，请用那个版本恢复',
}

/**
 * Puts a backup in the place of the data; refuses a damaged one, and a folder that a server holds. All is made ready
 * beside the data, which one rename then replaces: cut off before it, the restore has not happened.
 */
export async function restoreData(
  dataDir: string,
  { file: given, stamp, carryOver }: Restore,
  means: Means,
): Promise<Restored> {
  const file = resolve(given)
  refuseNoBackup(file)
  prepareFolder(dataDir)
  const lock = takeLock(dataDir)
  try {
    for (const name of readdirSync(dataDir))
      if (name.startsWith(STAGING)) rmSync(join(dataDir, name), { recursive: true })
    const staged = await stage(dataDir, file, stamp, means)
    const kept = existsSync(dataFile(dataDir)) ? await keepBefore(dataDir, stamp, means) : undefined
    const carried =
      !kept || !carryOver
        ? 0
        : kept.readable
          ? await between(kept.folder, staged, carryOver, means)
          : undefined
    replaceData(dataDir, staged)
    return { before: kept?.folder, carried }
  } finally {
    lock.release()
  }
}

/** Looks at the beginning of a file only: it may be somebody's only copy. */
function refuseNoBackup(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found?.isFile()) throw new StorageError('BACKUP_MISSING', `找不到备份文件 ${file}，请检查路径。`)
  if (found.size === 0) throw damaged(file, '它是空的')
  try {
    refuseForeign(file)
  } catch (error) {
    throw damaged(file, REASONS[error instanceof StorageError ? error.code : ''] ?? '它不是数据库文件')
  }
}

/**
 * The backup as a data folder of its own, with what a log beside it holds; read from end to end there, for to open a
 * file may change it.
 */
async function stage(dataDir: string, file: string, stamp: string, { workerFile }: Means): Promise<string> {
  const staged = join(dataDir, `${STAGING}${stamp}`)
  mkdirSync(staged, { mode: 0o700 })
  try {
    for (const suffix of ['', '-wal'])
      if (existsSync(file + suffix)) copyPrivate(file + suffix, dataFile(staged) + suffix)
    await checkFolder(workerFile, { folder: staged, backup: true })
    return staged
  } catch (error) {
    rmSync(staged, { recursive: true })
    if (!(error instanceof StorageError)) throw error
    if (error.code === 'BACKUP_DAMAGED') throw damaged(file, error.message)
    throw new StorageError(error.code, error.message.replace(dataFile(staged), file))
  }
}

/** A copy of the data in a data folder of its own; of damaged ones, of every file as it is. */
async function keepBefore(
  dataDir: string,
  stamp: string,
  means: Means,
): Promise<{ folder: string; readable: boolean }> {
  const file = dataFile(dataDir)
  const readable = await mergesItsLog(dataDir, means)
  const folder = join(dataDir, `before-restore-${stamp}`)
  mkdirSync(folder, { mode: 0o700 })
  for (const suffix of ['', ...COMPANIONS])
    if (existsSync(file + suffix)) copyPrivate(file + suffix, dataFile(folder) + suffix)
  syncPath(folder)
  return { folder, readable }
}

/** Whether the data can be opened; closing them brings what the write-ahead log holds into the file. */
async function mergesItsLog(dataDir: string, { workerFile }: Means): Promise<boolean> {
  try {
    await checkFolder(workerFile, { folder: dataDir, backup: false })
    return true
  } catch (error) {
    if (error instanceof StorageError && error.code === 'DATA_FILE_DAMAGED') return false
    throw error
  }
}

async function between(
  before: string,
  staged: string,
  carryOver: NonNullable<Restore['carryOver']>,
  { serve }: Means,
): Promise<number> {
  const old = await serve(before)
  try {
    const restored = await serve(staged)
    try {
      return await carryOver(old.uri, restored.uri)
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
