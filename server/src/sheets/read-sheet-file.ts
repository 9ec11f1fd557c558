import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { AppError } from '../errors'
import { createGate } from '../gate'
import { projectRoot } from '../paths'
import { refusals } from './refusal'
import type { ReadFile, SheetFile } from './sheet-file'
import type { SheetMessage } from './worker'

export const mostFileBytes = 10 * 1024 * 1024

/** For the whole process: a large file takes a thread some seconds and two hundred megabytes. */
const gate = createGate({ places: 1, bytes: Number.MAX_SAFE_INTEGER, waiting: 10, busy: 'sheetsBusy' })

const limits = { maxOldGenerationSizeMb: 320, maxYoungGenerationSizeMb: 16 }
const patienceMs = 20_000

/**
 * The tables in an .xlsx, .xls or .csv file, as one who opens it sees them. In a thread of its own, which ends when it
 * takes too long or too much memory. Throws `unreadableSheet`, whose message says why and what to do, or `sheetsBusy`.
 */
export async function readSheetFile(file: SheetFile): Promise<ReadFile> {
  if (file.bytes.length > mostFileBytes) throw new AppError('tooLarge', { message: tooLarge })
  return gate.through(0, async () => {
    const answer = await inThread(file)
    if ('read' in answer) return answer.read
    throw unreadable(answer.refused)
  })
}

const tooLarge = '文件超过 10 MB 了。请把要公开的这张表复制到新文件里，另存为 .xlsx 再传。'

const unreadable = (message: string, cause?: unknown) => new AppError('unreadableSheet', { message, cause })

function inThread({ name, bytes }: SheetFile): Promise<SheetMessage> {
  // A copy of its own can be handed over whole.
  const own = Uint8Array.from(bytes)
  const worker = new Worker(workerFile(), {
    workerData: { name, bytes: own } satisfies SheetFile,
    transferList: [own.buffer],
    execArgv: [],
    name: 'sheet',
    resourceLimits: limits,
  })
  return new Promise<SheetMessage>((done, fail) => {
    const timer = setTimeout(() => done({ refused: refusals.slow }), patienceMs)
    worker.once('message', done)
    worker.once('error', (cause) =>
      fail(unreadable(isOutOfMemory(cause) ? refusals.huge : refusals.broken, cause)),
    )
    worker.once('exit', () => {
      clearTimeout(timer)
      fail(unreadable(refusals.broken))
    })
  }).finally(() => worker.terminate())
}

const isOutOfMemory = (problem: unknown): boolean =>
  problem instanceof Error && 'code' in problem && problem.code === 'ERR_WORKER_OUT_OF_MEMORY'

/** Beside the built service; sources, as tests run them, use the built thread too. */
function workerFile(): string {
  const beside = join(__dirname, 'sheet-worker.js')
  return existsSync(beside) ? beside : join(projectRoot, 'server/dist/sheet-worker.js')
}
