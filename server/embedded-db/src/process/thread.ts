import { Worker } from 'node:worker_threads'
import type { WorkerData, WorkerMessage } from '../worker'
import type { StorageLog } from './log'
import { StorageError } from './storage-error'

/** Commands leave little behind that lives: V8's own choice is three times 16 MB, no faster and all resident. */
const YOUNG_MB = 8

/** The thread that serves a data folder, seen from outside. */
export interface Thread {
  socket: string
  exited: Promise<void>
  close(): Promise<void>
}

const CLOSE_MS = 5000

/** Resolves when the thread answers on its socket. */
export async function startThread(file: string, workerData: WorkerData, log: StorageLog): Promise<Thread> {
  const worker = new Worker(file, {
    workerData,
    execArgv: [],
    name: 'embedded-database',
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  })
  const exited = new Promise<void>((done) => worker.once('exit', () => done()))
  worker.on('message', (message: WorkerMessage) => {
    if (message.type === 'log') log[message.level](message.message)
  })
  const socket = await ready(worker)
  worker.on('error', (error) => log.error(`storage: the embedded database failed: ${error.stack ?? error}`))
  return {
    socket,
    exited,
    async close() {
      worker.postMessage('close')
      const timer = setTimeout(() => void worker.terminate(), CLOSE_MS)
      await exited
      clearTimeout(timer)
    },
  }
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
