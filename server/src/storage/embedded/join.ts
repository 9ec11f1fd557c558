import { readFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { resolve } from 'node:path'
import { type Embedded, type EmbeddedOptions, startEmbedded, uriOf } from './index'
import { addressFile } from './places'
import { StorageError } from './storage-error'

export interface Shared extends Embedded {
  /** The holder serves the data folder; a guest goes through the holder's socket. */
  role: 'holder' | 'guest'
}

const PATIENCE_MS = 15_000
const PAUSE_MS = 150

/** Serves the data folder, or joins the process that already does. */
export async function joinOrStart(options: EmbeddedOptions): Promise<Shared> {
  const dataDir = resolve(options.dataDir)
  const end = performance.now() + PATIENCE_MS
  for (;;) {
    try {
      return { ...(await startEmbedded(options)), role: 'holder' }
    } catch (error) {
      if (!(error instanceof StorageError) || error.code !== 'DATA_DIR_LOCKED') throw error
      const socket = await answering(dataDir)
      if (socket !== undefined) return { uri: uriOf(socket), role: 'guest', close: async () => undefined }
      // The holder is still starting, or has just gone.
      if (performance.now() > end) throw error
      await new Promise((done) => setTimeout(done, PAUSE_MS))
    }
  }
}

/** The socket of the process that holds the folder, if it answers. */
async function answering(dataDir: string): Promise<string | undefined> {
  let socket: string
  try {
    socket = readFileSync(addressFile(dataDir), 'utf8').trim()
  } catch {
    return undefined
  }
  return new Promise((done) => {
    const probe = createConnection(socket)
    const answer = (value: string | undefined) => {
      probe.destroy()
      done(value)
    }
    probe.once('connect', () => answer(socket))
    probe.once('error', () => answer(undefined))
    probe.setTimeout(1000, () => answer(undefined))
  })
}
