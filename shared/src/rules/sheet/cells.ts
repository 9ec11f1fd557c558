import type { SheetCell } from './types'

/** A cell as text, its ends trimmed; a number is written without an exponent as far as it is exact. */
export function textOf(cell: SheetCell | undefined): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'string') return cell.trim()
  if (typeof cell === 'number') return numberText(cell)
  return 'date' in cell ? cell.date : cell.error
}

/** 0.1 + 0.2 as 0.3: a spreadsheet itself shows fifteen digits. */
function numberText(value: number): string {
  const shown = Number(value.toPrecision(15))
  const text = String(shown)
  return text.includes('e')
    ? shown.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 20 })
    : text
}

/** Signs that are as plain as they can be. */
const simple = /^[!-~\u4e00-\u9fff]*$/

/** Compared or searched: full-width signs made plain, nothing between the letters. */
export const plain = (text: string): string =>
  simple.test(text) ? text : text.normalize('NFKC').replace(/[\s\u200b-\u200f\u2060\ufeff]/g, '')

export const isBlank = (cell: SheetCell | undefined): boolean =>
  cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '')

export const isBlankRow = (row: readonly SheetCell[] | undefined): boolean => !row || row.every(isBlank)

export interface Filled {
  column: number
  text: string
}

/** The texts of the cells of a row that are not blank, each with its column. */
export function filledIn(row: readonly SheetCell[] | undefined): Filled[] {
  const filled: Filled[] = []
  const width = row?.length ?? 0
  for (let column = 0; column < width; column++) {
    const text = textOf(row?.[column])
    if (text !== '') filled.push({ column, text })
  }
  return filled
}

/** The first of them. */
export function firstIn(row: readonly SheetCell[] | undefined): Filled | undefined {
  const column = row?.findIndex((cell) => !isBlank(cell)) ?? -1
  return column < 0 ? undefined : { column, text: textOf(row?.[column]) }
}
