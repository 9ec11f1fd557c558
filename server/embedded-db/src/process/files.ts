import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import Libsql from 'libsql'
import { Database } from '../engine/database'
import { createPrivate, syncPath } from './durable'
import { bringUp, FORMAT, refuseFormat } from './format'
import { StorageError } from './storage-error'

/** 'HTDB': marks the file as this program's own (sqlite.org/pragma.html#pragma_application_id). */
const APPLICATION_ID = 0x48544442

export const dataFile = (dataDir: string) => join(dataDir, 'data.sqlite')

export function prepareFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch {
    throw new StorageError(
      'DATA_DIR_NOT_WRITABLE',
      `数据目录 ${dataDir} 无法写入。请检查目录权限和磁盘空间，或用 DATA_DIR 指定另一个目录。`,
    )
  }
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

const gone = (file: string) =>
  new StorageError('DATA_FILE_GONE', `数据文件 ${file} 不见了。请停止所有进程，找回它或用备份恢复。`)

/** For the process that takes over. */
export function refuseAbsent(dataDir: string): void {
  const file = dataFile(dataDir)
  if (!existsSync(file)) throw gone(file)
}

/** A log without its file is what is left of data, not a beginning. */
function refuseLeftLog(file: string): void {
  if (!existsSync(file) && sizeOf(`${file}-wal`) > 0) throw gone(file)
}

/** Whether a path still leads to the file that it led to now. */
export function watched(file: string): () => boolean {
  const then = statSync(file, { bigint: true })
  return () => {
    const now = statSync(file, { bigint: true, throwIfNoEntry: false })
    return now !== undefined && now.dev === then.dev && now.ino === then.ino
  }
}

/** Held by an exclusive transaction on a small file: the system frees it however the holder ends. */
export function takeLock(dataDir: string): { release(): void } {
  let lock: Libsql.Database | undefined
  try {
    const file = join(dataDir, 'data.lock')
    createPrivate(file)
    lock = new Libsql(file)
    lock.exec('PRAGMA busy_timeout=0')
    // The file stays empty, so that it can be locked when the disk is full.
    lock.exec('PRAGMA journal_mode=MEMORY')
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock?.close()
    if (/locked|busy/i.test(String(error))) {
      throw new StorageError(
        'DATA_DIR_LOCKED',
        `数据目录 ${dataDir} 正被另一个进程使用。请先停止那个进程，或用 DATA_DIR 指定另一个目录。`,
      )
    }
    throw new StorageError(
      /is full/i.test(String(error)) ? 'DISK_FULL' : 'DATA_DIR_NOT_WRITABLE',
      `数据目录 ${dataDir} 无法加锁：${(error as Error).message}。请检查目录权限和磁盘空间。`,
    )
  }
  const held = lock
  return {
    release() {
      held.exec('ROLLBACK')
      held.close()
    },
  }
}

export function openDatabase(dataDir: string): Database {
  const file = dataFile(dataDir)
  return explained(file, () => {
    refuseLeftLog(file)
    if (existsSync(file) && sizeOf(file) === 0) throw damaged(file)
    refuseForeign(file)
    refuseCut(file)
    if (!existsSync(file)) begin(file)
    const db = new Database(file)
    try {
      bringUp(db, file)
      return db
    } catch (error) {
      db.close()
      throw error
    }
  })
}

/** A new file has its mark before it has its name: one of no bytes has lost them, and is no beginning. */
function begin(file: string): void {
  const part = `${file}.part`
  rmSync(part, { force: true })
  createPrivate(part)
  const db = new Libsql(part)
  try {
    db.exec(`PRAGMA application_id=${APPLICATION_ID}; PRAGMA user_version=${FORMAT}`)
  } finally {
    db.close()
  }
  syncPath(part)
  renameSync(part, file)
  syncPath(dirname(file))
}

/** What SQLite says of a data file, for whoever starts the server. */
export function explained<T>(file: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof StorageError) throw error
    const message = error instanceof Error ? error.message : String(error)
    if (/not a database|malformed|corrupt/i.test(message)) throw damaged(file)
    throw new StorageError(
      /is full/i.test(message) ? 'DISK_FULL' : 'DATA_FILE_UNUSABLE',
      `数据文件 ${file} 打不开：${message}。请检查权限和磁盘空间。`,
    )
  }
}

const damaged = (file: string) =>
  new StorageError(
    'DATA_FILE_DAMAGED',
    `数据文件 ${file} 已损坏或不是数据库文件；请不要删除它，停止服务后用 npm run restore -- <备份文件> 恢复最近的备份。`,
  )

/**
 * Reads the header itself (sqlite.org/fileformat2.html): a second connection in this process would outlive its
 * close until its statements are collected. The mark is written before the file turns to WAL, so it is there.
 */
export function refuseForeign(file: string): void {
  const header = readHeader(file)
  if (header === undefined) return
  if (header.toString('latin1', 0, 16) !== 'SQLite format 3\0') throw new Error('file is not a database')
  if (header.readUInt32BE(68) !== APPLICATION_ID) {
    throw new StorageError(
      'DATA_FILE_FOREIGN',
      `数据文件 ${file} 属于别的程序，未作任何改动。请用 DATA_DIR 指定另一个目录。`,
    )
  }
  refuseFormat(file, header.readUInt32BE(60))
}

/**
 * A file that is shorter than its header says, or ends within a page, has lost its end. With a log beside it the
 * header may be ahead: SQLite brings the file up to it.
 */
function refuseCut(file: string): void {
  const header = readHeader(file)
  if (header === undefined || sizeOf(`${file}-wal`) > 0) return
  const written = header.readUInt16BE(16)
  const pageSize = written === 1 ? 65_536 : written
  const { size } = statSync(file)
  if (size % pageSize !== 0 || size < header.readUInt32BE(28) * pageSize) throw damaged(file)
}

/** Nothing for a file that is absent or empty; closed before SQLite opens it, whose locks a close would drop. */
function readHeader(file: string): Buffer | undefined {
  if (!existsSync(file)) return undefined
  const descriptor = openSync(file, 'r')
  try {
    const header = Buffer.alloc(100)
    const size = readSync(descriptor, header, 0, 100, 0)
    if (size > 0 && size < header.length) throw new Error('file is not a database')
    return size === 0 ? undefined : header
  } finally {
    closeSync(descriptor)
  }
}
