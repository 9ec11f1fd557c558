import { mostRows, readingSheet, type SheetRead, sheetOfText } from '@hutang/shared'
import { expect, it } from '@jest/globals'
import { longSheet } from '../../support/long-sheet'

/** Measured 1 s by itself; beside other tests a machine is several times slower. */
const mostProcessorMs = 5000
const mostStepMs = 1500

it('reads 20,000 rows of twelve columns in pieces, and ties each to its household', () => {
  const { text, households } = longSheet(mostRows)
  const before = process.cpuUsage()
  const steps = readingSheet(sheetOfText(text), { columns: [], usual: [], households })
  const progress: number[] = []
  let read: SheetRead | undefined
  let longest = 0
  while (!read) {
    const from = process.cpuUsage()
    const step = steps.next()
    longest = Math.max(longest, process.cpuUsage(from).user / 1000)
    if (step.done) read = step.value
    else progress.push(step.value)
  }
  const { user, system } = process.cpuUsage(before)
  expect(read.table.rows).toHaveLength(mostRows)
  expect(read.problems).toEqual([])
  expect(read.households).toEqual({ tied: mostRows, unmatched: [] })
  expect(progress.length).toBeGreaterThan(50)
  expect([...progress].sort((a, b) => a - b)).toEqual(progress)
  expect((user + system) / 1000).toBeLessThan(mostProcessorMs)
  expect(longest).toBeLessThan(mostStepMs)
})
