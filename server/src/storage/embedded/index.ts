import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { StorageError } from './storage-error'
import type { WorkerData, WorkerMessage } from './worker'

export { StorageError } from './storage-error'

export interface Embedded {
  uri: string
  close(): Promise<void>
}

export interface EmbeddedOptions {
  dataDir: string
  /** The built worker; beside the built server unless told otherwise. */
  workerFile?: string
  /** How often TTL indexes are looked at. */
  expirySeconds?: number
}

/** Starts the embedded database on a data folder; resolves when it answers. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const dataDir = resolve(options.dataDir)
  const workerData: WorkerData = { dataDir, expirySeconds: options.expirySeconds ?? 60 }
  const worker = new Worker(options.workerFile ?? builtWorker(), {
    workerData,
    execArgv: [],
    name: 'embedded-database',
  })
  const socket = await ready(worker)
  const exited = new Promise<void>((done) => worker.once('exit', () => done()))
  let closing: Promise<void> | undefined
  void exited.then(() => {
    if (!closing) console.error('storage: the embedded database ended unexpectedly; restart the server')
  })
  return {
    uri: `mongodb://${encodeURIComponent(socket)}/hutang`,
    close() {
      closing ??= closeWorker(worker, exited)
      return closing
    },
  }
}

function builtWorker(): string {
  const beside = join(__dirname, 'embedded-worker.js')
  return existsSync(beside) ? beside : join(__dirname, '../../../dist/embedded-worker.js')
}

function ready(worker: Worker): Promise<string> {
  return new Promise((done, fail) => {
    worker.on('message', (message: WorkerMessage) => {
      if (message.type === 'ready') done(message.socket)
      if (message.type === 'failed') fail(new StorageError(message.code, message.message))
    })
    worker.once('error', (error) =>
      fail(new StorageError('STORAGE_FAILED', `内置数据库没能启动：${error.message}`)),
    )
    worker.once('exit', () => fail(new StorageError('STORAGE_FAILED', '内置数据库没能启动，请查看日志。')))
  })
}

async function closeWorker(worker: Worker, exited: Promise<void>): Promise<void> {
  worker.postMessage('close')
  const timer = setTimeout(() => void worker.terminate(), 5000)
  await exited
  clearTimeout(timer)
}
