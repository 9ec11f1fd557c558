import type { TableRow } from '@hutang/shared/contract'

/** How many rows are shown at first: one or two screens, so that the text below is near. */
export const first = 20
/** By a press on 再看. */
export const step = 50
/** From here on only the blocks near the screen are drawn. */
export const many = 6
/** In bytes, about: WeChat is sent a block at once, and 64 kB at most. */
const largest = 48 * 1024

/** In bytes, about: its nodes, and its words, three bytes each. */
const weightOf = ({ cells }: TableRow, grid: boolean): number =>
  (grid ? 220 * cells.length : 600) + 3 * JSON.stringify(cells).length

/** Rows that are drawn, and sent to WeChat, together. A block stays as it is when later rows follow it. */
export function blocksOf(rows: readonly TableRow[], grid: boolean): TableRow[][] {
  const blocks: TableRow[][] = []
  let block: TableRow[] = []
  let weight = 0
  rows.forEach((row, at) => {
    const heavier = weightOf(row, grid)
    weight += heavier
    const shown = at >= first && (at - first) % step === 0
    if (at === 0 || shown || weight > largest) {
      block = []
      blocks.push(block)
      weight = heavier
    }
    block.push(row)
  })
  return blocks
}
