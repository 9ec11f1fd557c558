import type { Cell, Column, ColumnKind } from '../contract/domain'
import { withTotal } from './column-totals'
import { dateOf } from './sheet/dates'
import { parseCell, scaled } from './table-cells'

export interface PastedRow {
  household: string | null
  cells: Cell[]
}
export interface PastedProblem {
  /** Counted from 1, the header not counted. */
  row: number
  column?: string
  message: string
}
export interface PastedTable {
  columns: Column[]
  rows: PastedRow[]
  problems: PastedProblem[]
}

const householdHeader = /^(户号|户编号|农户编号|家庭编号)$/
const withoutUnit = (label: string): string =>
  label
    .normalize('NFKC')
    .replace(/[(][^)]*[)]/g, '')
    .replace(/\s/g, '')

/** Cells of text copied from a spreadsheet (tabs) or of a CSV file (commas); quotes hold breaks and separators. */
export function splitCells(text: string): string[][] {
  const source = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const separator = source.includes('\t') ? '\t' : ','
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < source.length; at++) {
    const letter = source.charAt(at)
    if (quoted) {
      if (letter !== '"') cell += letter
      else if (source.charAt(at + 1) === '"') {
        cell += '"'
        at += 1
      } else quoted = false
    } else if (letter === '"' && cell === '') quoted = true
    else if (letter === separator || letter === '\n') {
      row.push(cell)
      cell = ''
      if (letter === '\n') {
        rows.push(row)
        row = []
      }
    } else cell += letter
  }
  rows.push([...row, cell])
  return rows.filter((cells) => cells.some((one) => one.trim() !== ''))
}

/** Where a pasted column goes: a column of the table, the household code, or nowhere (null). */
type Place = { column: number; tenThousands: boolean } | 'household'

/** Reads what was copied from a spreadsheet, with or without a header row, into the table's columns. */
export function parsePastedTable(text: string, columns?: readonly Column[]): PastedTable {
  const lines = splitCells(text)
  const known = columns && columns.length > 0 ? [...columns] : []
  const [first] = lines
  if (!first) return { columns: known, rows: [], problems: [] }
  const header = isHeader(first, known)
  const body = header ? lines.slice(1) : lines
  const { table, places } = header ? byHeader(first, known, body) : byOrder(first, known, body)
  const problems: PastedProblem[] = []
  const rows = body.map((line, at) => readRow(line, at + 1, table, places, problems))
  return { columns: table, rows, problems }
}

function isHeader(cells: readonly string[], known: readonly Column[]): boolean {
  const labels = new Set(known.map(({ label }) => withoutUnit(label)))
  const named = cells.filter((cell) => labels.has(withoutUnit(cell)) || householdHeader.test(cell.trim()))
  if (known.length > 0) return named.length > 0 && named.length * 2 >= Math.min(cells.length, known.length)
  return cells.every((cell) => cell.trim() !== '' && scaled(cell, 6) === undefined && !dateOf(cell))
}

function byHeader(header: readonly string[], known: readonly Column[], body: readonly string[][]) {
  const table = [...known]
  const taken = new Set<number>()
  const places = header.map((cell, at): Place => {
    if (householdHeader.test(cell.trim())) return 'household'
    const label = withoutUnit(cell)
    let column = known.findIndex((one, place) => !taken.has(place) && withoutUnit(one.label) === label)
    if (column < 0) column = table.push(guessed(cell, at, body, table)) - 1
    taken.add(column)
    return { column, tenThousands: /万元/.test(cell) && !/万元/.test(known[column]?.label ?? '') }
  })
  return { table, places }
}

function byOrder(first: readonly string[], known: readonly Column[], body: readonly string[][]) {
  const table = [...known]
  const unnamed = known.length === 0 ? first.length : 0
  for (let at = 0; at < unnamed; at++) table.push(guessed(`列${at + 1}`, at, body, table))
  // One cell more than columns, and the first looks like a code: the household.
  const coded = first.length === table.length + 1 && /^[A-Za-z0-9-]+$/.test((first[0] ?? '').trim())
  const places: Place[] = table.map((_, column) => ({ column, tenThousands: false }))
  return { table, places: coded ? ['household' as const, ...places] : places }
}

function readRow(
  line: readonly string[],
  row: number,
  columns: readonly Column[],
  places: readonly Place[],
  problems: PastedProblem[],
): PastedRow {
  const cells: Cell[] = columns.map(() => null)
  let household: string | null = null
  const extra = line.slice(places.length).filter((cell) => cell.trim() !== '').length
  if (extra > 0) problems.push({ row, message: `这一行比表头多了 ${extra} 格。` })
  places.forEach((place, at) => {
    const text = line[at] ?? ''
    if (place === 'household') {
      household = text.trim() || null
      return
    }
    const column = columns[place.column]
    if (!column) return
    const read = parseCell(column, text, { shift: place.tenThousands ? 4 : 0 })
    if ('problem' in read) problems.push({ row, column: column.label, message: read.problem })
    else cells[place.column] = read.cell
  })
  return { household, cells }
}

function guessed(header: string, at: number, body: readonly string[][], table: readonly Column[]): Column {
  const values = body.map((line) => (line[at] ?? '').trim()).filter((value) => value !== '')
  const label = header.trim().slice(0, 20) || `列${at + 1}`
  let n = at + 1
  while (table.some(({ key }) => key === `c${n}`)) n += 1
  return withTotal({ key: `c${n}`, label, kind: guessedKind(label, values) })
}

function guessedKind(label: string, values: readonly string[]): ColumnKind {
  const all = (test: (value: string) => boolean) => values.length > 0 && values.every(test)
  if (/组别|小组/.test(label)) return 'group'
  if (/姓名|户名|户主|申请人|老人|承包户/.test(label)) return 'name'
  // A unit in the heading says what the column is: a cell that is no figure is then a problem to show, not a text.
  if (/[（(]万?元[）)]$|金额$/.test(label)) return 'money'
  if (/[（(]亩[）)]$|面积$/.test(label)) return 'area'
  if (all((value) => dateOf(value) !== undefined)) return 'date'
  if (!all((value) => scaled(value, 2) !== undefined)) return 'text'
  if (/元|金额|费|收入|支出|补助|补贴/.test(label)) return 'money'
  if (/亩|面积/.test(label)) return 'area'
  return all((value) => scaled(value, 0) !== undefined) ? 'integer' : 'text'
}
