import { MongoError } from '../errors'
import type { Collection } from '../indexes/catalog'
import type { Condition } from '../planner/clauses'
import type { Matcher } from '../query/matching'
import { decodeDocument, type Scalar } from '../values/codec'
import type { Doc } from '../values/values'
import type { Database } from './database'
import { rowRanges } from './row-ranges'
import type { Turn } from './steps'

export class Row {
  readonly rid: number
  readonly text: string
  #doc: Doc | undefined

  constructor(rid: number, text: string) {
    this.rid = rid
    this.text = text
  }

  /** Decoded when it is first read; a document that is only sent to the client is never decoded. */
  get doc(): Doc {
    this.#doc ??= decodeDocument(this.text)
    return this.#doc
  }
}

/** Small pieces first: a first match often ends the search. */
const FIRST = 16
const PIECE = 128

export const rowsOf = (found: [number, string][]): Row[] => found.map(([rid, text]) => new Row(rid, text))

/** Where the rows of a scan come from, a piece at a time; undefined at the end. */
export interface Pieces {
  next(): Row[] | undefined
  readonly open: boolean
}

/** Rows by number in a given order; the numbers are a snapshot. */
export class NumberedPieces implements Pieces {
  readonly #db: Database
  readonly #table: string
  readonly #rids: number[]
  readonly #condition: Condition | undefined
  #at = 0

  constructor(db: Database, table: string, rids: number[], condition?: Condition) {
    this.#db = db
    this.#table = table
    this.#rids = rids
    this.#condition = condition
  }

  get open(): boolean {
    return this.#at < this.#rids.length
  }

  next(): Row[] | undefined {
    if (!this.open) return undefined
    const piece = this.#rids.slice(this.#at, this.#at + (this.#at === 0 ? FIRST : PIECE))
    this.#at += piece.length
    const also = this.#condition ? ` AND (${this.#condition.sql})` : ''
    const found = new Map(
      this.#db.all<[number, string]>(
        `SELECT rid, doc FROM ${this.#table} NOT INDEXED WHERE rid IN (SELECT value FROM json_each(?))${also}`,
        [JSON.stringify(piece), ...(this.#condition?.params ?? [])],
      ),
    )
    return piece.flatMap((rid) => {
      const text = found.get(rid)
      return text === undefined ? [] : [new Row(rid, text)]
    })
  }
}

export class WindowedPieces implements Pieces {
  readonly #db: Database
  readonly #sql: string
  readonly #params: readonly Scalar[]
  readonly #ranges: Generator<[number, number]>
  open = true

  constructor(db: Database, collection: Collection, { sql, params }: Condition) {
    this.#db = db
    this.#sql = `SELECT rid, doc FROM ${collection.table} NOT INDEXED WHERE rid > ? AND rid <= ? AND (${sql}) ORDER BY rid`
    this.#params = params
    this.#ranges = rowRanges(collection.top)
  }

  next(): Row[] | undefined {
    const range = this.#ranges.next()
    if (range.done) {
      this.open = false
      return undefined
    }
    return rowsOf(this.#db.all<[number, string]>(this.#sql, [...range.value, ...this.#params]))
  }
}

interface ScanOptions {
  /** The whole filter; needed at once when SQL has not decided it, later when a row may have changed. */
  test: Matcher
  exact: boolean
  skip?: number | undefined
  limit?: number | undefined
}

/** Rows in pieces, tested on the way. A caller handles one piece before it yields: a later one is read anew. */
export class Scan {
  readonly #collection: Collection
  readonly #turn: Turn
  readonly #pieces: Pieces
  readonly #test: Matcher
  readonly #exact: boolean
  readonly #born: number
  #skip: number
  #left: number

  constructor(collection: Collection, turn: Turn, pieces: Pieces, options: ScanOptions) {
    this.#collection = collection
    this.#turn = turn
    this.#pieces = pieces
    this.#test = options.test
    this.#exact = options.exact
    this.#born = turn.number
    this.#skip = options.skip ?? 0
    this.#left = options.limit || Number.POSITIVE_INFINITY
  }

  /** The next rows that match, perhaps none; `undefined` at the end. */
  piece(): Row[] | undefined {
    if (this.#left <= 0) return undefined
    if (this.#collection.dropped) throw new MongoError(175, 'collection dropped while it was read')
    let rows = this.#pieces.next()
    if (rows === undefined) return undefined
    if (!this.#exact || this.#turn.number !== this.#born) rows = rows.filter((row) => this.#test(row.doc))
    if (this.#skip > 0) {
      const skipped = Math.min(this.#skip, rows.length)
      this.#skip -= skipped
      rows = rows.slice(skipped)
    }
    if (rows.length > this.#left) rows = rows.slice(0, this.#left)
    this.#left -= rows.length
    return rows
  }

  /** The same scan, before which these rows come again. */
  after(first: Pieces): Scan {
    const pieces = { open: true, next: () => first.next() ?? this.piece() }
    return new Scan(this.#collection, this.#turn, pieces, { test: this.#test, exact: true })
  }

  /** False if no more rows can follow; true means that more may follow. */
  get open(): boolean {
    return this.#left > 0 && this.#pieces.open
  }
}
