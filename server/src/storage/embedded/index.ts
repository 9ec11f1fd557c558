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
  workerFile?: string | undefined
  /** How often TTL indexes are looked at. */
  expirySeconds?: number | undefined
}

export const uriOf = (socket: string) => `mongodb://${encodeURIComponent(socket)}/hutang`

/** Commands leave little behind that lives: V8's own choice is three times 16 MB, no faster and all resident. */
const YOUNG_MB = 8

const RESTART_MS = [100, 1000, 5000]

/** Starts the embedded database on a data folder; resolves when it answers. Should it end, it is started again. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const dataDir = resolve(options.dataDir)
  const workerData: WorkerData = { dataDir, expirySeconds: options.expirySeconds ?? 60 }
  const start = () => startWorker(options.workerFile ?? builtWorker(), workerData)
  let running = await start()
  let closing: Promise<void> | undefined
  let failures = 0

  function watch(): void {
    const begun = performance.now()
    void running.exited.then(() => {
      if (closing) return
      failures = performance.now() - begun > 60_000 ? 0 : failures + 1
      console.error('storage: the embedded database ended unexpectedly and is started again')
      setTimeout(again, RESTART_MS[Math.min(failures, RESTART_MS.length) - 1] ?? 100)
    })
  }

  // The socket keeps its name, so that the driver finds the new one by itself.
  function again(): void {
    if (closing) return
    start().then(
      (next) => {
        running = next
        if (closing) void closeWorker(next)
        else watch()
      },
      (error: Error) => {
        console.error(`storage: ${error.message}`)
        setTimeout(again, RESTART_MS.at(-1))
      },
    )
  }

  watch()
  return {
    uri: uriOf(running.socket),
    close() {
      closing ??= closeWorker(running)
      return closing
    },
  }
}

function builtWorker(): string {
  const beside = join(__dirname, 'embedded-worker.js')
  return existsSync(beside) ? beside : join(__dirname, '../../../dist/embedded-worker.js')
}

interface Running {
  worker: Worker
  socket: string
  exited: Promise<void>
}

async function startWorker(file: string, workerData: WorkerData): Promise<Running> {
  const worker = new Worker(file, {
    workerData,
    execArgv: [],
    name: 'embedded-database',
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  })
  const exited = new Promise<void>((done) => worker.once('exit', () => done()))
  const socket = await ready(worker)
  worker.on('error', (error) => console.error('storage: the embedded database failed', error))
  return { worker, socket, exited }
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

async function closeWorker({ worker, exited }: Running): Promise<void> {
  worker.postMessage('close')
  const timer = setTimeout(() => void worker.terminate(), 5000)
  await exited
  clearTimeout(timer)
}
