import { createHash } from 'node:crypto'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { StorageError } from './storage-error'

/** Node cuts a longer socket path without a word. */
const SOCKET_PATH_BYTES = 100
const SOCKET = 'db.sock'

export const addressFile = (dataDir: string) => join(dataDir, 'run', 'address')

/**
 * A socket in a folder that only its owner may enter; under the system's own when the data folder is deep. Its name
 * follows from the data folder, however that was spelled, so that clients find the next holder where the last was.
 */
export function socketPlace(dataDir: string): { path: string; clear(): void } {
  const own = join(realpathSync(dataDir), 'run')
  if (!becomesPrivate(own))
    throw new StorageError('SOCKET_FOLDER_FOREIGN', `目录 ${own} 不属于当前用户，内置数据库不能使用它。`)
  const near = join(own, SOCKET)
  const path = Buffer.byteLength(near) <= SOCKET_PATH_BYTES ? near : join(farFolder(dataDir), SOCKET)
  // Only the holder of the lock comes here, so a socket file that is left over is not in use.
  rmSync(path, { force: true })
  tellAddress(dataDir, path)
  // The address stays: it says where guests will look.
  return { path, clear: () => rmSync(path, { force: true }) }
}

/** In one step, for guests read it at any moment. */
function tellAddress(dataDir: string, path: string): void {
  const part = `${addressFile(dataDir)}.part`
  writeFileSync(part, path, { mode: 0o600 })
  renameSync(part, addressFile(dataDir))
}

/**
 * Where the last holder was, if that is a place of this very folder: processes may differ in their TMPDIR. Under a
 * name of its own where somebody else has made that folder.
 */
function farFolder(dataDir: string): string {
  const hash = createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 16)
  const name = `htdb-${process.getuid?.() ?? 0}-${hash}`
  const last = lastFolder(dataDir)
  for (const folder of [last, join(tmpdir(), name)]) {
    if (folder !== undefined && basename(folder).startsWith(name) && becomesPrivate(folder)) return folder
  }
  return mkdtempSync(join(tmpdir(), `${name}-`))
}

function lastFolder(dataDir: string): string | undefined {
  try {
    const last = readFileSync(addressFile(dataDir), 'utf8').trim()
    return Buffer.byteLength(last) <= SOCKET_PATH_BYTES && basename(last) === SOCKET
      ? dirname(last)
      : undefined
  } catch {
    return undefined
  }
}

/** Whether the folder is there, is no link, and belongs to this user alone. */
function becomesPrivate(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const found = lstatSync(folder)
    const mine = process.getuid === undefined || found.uid === process.getuid()
    if (!found.isDirectory() || !mine) return false
    chmodSync(folder, 0o700)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw error
    return false
  }
}
