import { mostRows, type Sheet, type SheetCell } from '@hutang/shared'
import { Refusal, refuse } from './refusal'
import type { Left } from './sheet-file'

/** Room for titles, headings, totals and notes around the rows. */
const mostFilled = mostRows + 100
const mostColumns = 256
/** What stands behind so many blank rows is no part of the table above. */
const widestGap = 1000
const farthestRow = 10 * mostRows
/** Of all sheets of a file. */
const mostCells = 1_000_000
const mostCharacters = 20_000_000

/** What one file may hold; a short text that is named a million times is counted a million times. */
export interface Budget {
  cells: number
  characters: number
}
export const fullBudget = (): Budget => ({ cells: mostCells, characters: mostCharacters })

type Merge = Sheet['merges'][number]

/** One sheet while it is read: cells come in any order, and what is hidden is taken out at the end. */
export class Grid {
  readonly #rows = new Map<number, SheetCell[]>()
  readonly #hiddenRows = new Set<number>()
  readonly #hiddenColumns = new Set<number>()
  readonly #merges: Merge[] = []
  #unshown = 0
  #far = 0

  constructor(
    readonly name: string,
    private readonly budget: Budget,
  ) {}

  put(row: number, column: number, cell: SheetCell | 'hidden'): void {
    if (cell === null || (typeof cell === 'string' && cell.trim() === '')) return
    if (cell === 'hidden') {
      this.#unshown += 1
      return
    }
    if (!(column < mostColumns)) {
      this.#far += 1
      return
    }
    this.#spend(cell)
    let cells = this.#rows.get(row)
    if (!cells) {
      if (this.#rows.size >= 3 * mostFilled) throw tooMany(this.name, this.#rows.size)
      cells = []
      this.#rows.set(row, cells)
    }
    while (cells.length < column) cells.push(null)
    cells[column] = cell
  }

  hideRow(row: number): void {
    this.#hiddenRows.add(row)
  }

  hideColumns(from: number, to: number): void {
    for (let column = Math.max(0, from); column <= Math.min(to, mostColumns - 1); column++)
      this.#hiddenColumns.add(column)
  }

  merge(row: number, column: number, lastRow: number, lastColumn: number): void {
    const merge = { row, column, rows: lastRow - row + 1, columns: lastColumn - column + 1 }
    if (merge.rows * merge.columns > 1 && column < mostColumns) this.#merges.push(merge)
  }

  finish(): { sheet: Sheet; left: Left[] } {
    const end = this.#endOfTable()
    const rows = Array.from({ length: end }, (_, row) => this.#rows.get(row) ?? [])
    const width = rows.reduce((most, row) => Math.max(most, row.length), 0)
    const merges = this.#merges.flatMap((merge) => this.#shownMerge(merge, rows, width))
    const hidden = this.#takeOutHidden(rows)
    if (hidden.shown > mostFilled) throw tooMany(this.name, hidden.shown)
    const { name } = this
    const counts = [
      ['rows', hidden.rows.length],
      ['columns', hidden.columns.length],
      ['cells', this.#unshown],
      ['far', this.#far],
    ] as const
    return {
      sheet: { name, rows, merges, hidden: { rows: hidden.rows, columns: hidden.columns } },
      left: counts.flatMap(([what, count]) => (count > 0 ? [{ what, name, count }] : [])),
    }
  }

  #spend(cell: SheetCell): void {
    this.budget.cells -= 1
    if (typeof cell === 'string') this.budget.characters -= cell.length
    if (this.budget.cells < 0 || this.budget.characters < 0) throw refuse('huge')
  }

  /** The row behind the last; what comes after a long gap is counted as far off. */
  #endOfTable(): number {
    const filled = [...this.#rows.keys()].sort((a, b) => a - b)
    const gap = filled.findIndex((row, at) => at > 0 && row - (filled[at - 1] ?? 0) > widestGap)
    const end = gap < 0 ? filled.length : gap
    this.#far += filled.length - end
    const last = filled[end - 1] ?? -1
    if (last >= farthestRow) throw tooFar(this.name, last + 1)
    return last + 1
  }

  /** Empties what is hidden, in its place: row 17 stays row 17, as the person sees it numbered. */
  #takeOutHidden(rows: SheetCell[][]) {
    const hiddenRows = new Set<number>()
    const hiddenColumns = new Set<number>()
    let shown = 0
    for (const [row, cells] of rows.entries()) {
      const isHidden = this.#hiddenRows.has(row)
      if (isHidden && cells.some((cell) => cell !== null)) hiddenRows.add(row)
      if (isHidden) rows[row] = []
      else {
        for (const column of this.#hiddenColumns) {
          if ((cells[column] ?? null) === null) continue
          hiddenColumns.add(column)
          cells[column] = null
        }
        while (cells.length > 0 && cells.at(-1) === null) cells.pop()
        if (cells.length > 0) shown += 1
      }
    }
    while (rows.at(-1)?.length === 0) rows.pop()
    return { rows: [...hiddenRows], columns: [...hiddenColumns].sort((a, b) => a - b), shown }
  }

  /**
   * A merge as far as it can be seen: its text stands in its first visible cell, as a spreadsheet shows it, and what
   * lies under it, which nobody sees, is gone.
   */
  #shownMerge(merge: Merge, rows: SheetCell[][], width: number): Merge[] {
    const inside = (from: number, length: number, end: number) =>
      Array.from({ length: Math.max(0, Math.min(from + length, end) - from) }, (_, n) => from + n)
    const downs = inside(merge.row, merge.rows, rows.length)
    const acrosses = inside(merge.column, merge.columns, width)
    const text = rows[merge.row]?.[merge.column] ?? null
    for (const row of downs) for (const column of acrosses) this.#clear(rows[row], column)
    const row = downs.find((at) => !this.#hiddenRows.has(at))
    const column = acrosses.find((at) => !this.#hiddenColumns.has(at))
    if (row === undefined || column === undefined) return []
    const cells = rows[row] ?? []
    if (text !== null) {
      while (cells.length < column) cells.push(null)
      cells[column] = text
    }
    const [rowsLeft, columnsLeft] = [
      downs.length - (row - merge.row),
      acrosses.length - (column - merge.column),
    ]
    return rowsLeft * columnsLeft > 1 ? [{ row, column, rows: rowsLeft, columns: columnsLeft }] : []
  }

  #clear(cells: SheetCell[] | undefined, column: number): void {
    if (cells && column < cells.length) cells[column] = null
  }
}

const tooMany = (name: string, count: number) =>
  new Refusal(`“${name}”有 ${count} 行，一张表最多 ${mostRows} 行。请分成几个文件，分几条公开。`)

const tooFar = (name: string, row: number) =>
  new Refusal(`“${name}”到第 ${row} 行还有内容，离得太远。请删去多余的空行再传。`)
