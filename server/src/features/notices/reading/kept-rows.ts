import type { Cell, PlainRow } from '@hutang/shared'

/** Rows that are turned from text into values together. */
const blockRows = 100
/** A table with fewer cells is kept as values: about a megabyte. */
const plainCells = 10_000
const householdBytes = 80
const cellBytes = 40

type Block = readonly (readonly Cell[])[]

/**
 * The rows of one table in their order. Long tables are kept as text in blocks, a tenth of the size of the
 * values, and only what a page needs is read.
 */
export class KeptRows {
  readonly #households: readonly (string | null)[]
  readonly #blocks: readonly (Block | Buffer)[]
  /** How much memory this takes, roughly. */
  readonly bytes: number

  constructor(rows: readonly PlainRow[]) {
    this.#households = rows.map(({ household }) => household)
    const cells = rows.reduce((sum, row) => sum + row.cells.length, 0)
    const blocks: Block[] = []
    for (let at = 0; at < rows.length; at += blockRows) {
      blocks.push(rows.slice(at, at + blockRows).map((row) => row.cells))
    }
    const isLong = cells > plainCells
    this.#blocks = isLong ? blocks.map((block) => Buffer.from(JSON.stringify(block))) : blocks
    const sizes = this.#blocks.map((block) => (Buffer.isBuffer(block) ? block.length + 100 : 0))
    this.bytes =
      sizes.reduce((sum, size) => sum + size, isLong ? 0 : cells * cellBytes) +
      this.#households.length * householdBytes
  }

  get length(): number {
    return this.#households.length
  }

  /** The places of the rows of some households, in the order of the table. */
  placesOf(households: ReadonlySet<string>): number[] {
    if (households.size === 0) return []
    return this.#households.flatMap((household, place) =>
      household !== null && households.has(household) ? place : [],
    )
  }

  /** The rows at some places. */
  at(places: readonly number[]): PlainRow[] {
    const read = new Map<number, Block>()
    return places.map((place) => {
      const number = Math.floor(place / blockRows)
      const block = read.get(number) ?? this.#read(number)
      read.set(number, block)
      return { household: this.#households[place] ?? null, cells: block[place % blockRows] ?? [] }
    })
  }

  all(): PlainRow[] {
    return this.at(this.#households.map((_, place) => place))
  }

  #read(number: number): Block {
    const block = this.#blocks[number] ?? []
    return Buffer.isBuffer(block) ? (JSON.parse(block.toString()) as Block) : (block as Block)
  }
}

/** The places of one page of all rows, those of `first` before the others; `from` counts what came before. */
export function placesOfPage(
  length: number,
  first: readonly number[],
  { from, limit }: { from: number; limit: number },
): number[] {
  const end = Math.min(from + limit, length)
  const places: number[] = []
  for (let position = from; position < end; position++) {
    places.push(first[position] ?? placeAmongOthers(position - first.length, first))
  }
  return places
}

/** The place of the n-th row that is not among `first`. */
function placeAmongOthers(n: number, first: readonly number[]): number {
  let place = n
  for (const own of first) if (own <= place) place += 1
  return place
}
