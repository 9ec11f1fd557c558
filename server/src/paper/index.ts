import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { AppError } from '../errors'
import { createGate } from '../gate'
import { projectRoot } from '../paths'
import type { Card, DrawnCard } from './card'
import type { Drawn } from './draw'
import type { Paper } from './paper'
import { asPng } from './raster'

export type { Card } from './card'
export type { Block, Cutouts, Door, Paper, PaperSize, TableBlock } from './paper'
export { paperDate, tableBlock } from './texts'

/** Fonts and pages of one paper take up to 200 MB: one at a time, the others wait. */
const gate = createGate({ places: 1, bytes: 1, waiting: 20, busy: 'printBusy' })
const mostMs = 30_000
const mostMegabytes = 400

/**
 * Draws a paper as PDF, in a thread of its own so that pages are answered meanwhile. Throws `glyphMissing` where a
 * character cannot be drawn (never a box in a name), `printBusy`, and `tooLongToPrint`.
 */
export async function print(paper: Paper): Promise<Buffer> {
  const { pdf, missing } = await gate.through(1, () => inThread<Drawn>(paper))
  refuseBoxes(missing, '请换成通行的写法再打印，或者打印后用笔补写。')
  return Buffer.from(pdf)
}

/** Draws a card as PNG; its letters are outlines, so that no font of the machine has a part in it. Throws like `print`. */
export async function picture(card: Card): Promise<Buffer> {
  return gate.through(1, async () => {
    const { svg, missing } = await inThread<DrawnCard>(card)
    refuseBoxes(missing, '请换成通行的写法再做卡片。')
    return asPng(svg)
  })
}

function refuseBoxes(missing: readonly string[], wayOut: string): void {
  if (missing.length === 0) return
  const message = `“${missing.join('”“')}”这个字，打印的字库里没有。${wayOut}`
  throw new AppError('glyphMissing', { message })
}

function inThread<T>(paper: Paper | Card): Promise<T> {
  return new Promise((done, fail) => {
    const worker = new Worker(join(projectRoot, 'server', 'dist', 'paper-worker.js'), {
      workerData: paper,
      execArgv: [],
      name: 'paper',
      resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
    })
    const timer = setTimeout(() => {
      fail(new AppError('tooLongToPrint'))
      void worker.terminate()
    }, mostMs)
    worker.once('message', (drawn: T) => done(drawn))
    worker.once('error', (cause) => fail(failureOf(cause)))
    worker.once('exit', () => {
      clearTimeout(timer)
      fail(new AppError('internal', { cause: new Error('the paper thread ended without an answer') }))
    })
  })
}

const failureOf = (cause: unknown): AppError => {
  const outOfMemory = (cause as { code?: string } | null)?.code === 'ERR_WORKER_OUT_OF_MEMORY'
  return new AppError(outOfMemory ? 'tooLongToPrint' : 'internal', { cause })
}
