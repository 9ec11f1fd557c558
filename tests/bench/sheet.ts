import { readingSheet, sheetOfText } from '@hutang/shared'
import { longSheet } from '../support/long-sheet'

const rounds = 5
const rows = 20_000

/** Reads a pasted table of 20,000 rows and twelve columns: processor time of all of it, and its longest piece. */
function round(): { processorMs: number; longestMs: number } {
  const { text, households } = longSheet(rows)
  const before = process.cpuUsage()
  const steps = readingSheet(sheetOfText(text), { columns: [], usual: [], households })
  let longestMs = 0
  for (;;) {
    const from = performance.now()
    const { done } = steps.next()
    longestMs = Math.max(longestMs, performance.now() - from)
    if (done) break
  }
  const { user, system } = process.cpuUsage(before)
  return { processorMs: (user + system) / 1000, longestMs }
}

const median = (list: number[]): number => list.sort((a, b) => a - b)[list.length >> 1] ?? 0

export function measureSheet(): { processorMs: number; longestMs: number } {
  const found = Array.from({ length: rounds }, round)
  return {
    processorMs: median(found.map(({ processorMs }) => processorMs)),
    longestMs: median(found.map(({ longestMs }) => longestMs)),
  }
}
