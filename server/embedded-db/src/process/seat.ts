import { readFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import type { WorkerData } from '../worker'
import type { StorageLog } from './log'
import { addressFile } from './places'
import { StorageError } from './storage-error'
import { startThread } from './thread'

/** A process's place at a data folder: it serves it, or follows the process that does. */
export interface Seat {
  /** The holder serves the data folder; a guest goes through the holder's socket. */
  role: 'holder' | 'guest'
  socket: string
  /** Resolves when the database that this seat stands for has ended. */
  gone: Promise<void>
  leave(): Promise<void>
}

const ANSWER_MS = 1000

export const isLocked = (error: unknown): error is StorageError =>
  error instanceof StorageError && error.code === 'DATA_DIR_LOCKED'

/** Serves the folder; throws DATA_DIR_LOCKED while another does. */
export async function serve(workerFile: string, data: WorkerData, log: StorageLog): Promise<Seat> {
  const thread = await startThread(workerFile, data, log)
  return { role: 'holder', socket: thread.socket, gone: thread.exited, leave: () => thread.close() }
}

/** Follows the process that serves the folder, if it answers: an idle connection to it closes when it ends. */
export async function follow(dataDir: string): Promise<Seat | undefined> {
  let socket: string
  try {
    socket = readFileSync(addressFile(dataDir), 'utf8').trim()
  } catch {
    return undefined
  }
  const watch = createConnection(socket)
  const gone = new Promise<void>((done) => watch.once('close', () => done()))
  const answered = await new Promise<boolean>((done) => {
    watch.once('connect', () => done(true))
    watch.on('error', () => done(false))
    watch.setTimeout(ANSWER_MS, () => done(false))
  })
  watch.setTimeout(0)
  if (!answered) {
    watch.destroy()
    return undefined
  }
  return {
    role: 'guest',
    socket,
    gone,
    async leave() {
      watch.destroy()
      await gone
    },
  }
}
