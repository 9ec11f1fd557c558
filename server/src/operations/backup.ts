import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { StorageError } from '@hutang/embedded-db'
import type { Connection } from 'mongoose'

const PAUSE_MS = 100

/** A consistent copy of the whole embedded database, made by its server while that goes on writing. */
export async function backup(connection: Connection, file: string): Promise<{ file: string; bytes: number }> {
  const target = resolve(file)
  if (existsSync(target)) throw new StorageError('BACKUP_EXISTS', `${target} 已经存在，请换一个文件名。`)
  const database = connection.getClient().db()
  const failed = (reason: unknown) =>
    new StorageError(
      'BACKUP_FAILED',
      `备份没有成功：${String(reason)}。请检查目录是否存在、磁盘空间是否够用。`,
    )
  await database.command({ backup: target }).catch((error: Error) => {
    throw failed(error.message)
  })
  for (;;) {
    const { state, bytes, message } = await database.command({ backupStatus: 1 })
    if (state === 'done') return { file: target, bytes: Number(bytes) }
    if (state !== 'running') throw failed(message)
    await new Promise((done) => setTimeout(done, PAUSE_MS))
  }
}
