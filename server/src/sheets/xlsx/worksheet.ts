import type { SheetCell } from '@hutang/shared'
import type { NumberFormat } from '../formats'
import type { Grid } from '../grid'
import { shownNumber } from '../values'
import { attribute, isTrue, readXml, unescaped } from '../xml'
import { plainText } from './strings'

export interface Shared {
  strings: readonly string[]
  styles: readonly NumberFormat[]
  is1904: boolean
}

interface OpenCell {
  row: number
  column: number
  type: string
  style: number
  value: string
  words: string
  formula: boolean
}

/** Fills the grid with the cells of a worksheet part. */
export function readWorksheet(xml: string, grid: Grid, shared: Shared): void {
  let row = -1
  let column = -1
  let cell: OpenCell | undefined
  let inside: 'v' | 't' | null = null
  let inReading = false
  readXml(xml, {
    open(name, attributes, empty) {
      switch (name) {
        case 'row':
          row = Number(attribute(attributes, 'r') ?? row + 2) - 1
          column = -1
          if (isHidden(attributes, 'ht')) grid.hideRow(row)
          break
        case 'c': {
          const place = placeOf(attribute(attributes, 'r'))
          row = place?.row ?? row
          column = place?.column ?? column + 1
          cell = {
            ...{ row, column, value: '', words: '', formula: false },
            type: attribute(attributes, 't') ?? 'n',
            style: Number(attribute(attributes, 's') ?? -1),
          }
          break
        }
        case 'f':
          if (cell) cell.formula = true
          break
        case 'v':
        case 't':
          inside = cell && !empty && !inReading ? name : null
          break
        case 'rPh':
          inReading = !empty
          break
        case 'col':
          if (isHidden(attributes, 'width')) {
            grid.hideColumns(
              Number(attribute(attributes, 'min')) - 1,
              Number(attribute(attributes, 'max')) - 1,
            )
          }
          break
        case 'mergeCell':
          merge(attribute(attributes, 'ref') ?? '', grid)
      }
    },
    close(name) {
      if (name === 'c' && cell) {
        grid.put(cell.row, cell.column, cellOf(cell, shared))
        cell = undefined
      } else if (name === 'v' || name === 't') inside = null
      else if (name === 'rPh') inReading = false
    },
    text(raw) {
      if (cell && inside === 'v') cell.value += raw
      else if (cell && inside === 't') cell.words += raw
    },
  })
}

/** Hidden, or of no height or width. */
const isHidden = (attributes: string, size: string): boolean =>
  isTrue(attribute(attributes, 'hidden')) || Number(attribute(attributes, size) ?? 1) === 0

/** `AB12`, counted from 0. */
function placeOf(name: string | undefined): { row: number; column: number } | undefined {
  const [, letters, digits] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(name ?? '') ?? []
  if (!letters || !digits) return undefined
  let column = 0
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64
  return { row: Number(digits) - 1, column: column - 1 }
}

function merge(range: string, grid: Grid): void {
  const [from, to] = range.split(':').map(placeOf)
  if (from && to) grid.merge(from.row, from.column, to.row, to.column)
}

function cellOf({ type, style, value, words, formula }: OpenCell, shared: Shared): SheetCell | 'hidden' {
  switch (type) {
    case 's':
      return shared.strings[Number(value)] ?? null
    case 'str':
      return plainText(value)
    case 'inlineStr':
      return plainText(words)
    case 'b':
      return isTrue(value.trim()) ? 'TRUE' : 'FALSE'
    case 'e':
      return { error: unescaped(value) }
    case 'd':
      return /^\d{4}-\d\d-\d\d/.test(value) ? { date: value.slice(0, 10) } : unescaped(value)
    default:
      return numberOf(value, formula, shared.styles[style] ?? [], shared.is1904)
  }
}

function numberOf(
  text: string,
  formula: boolean,
  format: NumberFormat,
  is1904: boolean,
): SheetCell | 'hidden' {
  // A program wrote the formula, and nothing has ever worked it out.
  if (text === '') return formula ? { error: '没有算出结果' } : null
  const value = Number(text)
  return Number.isFinite(value) ? shownNumber(value, format, is1904) : unescaped(text)
}
