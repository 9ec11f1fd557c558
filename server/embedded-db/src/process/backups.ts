import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, isAbsolute } from 'node:path'
import { Worker } from 'node:worker_threads'
import Libsql from 'libsql'
import { badValue, MongoError } from '../errors'
import type { Doc } from '../values/values'
import { seal } from './contents'
import { createPrivate, syncPath } from './durable'

interface Backup {
  state: 'running' | 'done' | 'failed'
  bytes?: number
  message?: string
}

const MOVED = 'the data file has been moved or replaced while it was served'

/** Consistent copies of the data file, made by a thread of their own while the server goes on writing. */
export class Backups {
  readonly #workerFile: string
  readonly #file: string
  readonly #isThere: () => boolean
  #last: Backup | undefined

  /** `isThere` says whether the data file is still the one that is served. */
  constructor(workerFile: string, file: string, isThere: () => boolean) {
    this.#workerFile = workerFile
    this.#file = file
    this.#isThere = isThere
  }

  start(target: unknown): Doc {
    if (typeof target !== 'string' || !isAbsolute(target)) throw badValue('backup needs an absolute path')
    if (existsSync(target)) throw badValue(`${target} exists already`)
    if (!this.#isThere()) throw new MongoError(125, MOVED)
    if (this.#last?.state === 'running') throw new MongoError(117, 'a backup is already being made')
    const backup: Backup = { state: 'running' }
    this.#last = backup
    const thread = new Worker(this.#workerFile, {
      workerData: { copy: { file: this.#file, target } },
      name: 'backup',
    })
    thread.once('message', (outcome: Backup) => {
      if (outcome.state !== 'done' || this.#isThere()) Object.assign(backup, outcome)
      else {
        rmSync(target, { force: true })
        Object.assign(backup, { state: 'failed', message: MOVED })
      }
    })
    thread.once('error', (error) => Object.assign(backup, { state: 'failed', message: error.message }))
    thread.once('exit', () => {
      if (backup.state === 'running') Object.assign(backup, { state: 'failed', message: 'the thread ended' })
    })
    return { ok: 1 }
  }

  status(): Doc {
    return { ...(this.#last ?? { state: 'none' }), ok: 1 }
  }
}

/**
 * The thread's own part: sqlite.org/lang_vacuum.html#vacuuminto reads one snapshot. The copy has its name only when it
 * was read back, holds the checksum of its contents and is on the disk.
 */
export function copyDatabase({ file, target }: { file: string; target: string }): Backup {
  const part = `${target}.part`
  try {
    rmSync(part, { force: true })
    createPrivate(part)
    const db = new Libsql(file)
    try {
      db.exec('PRAGMA busy_timeout=10000; PRAGMA wal_autocheckpoint=0')
      db.exec(`VACUUM INTO '${part.replaceAll("'", "''")}'`)
    } finally {
      db.close()
    }
    verify(part)
    seal(part)
    syncPath(part)
    renameSync(part, target)
    syncPath(dirname(target))
    return { state: 'done', bytes: statSync(target).size }
  } catch (error) {
    rmSync(part, { force: true })
    return { state: 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}

function verify(copy: string): void {
  const db = new Libsql(copy, { readonly: true })
  try {
    const [check] = db.prepare('PRAGMA quick_check').all([]) as { quick_check: string }[]
    if (check?.quick_check !== 'ok') throw new Error(`the copy is damaged: ${check?.quick_check}`)
    // Without its catalogue it is the copy of an empty file.
    db.prepare('SELECT count(*) FROM catalog_collections').all([])
  } finally {
    db.close()
  }
}
