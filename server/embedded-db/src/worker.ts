import { parentPort, workerData } from 'node:worker_threads'
import type { Database } from './engine/database'
import { Engine } from './engine/engine'
import { removeExpired } from './engine/expiry'
import { isDiskFull } from './errors'
import { Backups, copyDatabase } from './process/backups'
import { folderFault } from './process/check-folder'
import { Checkpoints, checkpointsOf } from './process/checkpoints'
import { ExpiryMonitor } from './process/expiry-monitor'
import {
  dataFile,
  explained,
  openDatabase,
  prepareFolder,
  refuseAbsent,
  takeLock,
  watched,
} from './process/files'
import { socketPlace } from './process/places'
import { giveUpReserve, keepReserve } from './process/reserve'
import { asStorageError } from './process/storage-error'
import { WireServer } from './wire/server'

export interface WorkerData {
  dataDir: string
  expirySeconds: number
  maxPages?: number | undefined
  /** Opens what is there and never begins anew. */
  mustExist?: boolean | undefined
}

export type WorkerMessage =
  | { type: 'ready'; socket: string }
  | { type: 'failed'; code: string; message: string }
  | { type: 'log'; level: 'warn' | 'error'; message: string }
  | { type: 'closed' }

const post = (message: WorkerMessage) => parentPort?.postMessage(message)
const warn = (message: string) => post({ type: 'log', level: 'warn', message })
const complain = (what: string) => (error: unknown) =>
  post({
    type: 'log',
    level: 'error',
    message: `storage: ${what}: ${error instanceof Error ? error.message : error}`,
  })

/** A start takes some space: on a full disk what was kept for it is given up, once. */
async function start(data: WorkerData): Promise<void> {
  try {
    await open(data)
  } catch (error) {
    if (!isFull(error) || !giveUpReserve(data.dataDir)) throw error
    await open(data)
    complain('disk full')(
      `数据目录 ${data.dataDir} 所在的磁盘已满，动用了预留的空间才启动；能看，可能存不上，请尽快腾出空间。`,
    )
    return
  }
  if (!keepReserve(data.dataDir)) warn(`storage: 磁盘快满了，数据目录 ${data.dataDir} 留不出启动用的空间。`)
}

const isFull = (error: unknown) =>
  isDiskFull(error) || /^(ENOSPC|EDQUOT|DISK_FULL)$/.test(String((error as { code?: unknown }).code))

async function open({ dataDir, expirySeconds, maxPages, mustExist }: WorkerData): Promise<void> {
  if (mustExist) refuseAbsent(dataDir)
  prepareFolder(dataDir)
  const lock = takeLock(dataDir)
  let db: Database | undefined
  let monitor: ExpiryMonitor | undefined
  try {
    if (mustExist) refuseAbsent(dataDir)
    const opened = openDatabase(dataDir)
    db = opened
    if (maxPages !== undefined) opened.exec(`PRAGMA max_page_count=${maxPages}`)
    const checkpoints = new Checkpoints(__filename, dataFile(dataDir), complain('checkpoints ended'))
    const written = (length: number) => checkpoints.written(length)
    const engine = explained(dataFile(dataDir), () => new Engine(opened, { warn, written }))
    const isThere = watched(dataFile(dataDir))
    const watch = noticing(isThere, dataFile(dataDir))
    const made = new ExpiryMonitor(expirySeconds, () => {
      watch()
      tick(engine, server)
    })
    const backups = new Backups(__filename, dataFile(dataDir), isThere)
    const server = new WireServer(engine, { backups, warn })
    const place = socketPlace(dataDir)
    monitor = made
    made.start()
    await server.listen(place.path)
    parentPort?.on('message', async () => {
      made.stop()
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
    monitor?.stop()
    db?.close()
    lock.release()
    throw error
  }
}

/** Logs once that the data file has gone, so that new writes will be lost. */
function noticing(isThere: () => boolean, file: string): () => void {
  let said = false
  return () => {
    if (said || isThere()) return
    said = true
    complain('the data file is not where it was')(
      `${file} 已被移走或替换，新写入的数据会丢失。请停止所有进程，把它放回原处，或用备份恢复。`,
    )
  }
}

function tick(engine: Engine, server: WireServer): void {
  const now = new Date()
  server.expireCursors(now.getTime())
  if (engine.leftovers.any)
    server.background(
      engine.leftovers.clear(),
      complain('what was left unfinished could not be cleared away'),
    )
  server.background(removeExpired(engine, now), complain('expired documents could not be removed'))
}

function serve(data: WorkerData): void {
  start(data).catch((error: unknown) => {
    const { code, message } = asStorageError(error, data.dataDir)
    post({ type: 'failed', code, message })
    parentPort?.close()
  })
}

if ('checkpoint' in workerData) {
  const run = checkpointsOf(String(workerData.checkpoint))
  parentPort?.on('message', (message) => run(message) || parentPort?.close())
} else if ('copy' in workerData) parentPort?.postMessage(copyDatabase(workerData.copy))
else if ('check' in workerData) parentPort?.postMessage(folderFault(workerData.check))
else serve(workerData as WorkerData)
