import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { type Cell, type Column, type ColumnKind, cellText, digitsOf, isFigureKind } from '@hutang/shared'
import { type Options, stringify } from 'csv-stringify/sync'
import type { TableFile } from './export'

type Line = { words: string } | { cells: readonly Cell[] }

const headings = (columns: readonly Column[]): Line => ({ cells: columns.map(({ label }) => label) })

/** From the top of the file to its end. */
function* linesOf({ columns, above, rows, totals, below }: TableFile): Generator<Line> {
  for (const words of above) yield { words }
  yield headings(columns)
  for (const cells of rows) yield { cells }
  for (const cells of totals) yield { cells }
  for (const words of below) yield { words }
}

const numberFormats: Partial<Record<ColumnKind, string>> = {
  integer: '0',
  number: 'General',
  area: '#,##0.00',
  money: '#,##0.00',
  date: 'yyyy-mm-dd',
}

/** How a column is set in a sheet; words are kept as they are typed, also 0012. */
export const sheetColumn = ({ label, kind }: Column) => ({
  width: Math.min(40, Math.max(kind === 'date' || isFigureKind(kind) ? 14 : 16, 2 * label.length + 4)),
  numFmt: numberFormats[kind] ?? '@',
})

/** A cell as a spreadsheet holds it: figures in their unit, dates as dates. */
export function sheetValue({ kind }: Pick<Column, 'kind'>, cell: Cell): string | number | Date | null {
  if (typeof cell === 'number') return cell / 10 ** (digitsOf[kind] ?? 0)
  return kind === 'date' && typeof cell === 'string' && /^\d{4}-\d\d-\d\d$/.test(cell)
    ? new Date(`${cell}T00:00:00Z`)
    : cell
}

/** An Excel file that is written as it is read, so that a long table never lies in the memory. */
export async function xlsxOf(file: TableFile): Promise<Readable> {
  const { writeXlsxStream } = await import('hucre/xlsx')
  const { columns, above } = file
  function* rows() {
    for (const line of linesOf(file)) {
      yield 'words' in line
        ? [line.words]
        : line.cells.map((cell, at) => sheetValue(columns[at] ?? { kind: 'text' }, cell))
    }
  }
  const options = {
    name: '表格',
    columns: columns.map(sheetColumn),
    freezePane: { rows: above.length + 1 },
  }
  return Readable.fromWeb(writeXlsxStream(rows(), options) as ReadableStream<Uint8Array>)
}

/** Lines that are made together. */
const batch = 500

/**
 * CSV in UTF-8 with the mark by which spreadsheets know it. A text that looks like a formula gets an apostrophe, so that
 * no spreadsheet runs what somebody wrote.
 */
export function csvOf(file: TableFile): Readable {
  const { columns } = file
  const options: Options = {
    escape_formulas: true,
    record_delimiter: '\r\n',
    quoted_match: /[\r\n\t;]/,
    cast: { number: (value, { index }) => cellText(columns[index] ?? { kind: 'text' }, value) },
  }
  function* parts() {
    yield '\ufeff'
    let lines: (readonly Cell[])[] = []
    for (const line of linesOf(file)) {
      lines.push('words' in line ? [line.words] : line.cells)
      if (lines.length < batch) continue
      yield stringify(lines, options)
      lines = []
    }
    yield stringify(lines, options)
  }
  return Readable.from(parts(), { objectMode: false })
}
