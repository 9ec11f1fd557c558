import type { KeyedRow } from '@hutang/shared'

const bytesARow = 120
const bytesACell = 24

/** A text may hold characters that take two bytes. */
const bytesOfText = (text: string): number => 2 * text.length

/** About how many bytes rows take in memory; rather too many than too few. */
export function bytesOfRows(rows: readonly KeyedRow[]): number {
  let bytes = bytesARow
  for (const { key, household, cells } of rows) {
    bytes += bytesARow + bytesOfText(key) + bytesOfText(household ?? '')
    for (const cell of cells) bytes += bytesACell + (typeof cell === 'string' ? bytesOfText(cell) : 0)
  }
  return bytes
}
