import type { Ink, Pen } from './ink'
import { widestUnit } from './lines'
import type { TableBlock } from './paper'

/** How wide each column is, and at which size of type the table fits. */
export interface Fit {
  widths: number[]
  pen: Pen
  /** Some cells are broken inside a word or a figure. */
  torn: boolean
}

interface Wish {
  /** Without any line break. */
  whole: number
  /** Without tearing a figure or a name. */
  least: number
}

/** A column of words is readable from so many characters on. */
const fewest = 4
const most = 16

function wishOf({ columns, rows, totals }: TableBlock, at: number, ink: Ink, pen: Pen, gap: number): Wish {
  const bold = { ...pen, weight: 'bold' as const }
  let whole = 0
  let least = 0
  const { label = '', align = 'left' } = columns[at] ?? {}
  const bolds = new Set(totals)
  for (const row of [...rows, ...totals]) {
    const cell = row[at] ?? ''
    const width = ink.width(cell, bolds.has(row) ? bold : pen)
    whole = Math.max(whole, width)
    const solid = align !== 'left' || [...cell].length <= fewest
    const widest = solid ? width : widestUnit(cell, (text) => ink.width(text, pen))
    least = Math.max(least, Math.min(widest, most * pen.size))
  }
  const head = ink.width(label, bold)
  least = Math.max(least, Math.min(head, 4 * pen.size))
  return {
    whole: Math.max(whole, Math.min(head, 8 * pen.size)) + gap,
    least: Math.max(least, fewest * pen.size * 0.5) + gap,
  }
}

/** Each column as wide as it wishes, or the words narrower so that all fit. */
export function fitColumns(table: TableBlock, room: number, ink: Ink, pen: Pen, gap: number): Fit {
  const wishes = table.columns.map((_, at) => wishOf(table, at, ink, pen, gap))
  const whole = wishes.reduce((sum, one) => sum + one.whole, 0)
  const least = wishes.reduce((sum, one) => sum + one.least, 0)
  if (whole <= room) {
    const more = room / whole
    return { widths: wishes.map((one) => one.whole * more), pen, torn: false }
  }
  if (least <= room) {
    // What is left goes to those that would like more, by how much they would.
    const share = (room - least) / (whole - least)
    return { widths: wishes.map((one) => one.least + (one.whole - one.least) * share), pen, torn: false }
  }
  return { widths: wishes.map((one) => (one.least * room) / least), pen, torn: true }
}
