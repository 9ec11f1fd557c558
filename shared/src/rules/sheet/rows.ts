import type { Cell, Column } from '../../contract/domain'
import { isFigureKind } from '../column-totals'
import { type CellContext, parseCell, type ReadCell } from '../table-cells'
import type { SheetProblem } from './answers'
import { isBlank, plain, textOf } from './cells'
import type { Matched } from './columns'
import type { Line, Place } from './layout'
import type { SheetCell } from './types'

/** What stands in a cell before it is read: a number of a spreadsheet that has lost digits is none. */
const lostDigits = (cell: SheetCell | undefined, column: Column): boolean => {
  if (typeof cell === 'number') return Math.abs(cell) >= 1e15
  return (
    typeof cell === 'string' && !isFigureKind(column.kind) && /^\d(?:\.\d+)?E\+?\d{2}$/i.test(plain(cell))
  )
}

/** Reads a cell of the sheet into its column. */
export function readCell(cell: SheetCell | undefined, column: Column, context: CellContext): ReadCell {
  if (cell === null || cell === undefined) return { cell: null }
  const text = textOf(cell)
  if (typeof cell === 'object' && 'error' in cell)
    return { problem: `公式出错（${cell.error}），请填上应有的数。` }
  if (lostDigits(cell, column)) return { problem: `“${text}”太长，表格软件已经丢了末几位，请照原件填。` }
  if (typeof cell === 'object' && isFigureKind(column.kind))
    return { problem: `“${text}”是日期，这一列要填数。` }
  return parseCell(column, text, context)
}

const strayCell = '这一格在表头之外，没有列名。请清空，或者给这一列写上列名。'

/** The codes of households are read as texts. */
const codes: Column = { key: 'household', label: '户号', kind: 'text' }

export interface ReadLine {
  household: string | null
  cells: Cell[]
  problems: SheetProblem[]
}

/** Reads a line into the columns of the table. */
export function readLine(
  line: Line,
  places: readonly Place[],
  matched: readonly Matched[],
  width: number,
  context: CellContext,
): ReadLine {
  const cells: Cell[] = Array.from({ length: width }, () => null)
  const problems: SheetProblem[] = []
  let household: string | null = null
  for (const [at, one] of matched.entries()) {
    const raw = line.cells[at]
    const place = { row: line.at, column: places[at]?.columns[line.half] ?? null, text: textOf(raw) }
    if (one.stray && !isBlank(raw)) problems.push({ ...place, label: '', message: strayCell })
    const column = one.to === 'household' ? codes : one.column
    if (!column || one.to === 'nowhere') continue
    const read = readCell(raw, column, { ...context, shift: one.shift })
    if ('cell' in read) {
      if (one.to === 'household') household = read.cell === null ? null : String(read.cell)
      else cells[one.place] = read.cell
      continue
    }
    const { problem: message, mend } = read
    problems.push({ ...place, label: column.label, message, ...(mend === undefined ? {} : { mend }) })
  }
  return { household, cells, problems }
}

/** A column of which cells were left blank because what stands above them counts for them too. */
export interface Fillable {
  at: number
  label: string
  blanks: number
  /** The sheet itself says so: the cells are merged. */
  merged: boolean
  /** As in merged cells, no two that are written one after the other say the same. */
  likely: boolean
}

/** 同上 and its sign: the same as above. */
const ditto = /^(?:同上|同前|〃|″|〞|''|”|"|,,)$/
const isOpen = (cell: SheetCell | undefined): boolean => isBlank(cell) || ditto.test(textOf(cell))

/** Columns of which blank cells may take what stands above: a group, a period; never figures, which would be repeated. */
export function fillable(
  lines: readonly Line[],
  matched: readonly Matched[],
  places: readonly Place[],
  merges: readonly { row: number; column: number; rows: number }[],
): Fillable[] {
  const tall = merges.filter(({ rows }) => rows > 1)
  return matched.flatMap((one, at): Fillable[] => {
    const kind = one.column?.kind
    if (one.to === 'nowhere' || (kind && (isFigureKind(kind) || kind === 'date'))) return []
    const columns = places[at]?.columns ?? []
    const merged = tall.some(({ row, column }) => columns.includes(column) && row >= (lines[0]?.at ?? 0))
    const listed = kind === 'group' || /类别|类型|年度|年份|月份|片区|村$|项目类/.test(one.heading)
    const said = lines.some(({ cells }) => ditto.test(textOf(cells[at])))
    if (!merged && !listed && !said) return []
    const first = lines[0]?.cells[at]
    const blanks = lines.filter(({ cells, total }) => total === null && isOpen(cells[at])).length
    if (isOpen(first) || blanks === 0 || blanks === lines.length) return []
    const written = lines
      .filter(({ cells }) => !isOpen(cells[at]))
      .map(({ cells }) => plain(textOf(cells[at])))
    const likely = merged || said || written.every((text, n) => text !== written[n - 1])
    return [{ at, label: one.column?.label ?? '户号', blanks, merged, likely }]
  })
}

/** The lines with the blanks of these places filled from above. Sums take nothing from above. */
export function filledDown(lines: readonly Line[], places: readonly number[]): Line[] {
  const above = new Map<number, SheetCell>()
  return lines.map((line) => {
    if (line.total !== null) return line
    const cells = [...line.cells]
    for (const at of places) {
      if (isOpen(cells[at])) cells[at] = above.get(at) ?? null
      else above.set(at, cells[at] ?? null)
    }
    return { ...line, cells }
  })
}
