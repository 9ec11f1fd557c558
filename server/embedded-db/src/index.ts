import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Keeper } from './process/keeper'
import { type StorageLog, stderrLog } from './process/log'
import { follow, isLocked, type Seat, serve } from './process/seat'
import type { WorkerData } from './worker'

// The files of a data folder, for whoever puts a backup in their place.
export { syncPath } from './process/durable'
export { dataFile, openDatabase, prepareFolder, refuseForeign, takeLock } from './process/files'
export { type StorageLog, stderrLog } from './process/log'
export { StorageError } from './process/storage-error'

export interface Embedded {
  readonly uri: string
  /** The holder serves the data folder; a guest goes through the holder's socket until that is gone. */
  readonly role: Seat['role']
  close(): Promise<void>
}

export interface EmbeddedOptions {
  dataDir: string
  /** The built worker; beside the built server unless told otherwise. */
  workerFile?: string | undefined
  /** How often TTL indexes are looked at. */
  expirySeconds?: number | undefined
  /** The most pages that the data file may have: a limit of the file itself, as a full disk is. */
  maxPages?: number | undefined
  log?: StorageLog | undefined
}

const PATIENCE_MS = 15_000
const PAUSE_MS = 100

/** Serves the data folder, or joins the process that already does and takes its place when it has gone. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const seats = seatsAt(options)
  const end = performance.now() + PATIENCE_MS
  for (;;) {
    try {
      return seats.keep(await seats.serve())
    } catch (error) {
      if (!isLocked(error)) throw error
      const seat = await seats.follow()
      if (seat) return seats.keep(seat)
      // The holder is still starting, or has just gone.
      if (performance.now() > end) throw error
      await delay(PAUSE_MS)
    }
  }
}

function seatsAt(options: EmbeddedOptions) {
  const { expirySeconds = 60, maxPages, log = stderrLog } = options
  const dataDir = resolve(options.dataDir)
  const file = options.workerFile ?? builtWorker()
  const start = (data: Partial<WorkerData>) => serve(file, { dataDir, expirySeconds, maxPages, ...data }, log)
  /** Whoever goes on never begins anew: where the data have been taken away, that is for a person to look at. */
  async function next(): Promise<Seat | undefined> {
    const found = await follow(dataDir)
    if (found) return found
    try {
      return await start({ mustExist: true })
    } catch (error) {
      if (!isLocked(error)) throw error
      return undefined
    }
  }
  return {
    serve: () => start({}),
    follow: () => follow(dataDir),
    keep: (first: Seat) => new Keeper(first, next, log),
  }
}

function builtWorker(): string {
  const beside = join(__dirname, 'embedded-worker.js')
  return existsSync(beside) ? beside : join(__dirname, '../../dist/embedded-worker.js')
}
