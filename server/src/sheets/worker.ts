import { parentPort, workerData } from 'node:worker_threads'
import { parseSheetFile } from './parse'
import { Refusal } from './refusal'
import type { ReadFile, SheetFile } from './sheet-file'

/** What the thread says when it has read the file, or why it cannot. */
export type SheetMessage = { read: ReadFile } | { refused: string }

function answer(file: SheetFile): SheetMessage {
  try {
    return { read: parseSheetFile(file) }
  } catch (problem) {
    if (problem instanceof Refusal) return { refused: problem.message }
    throw problem
  }
}

parentPort?.postMessage(answer(workerData as SheetFile) satisfies SheetMessage)
