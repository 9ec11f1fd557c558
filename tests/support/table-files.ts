import type { SheetCell } from '@hutang/shared'
import type { Table } from './accounts'
import { biffOf, compoundOf, double, record, text } from './xls-file'
import { workbookOf } from './zip-file'

/** Real files of a table, made here: what an accounting program saves. */

const columnName = (at: number): string =>
  at < 26 ? String.fromCharCode(65 + at) : `${columnName(Math.floor(at / 26) - 1)}${columnName(at % 26)}`

const escaped = (words: string) => words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

function xmlCell(cell: SheetCell, ref: string): string {
  if (typeof cell === 'number') return `<c r="${ref}"><v>${cell}</v></c>`
  if (typeof cell !== 'string' || cell === '') return ''
  return `<c r="${ref}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`
}

export function xlsxFile({ rows, merges = [] }: Table): Buffer {
  const lines = rows.map((row, at) => {
    const cells = row.map((cell, column) => xmlCell(cell, `${columnName(column)}${at + 1}`)).join('')
    return `<row r="${at + 1}">${cells}</row>`
  })
  const ranges = merges.map(({ row, column, rows: deep, columns }) => {
    const from = `${columnName(column)}${row + 1}`
    return `<mergeCell ref="${from}:${columnName(column + columns - 1)}${row + deep}"/>`
  })
  const merged =
    ranges.length > 0 ? `<mergeCells count="${ranges.length}">${ranges.join('')}</mergeCells>` : ''
  return workbookOf({
    sheets: [{ name: 'Sheet1', xml: `<sheetData>${lines.join('')}</sheetData>${merged}` }],
  })
}

export function xlsFile({ rows, merges = [] }: Table): Buffer {
  const cells = rows.flatMap((row, at) =>
    row.flatMap((cell, column) => {
      if (typeof cell === 'number') return record(0x0203, at, column, 0, double(cell))
      return typeof cell === 'string' && cell !== '' ? record(0x0204, at, column, 0, text(cell)) : []
    }),
  )
  const ranges = merges.flatMap(({ row, column, rows: deep, columns }) => [
    row,
    row + deep - 1,
    column,
    column + columns - 1,
  ])
  const merged = merges.length > 0 ? [record(0x00e5, merges.length, ...ranges)] : []
  return compoundOf('Workbook', biffOf([{ name: 'Sheet1', records: [...cells, ...merged] }]))
}

export const csvFile = ({ rows }: Table): Buffer =>
  Buffer.from(
    rows
      .map((row) =>
        row.map((cell) => (cell === null ? '' : `"${String(cell).replaceAll('"', '""')}"`)).join(','),
      )
      .join('\r\n'),
  )
