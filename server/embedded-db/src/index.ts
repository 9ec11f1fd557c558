import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Keeper } from './process/keeper'
import { type StorageLog, stderrLog } from './process/log'
import { type Restore, type Restored, restoreData } from './process/restore'
import { follow, isLocked, type Seat, serve } from './process/seat'
import type { WorkerData } from './worker'

export { type StorageLog, stderrLog } from './process/log'
export type { Restore, Restored } from './process/restore'
export { StorageError } from './process/storage-error'

export interface Embedded {
  readonly uri: string
  /** The holder serves the data folder; a guest goes through the holder's socket until that is gone. */
  readonly role: Seat['role']
  /** What became of the data that a backup has taken the place of. */
  readonly restored?: Restored | undefined
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
  /** Puts a backup in the place of the data before it starts; no other process may hold the folder. */
  restore?: Restore | undefined
}

const PATIENCE_MS = 15_000
const PAUSE_MS = 100

/**
 * Serves the data folder, or joins the process that already does and takes its place when it has gone. Throws a
 * StorageError that a person understands.
 */
export async function startEmbedded({ restore, ...options }: EmbeddedOptions): Promise<Embedded> {
  if (restore === undefined) return joinOrServe(options)
  const restored = await restoreData(resolve(options.dataDir), restore, {
    serve: (dataDir) => joinOrServe({ ...options, dataDir }),
    workerFile: options.workerFile ?? builtWorker(),
  })
  return Object.assign(await joinOrServe(options), { restored })
}

async function joinOrServe(options: EmbeddedOptions): Promise<Keeper> {
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
  /** A process that takes over never makes a new data file: if the data have gone, a person must look at it. */
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
