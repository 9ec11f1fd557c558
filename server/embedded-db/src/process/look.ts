import { Worker } from 'node:worker_threads'
import Libsql from 'libsql'
import { unseal } from './contents'
import { dataFile, openDatabase } from './files'
import { StorageError } from './storage-error'

/** A data folder to be opened and closed; that of a backup is read from end to end before. */
export interface Look {
  folder: string
  backup: boolean
}

type Outcome = { code: string; message: string } | undefined

/**
 * Throws what stands against a folder. In a thread of its own: what libsql has opened it holds until the statements
 * are collected, and a file that is to be moved must not be held.
 */
export function look(workerFile: string, task: Look): Promise<void> {
  const thread = new Worker(workerFile, { workerData: { look: task }, name: 'look' })
  return new Promise((done, fail) => {
    let outcome: Outcome
    thread.once('message', (message: Outcome) => {
      outcome = message
    })
    thread.once('error', fail)
    thread.once('exit', () => (outcome ? fail(new StorageError(outcome.code, outcome.message)) : done()))
  })
}

/** The thread's own part. */
export function looked({ folder, backup }: Look): Outcome {
  try {
    if (backup) readWhole(dataFile(folder))
    openDatabase(folder).close()
    return undefined
  } catch (error) {
    if (error instanceof StorageError) return { code: error.code, message: error.message }
    return { code: 'BACKUP_DAMAGED', message: error instanceof Error ? error.message : String(error) }
  }
}

function readWhole(file: string): void {
  const db = new Libsql(file)
  try {
    const [check] = db.prepare('PRAGMA integrity_check').all([]) as { integrity_check: string }[]
    if (check?.integrity_check !== 'ok') throw new Error('完整性检查没有通过')
  } finally {
    db.close()
  }
  if (!unseal(file)) throw new Error('内容和备份时不一样')
}
