import { decodeDocument } from './codec'
import type { Database } from './database'
import type { Matcher } from './matching'
import type { Doc } from './values'

export interface Row {
  rid: number
  text: string
  doc: Doc
}

const CHUNK = 256

export function fetchRows(db: Database, table: string, rids: number[]): Row[] {
  if (rids.length === 0) return []
  const sql = `SELECT rid, doc FROM ${table} WHERE rid IN (SELECT value FROM json_each(?))`
  const found = new Map(db.all<[number, string]>(sql, [JSON.stringify(rids)]))
  return rids.flatMap((rid) => {
    const text = found.get(rid)
    return text === undefined ? [] : [{ rid, text, doc: decodeDocument(text) }]
  })
}

/** Rows by number in a given order, read in pieces and tested on the way; the numbers are a snapshot. */
export class Scan {
  readonly #db: Database
  readonly #table: string
  readonly #rids: number[]
  readonly #test: Matcher | undefined
  #at = 0
  #skip: number
  #left: number
  #buffer: Row[] = []

  constructor(
    db: Database,
    table: string,
    rids: number[],
    options: { test?: Matcher | undefined; skip?: number; limit?: number } = {},
  ) {
    this.#db = db
    this.#table = table
    this.#rids = rids
    this.#test = options.test
    this.#skip = options.skip ?? 0
    this.#left = options.limit || Number.POSITIVE_INFINITY
  }

  next(): Row | undefined {
    while (this.#left > 0) {
      const row = this.#buffer.pop() ?? this.#refill()
      if (row === undefined) return undefined
      if (this.#test && !this.#test(row.doc)) continue
      if (this.#skip > 0) {
        this.#skip--
        continue
      }
      this.#left--
      return row
    }
    return undefined
  }

  /** False once nothing can follow; true does not promise that something does. */
  get open(): boolean {
    return this.#left > 0 && (this.#buffer.length > 0 || this.#at < this.#rids.length)
  }

  #refill(): Row | undefined {
    while (this.#at < this.#rids.length) {
      // Small pieces first: a first match often ends the search.
      const size = this.#at === 0 ? 16 : CHUNK
      const piece = this.#rids.slice(this.#at, this.#at + size)
      this.#at += size
      this.#buffer = fetchRows(this.#db, this.#table, piece).reverse()
      const row = this.#buffer.pop()
      if (row) return row
    }
    return undefined
  }
}
