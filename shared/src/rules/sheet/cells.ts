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

/** Compared or searched: full-width signs made plain, nothing between the letters. */
export const plain = (text: string): string =>
  text.normalize('NFKC').replace(/[\s\u200b-\u200f\u2060\ufeff]/g, '')

export const isBlank = (cell: SheetCell | undefined): boolean => textOf(cell) === ''

export const isBlankRow = (row: readonly SheetCell[] | undefined): boolean => !row || row.every(isBlank)

/** The texts of the cells of a row that are not blank, each with its column. */
export const filledIn = (row: readonly SheetCell[] | undefined): { column: number; text: string }[] =>
  (row ?? []).flatMap((cell, column) => {
    const text = textOf(cell)
    return text === '' ? [] : [{ column, text }]
  })
