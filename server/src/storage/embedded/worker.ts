import { parentPort, workerData } from 'node:worker_threads'
import { Backups, copyDatabase } from './backups'
import { Checkpoints, checkpointsOf } from './checkpoints'
import type { Database } from './database'
import { Engine } from './engine'
import { removeExpired } from './expiry'
import { dataFile, openDatabase, prepareFolder, takeLock } from './files'
import { socketPlace } from './places'
import { WireServer } from './server'
import { StorageError } from './storage-error'

export interface WorkerData {
  dataDir: string
  expirySeconds: number
}

export type WorkerMessage =
  | { type: 'ready'; socket: string }
  | { type: 'failed'; code: string; message: string }
  | { type: 'closed' }

const post = (message: WorkerMessage) => parentPort?.postMessage(message)

async function start({ dataDir, expirySeconds }: WorkerData): Promise<void> {
  prepareFolder(dataDir)
  const lock = takeLock(dataDir)
  let db: Database | undefined
  try {
    const opened = openDatabase(dataDir)
    db = opened
    const checkpoints = new Checkpoints(__filename, dataFile(dataDir))
    const engine = new Engine(opened, {
      warn: (message) => console.warn(message),
      written: (length) => checkpoints.written(length),
    })
    const server = new WireServer(engine, new Backups(__filename, dataFile(dataDir)))
    const place = socketPlace(dataDir)
    tick(engine, server)
    await server.listen(place.path)
    const timer = setInterval(() => tick(engine, server), expirySeconds * 1000)
    parentPort?.on('message', async () => {
      clearInterval(timer)
      await server.close()
      await checkpoints.close()
      place.clear()
      opened.close()
      lock.release()
      post({ type: 'closed' })
      parentPort?.close()
    })
    post({ type: 'ready', socket: place.path })
  } catch (error) {
    db?.close()
    lock.release()
    throw error
  }
}

function tick(engine: Engine, server: WireServer): void {
  const now = new Date()
  server.expireCursors(now.getTime())
  server.background(removeExpired(engine, now), (error) =>
    console.error('storage: expired documents could not be removed', error),
  )
}

function serve(data: WorkerData): void {
  start(data).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error)
    post({ type: 'failed', code: error instanceof StorageError ? error.code : 'STORAGE_FAILED', message })
    parentPort?.close()
  })
}

if ('checkpoint' in workerData) {
  const run = checkpointsOf(String(workerData.checkpoint))
  parentPort?.on('message', (message) => run(message) || parentPort?.close())
} else if ('copy' in workerData) parentPort?.postMessage(copyDatabase(workerData.copy))
else serve(workerData as WorkerData)
