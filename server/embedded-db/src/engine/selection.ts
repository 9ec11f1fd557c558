import type { Collection } from '../indexes/catalog'
import { type SortKey, sortKeys } from '../values/sorting'
import type { Doc } from '../values/values'
import type { Database } from './database'
import { Direct, type Selection } from './direct'
import { PointReads, pointOf } from './point-reads'
import { type Prepared, prepare, type Query } from './prepared'
import { NumberedPieces, type Row, Scan } from './scan'
import { sortedWalk } from './sorted-walk'
import type { Steps, Turn } from './steps'
import { type Part, Walks } from './walks'

/** Up to this many rows a single statement of SQL is short enough whatever it does. */
export const SMALL = 2000

/** Chooses between one statement and a walk in pieces, so that no query holds up the others. */
export class Selector {
  readonly #db: Database
  readonly #turn: Turn
  readonly #walks: Walks
  readonly #direct: Direct
  readonly #points: PointReads

  readonly #memory: number

  constructor(db: Database, turn: Turn, warn: (message: string) => void, small: number, memory: number) {
    this.#db = db
    this.#turn = turn
    this.#memory = memory
    this.#walks = new Walks(db, warn, small)
    this.#points = new PointReads(db)
    this.#direct = new Direct(db, turn, this.#walks, small)
  }

  /** The first `need` rows that a query selects, fewer where they exceed so many bytes, and the way to the others. */
  *select(collection: Collection, query: Query, need: number, bytes = this.#memory): Steps<Selection> {
    const point = pointOf(collection, query)
    const row = point && this.#points.read(collection, point)
    if (row) return { rows: row, rest: undefined }
    const { prepared, sort } = this.#prepare(collection, query)
    if (prepared.exact && prepared.plan.ordered) {
      const first = point && this.#direct.first(prepared)
      if (first) this.#points.remember(collection, point, first, prepared.plan.params)
      const found = this.#direct.select(prepared, query, need, bytes)
      if (found) return found
    }
    const scan = yield* this.#scan(prepared, sort, query)
    const rows: Row[] = []
    let size = 0
    while (rows.length < need && size <= bytes) {
      const piece = scan.piece()
      if (piece === undefined) return { rows, rest: undefined }
      for (const row of piece) {
        rows.push(row)
        size += Buffer.byteLength(row.text)
      }
      // What is complete must not grow old: a caller may change it.
      if (rows.length < need && size <= bytes && this.#turn.over) yield
    }
    if (rows.length <= need) return { rows, rest: scan.open ? scan : undefined }
    const rids = rows.slice(need).map(({ rid }) => rid)
    const left = new NumberedPieces(this.#db, collection.table, rids)
    return { rows: rows.slice(0, need), rest: scan.after(left) }
  }

  #prepare(collection: Collection, query: Query): { prepared: Prepared; sort: SortKey[] } {
    const sort = sortKeys(query.sort)
    return { prepared: prepare(collection, query.filter, sort), sort }
  }

  *#scan(prepared: Prepared, sort: SortKey[], query: Query): Steps<Scan> {
    const { collection, test, exact, plan } = prepared
    const pieces = plan.ordered ? this.#walks.ordered(prepared) : undefined
    const { skip, limit } = query
    if (pieces) return new Scan(collection, this.#turn, pieces, { test, exact, skip, limit })
    this.#walks.note(prepared, sort)
    const all = this.#walks.unordered(prepared)
    return yield* sortedWalk(this.#db, this.#turn, prepared, all, sort, query, this.#memory)
  }

  /** Every matching row, for a command that changes or counts what it walks over. */
  matching(collection: Collection, filter: Doc): Scan {
    return this.#matching(prepare(collection, filter, []))
  }

  #matching(prepared: Prepared): Scan {
    return new Scan(prepared.collection, this.#turn, this.#walks.unordered(prepared), prepared)
  }

  *count(collection: Collection, { filter, skip = 0, limit = 0 }: Query): Steps<number> {
    const prepared = prepare(collection, filter, [])
    let total = 0
    if (!prepared.exact) {
      const scan = this.#matching(prepared)
      for (let rows = scan.piece(); rows; rows = scan.piece()) {
        total += rows.length
        if (this.#turn.over) yield
      }
    } else {
      for (const { sql, params, hint } of this.#walks.parts(prepared)) {
        const select = `SELECT count(*) FROM ${collection.table}${hint} WHERE ${sql}`
        total += this.#db.first<[number]>(select, params)?.[0] ?? 0
        if (this.#turn.over) yield
        if (collection.dropped) return 0
      }
    }
    const rest = Math.max(total - skip, 0)
    return limit > 0 ? Math.min(rest, limit) : rest
  }

  /** Conditions that have the matching rows between them, each soon answered; nothing if SQL cannot decide. */
  parts(collection: Collection, filter: Doc): Iterable<Part> | undefined {
    const prepared = prepare(collection, filter, [])
    return prepared.exact ? this.#walks.parts(prepared) : undefined
  }
}
