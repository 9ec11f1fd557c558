import { Worker } from 'node:worker_threads'
import Libsql from 'libsql'

/** About as much text as SQLite itself would let the log grow to before it copies it into the file. */
const TEXT_BETWEEN = 2_000_000

/**
 * Copies the write-ahead log into the data file from a thread of its own: the copy waits for the disk, and no
 * command should wait with it. Without the thread SQLite does it itself, later (see Database).
 */
export class Checkpoints {
  readonly #thread: Worker
  readonly #ended: Promise<void>
  #text = 0

  constructor(workerFile: string, file: string, failed: (error: Error) => void) {
    this.#thread = new Worker(workerFile, {
      workerData: { checkpoint: file },
      name: 'checkpoints',
      resourceLimits: { maxYoungGenerationSizeMb: 1 },
    })
    this.#thread.on('error', failed)
    this.#ended = new Promise((done) => this.#thread.once('exit', () => done()))
    this.#thread.unref()
  }

  written(length: number): void {
    this.#text += length
    if (this.#text < TEXT_BETWEEN) return
    this.#text = 0
    this.#thread.postMessage('checkpoint')
  }

  close(): Promise<void> {
    this.#thread.postMessage('close')
    return this.#ended
  }
}

/** The thread's own part. */
export function checkpointsOf(file: string): (message: unknown) => boolean {
  const db = new Libsql(file)
  db.exec('PRAGMA busy_timeout=0; PRAGMA wal_autocheckpoint=0')
  return (message) => {
    if (message === 'close') {
      db.close()
      return false
    }
    try {
      db.exec('PRAGMA wal_checkpoint(PASSIVE)')
    } catch {
      // Busy, or the disk is full: the next one, or SQLite itself, will do.
    }
    return true
  }
}
