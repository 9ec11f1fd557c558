import { parentPort, workerData } from 'node:worker_threads'
import { drawPages, type Places } from './pages'
import { type PdfMessage, refusals } from './pdf-file'
import { Refusal } from './refusal'

export interface PdfWork extends Places {
  bytes: Uint8Array
}

async function answer({ bytes, ...places }: PdfWork): Promise<PdfMessage> {
  try {
    return { pages: await drawPages(bytes, places) }
  } catch (problem) {
    return { refused: problem instanceof Refusal ? problem.message : refusals.broken }
  }
}

void answer(workerData as PdfWork).then((message) => parentPort?.postMessage(message))
