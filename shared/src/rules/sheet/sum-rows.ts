import { type TotalRowKind, totalWord } from '../total-rows'
import { textOf } from './cells'
import { figureOf } from './figure'
import type { SheetCell } from './types'

/** `below`: of the lines under it (一、收入, with its sum), not of those above. */
export type SumKind = TotalRowKind | 'below'

/** Whether a row is a sum itself: by its first word, wherever that stands. */
export function totalOfRow(cells: readonly SheetCell[]): TotalRowKind | null {
  for (const cell of cells) {
    if (typeof cell !== 'string') continue
    const text = textOf(cell)
    if (text === '' || typeof figureOf(text) !== 'string') continue
    return totalWord(text)
  }
  return null
}
