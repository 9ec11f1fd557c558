import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { AppError } from '../errors'
import { createGate } from '../gate'
import { fontFile } from '../paper/fonts'
import { projectRoot } from '../paths'
import { mostPdfBytes, type PdfMessage, type PdfPage, refusals } from './pdf-file'
import type { PdfWork } from './worker'

export { mostPdfBytes, type PdfPage, refusals } from './pdf-file'

/** For the whole process: drawing takes a thread some seconds and a few hundred megabytes. */
const gate = createGate({ places: 1, bytes: Number.MAX_SAFE_INTEGER, waiting: 10, busy: 'picturesBusy' })

const limits = { maxOldGenerationSizeMb: 320, maxYoungGenerationSizeMb: 16 }
const patienceMs = 30_000
/** What a thread may take besides: buffers and pictures do not count against its own limit. */
const mostGrowth = 800_000_000
const lookEveryMs = 100

const header = Buffer.from('%PDF-')
/** As readers of PDF look for it: other bytes may stand before it. */
export const isPdf = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, 1024)).includes(header)

/**
 * Every page of a PDF as a picture. In a thread of its own, which ends when it takes too long or too much memory. Throws
 * `unreadablePdf`, whose message says why and what to do, or `picturesBusy`.
 */
export async function picturesOfPdf(bytes: Uint8Array): Promise<PdfPage[]> {
  if (bytes.length > mostPdfBytes) throw new AppError('tooLarge')
  return gate.through(0, async () => {
    const answer = await inThread(bytes)
    if ('pages' in answer) return answer.pages
    throw unreadable(answer.refused)
  })
}

const unreadable = (message: string, cause?: unknown) => new AppError('unreadablePdf', { message, cause })

function inThread(bytes: Uint8Array): Promise<PdfMessage> {
  // A copy of its own can be handed over whole.
  const own = Uint8Array.from(bytes)
  const worker = new Worker(workerFile(), {
    workerData: { bytes: own, library: library(), font: fontFile('regular') } satisfies PdfWork,
    transferList: [own.buffer],
    execArgv: [],
    name: 'pdf',
    resourceLimits: limits,
    // What the library says of a strange file is nobody's.
    stdout: true,
    stderr: true,
  })
  const before = process.memoryUsage.rss()
  return new Promise<PdfMessage>((done, fail) => {
    const late = setTimeout(() => done({ refused: refusals.slow }), patienceMs)
    const looking = setInterval(() => {
      if (process.memoryUsage.rss() - before > mostGrowth) done({ refused: refusals.huge })
    }, lookEveryMs)
    worker.once('message', done)
    worker.once('error', (cause) =>
      fail(unreadable(isOutOfMemory(cause) ? refusals.huge : refusals.broken, cause)),
    )
    worker.once('exit', () => {
      clearTimeout(late)
      clearInterval(looking)
      fail(unreadable(refusals.broken))
    })
  }).finally(() => worker.terminate())
}

const isOutOfMemory = (problem: unknown): boolean =>
  problem instanceof Error && 'code' in problem && problem.code === 'ERR_WORKER_OUT_OF_MEMORY'

const library = (): string =>
  dirname(createRequire(join(projectRoot, 'server', 'package.json')).resolve('pdfjs-dist/package.json'))

/** Beside the built service; sources, as tests run them, use the built thread too. */
function workerFile(): string {
  const beside = join(__dirname, 'pdf-worker.js')
  return existsSync(beside) ? beside : join(projectRoot, 'server/dist/pdf-worker.js')
}
