import type { Column, PlainRow } from '@hutang/shared'
import { type Closeness, findWord } from './match.rules'
import { searchText } from './words.rules'

/** Kinds of columns in which people look for something; sums, areas and numbers are read in the table itself. */
const soughtKinds: readonly Column['kind'][] = ['name', 'text', 'group']

/** The texts of a table's rows, joined: a table of thousands of rows is looked through in one go. */
export class SearchedRows {
  readonly #columns: readonly Column[]
  readonly #households: readonly (string | null)[]
  /** Cells as they were written, a row a line. */
  readonly #written: readonly string[]
  readonly #text: string
  readonly #starts: Uint32Array
  readonly #names: readonly string[]

  constructor(columns: readonly Column[], rows: readonly PlainRow[]) {
    this.#columns = columns
    this.#households = rows.map(({ household }) => household)
    const sought = columns.flatMap(({ kind }, at) => (soughtKinds.includes(kind) ? [at] : []))
    const cells = rows.map((row) => sought.map((at) => String(row.cells[at] ?? '')))
    this.#written = cells.map((row) => row.join(cellEnd))
    const texts = cells.map((row) => row.map((cell) => searchText(cell).chars.replaceAll('\n', ' ')))
    const lines = texts.map((row) => row.join(' '))
    this.#text = lines.join('\n')
    this.#starts = new Uint32Array(lines.length)
    let start = 0
    for (const [row, line] of lines.entries()) {
      this.#starts[row] = start
      start += line.length + 1
    }
    const names = sought.flatMap((at, place) => (columns[at]?.kind === 'name' ? [place] : []))
    this.#names = texts.map((row) => names.map((place) => row[place] ?? '').join(' '))
  }

  /** Memory that this takes, roughly. */
  get bytes(): number {
    return 6 * this.#text.length + 100 * this.#written.length
  }

  /** The rows of some households. */
  rowsOf(households: ReadonlySet<string>): number[] {
    return this.#households.flatMap((household, row) =>
      household !== null && households.has(household) ? [row] : [],
    )
  }

  /** Rows that hold a word, as they are stored: what the reader may see of them is still to be looked at. */
  *holding(word: string, closeness: Closeness): Generator<number> {
    let at = this.#text.indexOf(word)
    if (at >= 0) {
      while (at >= 0) {
        const row = this.#rowAt(at)
        yield row
        const next = this.#starts[row + 1]
        at = next === undefined ? -1 : this.#text.indexOf(word, next)
      }
      return
    }
    if (closeness === 'exact' && !/[a-z]{2}/.test(word)) return
    for (const [row, names] of this.#names.entries()) {
      if (names !== '' && findWord(names, word, { closeness, short: true })) yield row
    }
  }

  /** A row with its searched cells; the others are empty. */
  at(row: number): PlainRow {
    const written = (this.#written[row] ?? '').split(cellEnd)
    let place = 0
    const cells = this.#columns.map(({ kind }) =>
      soughtKinds.includes(kind) ? (written[place++] ?? null) : null,
    )
    return { household: this.#households[row] ?? null, cells }
  }

  /** The last row that starts at or before a place in the text. */
  #rowAt(place: number): number {
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((this.#starts[middle] ?? 0) <= place) low = middle
      else high = middle - 1
    }
    return low
  }
}

const cellEnd = '\u0001'
