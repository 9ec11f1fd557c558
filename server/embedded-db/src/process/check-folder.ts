import { Worker } from 'node:worker_threads'
import Libsql from 'libsql'
import { unseal } from './contents'
import { dataFile, openDatabase } from './files'
import { StorageError } from './storage-error'

/** A data folder to be opened and closed; that of a backup is read from end to end before. */
export interface FolderCheck {
  folder: string
  backup: boolean
}

type Outcome = { code: string; message: string } | undefined

/**
 * Throws a StorageError if the folder cannot be used. It runs in a thread of its own, because libsql keeps a file open
 * until its statements are collected, and an open file cannot be moved.
 */
export function checkFolder(workerFile: string, task: FolderCheck): Promise<void> {
  const thread = new Worker(workerFile, { workerData: { check: task }, name: 'check' })
  return new Promise((done, fail) => {
    let outcome: Outcome
    thread.once('message', (message: Outcome) => {
      outcome = message
    })
    thread.once('error', fail)
    thread.once('exit', () => (outcome ? fail(new StorageError(outcome.code, outcome.message)) : done()))
  })
}

/** What is wrong with the folder, if anything; runs in the thread. */
export function folderFault({ folder, backup }: FolderCheck): Outcome {
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
