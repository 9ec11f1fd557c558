import { createHash } from 'node:crypto'
import { chmodSync, lstatSync, mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StorageError } from './storage-error'

/** Node cuts a longer socket path without a word. */
const SOCKET_PATH_BYTES = 100

export const addressFile = (dataDir: string) => join(dataDir, 'run', 'address')

/**
 * A socket in a folder that only its owner may enter; under the system's own when the data folder is deep. Its name
 * follows from the data folder, so that clients find the next holder where the last one was.
 */
export function socketPlace(dataDir: string): { path: string; clear(): void } {
  const own = join(dataDir, 'run')
  makePrivate(own)
  const near = join(own, 'db.sock')
  const path = Buffer.byteLength(near) <= SOCKET_PATH_BYTES ? near : join(farFolder(dataDir), 'db.sock')
  // Only the holder of the lock comes here: a socket that is left over belongs to nobody.
  rmSync(path, { force: true })
  writeFileSync(addressFile(dataDir), path, { mode: 0o600 })
  return {
    path,
    clear() {
      rmSync(path, { force: true })
      rmSync(addressFile(dataDir), { force: true })
    },
  }
}

function farFolder(dataDir: string): string {
  const name = createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 16)
  const folder = join(tmpdir(), `htdb-${process.getuid?.() ?? 0}-${name}`)
  makePrivate(folder)
  return folder
}

function makePrivate(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const found = lstatSync(folder)
  const mine = process.getuid === undefined || found.uid === process.getuid()
  if (!found.isDirectory() || !mine) {
    throw new StorageError('SOCKET_FOLDER_FOREIGN', `目录 ${folder} 不属于当前用户，内置数据库不能使用它。`)
  }
  chmodSync(folder, 0o700)
}
