import type { Scalar } from '../values/codec'
import type { Database } from './database'
import { type Access, accessTo, type Prepared, type Query } from './prepared'
import { rowNumbers } from './row-numbers'
import { NumberedPieces, type Row, rowsOf, Scan } from './scan'
import type { Turn } from './steps'
import type { Walks } from './walks'

export interface Selection {
  rows: Row[]
  /** What follows the rows, when there is more. */
  rest: Scan | undefined
}

type Found = [number, string]

/** Rows that are surely not too large together. */
const FEW = 256

/** Queries that one statement answers at once. */
export class Direct {
  readonly #db: Database
  readonly #turn: Turn
  readonly #walks: Walks
  readonly #small: number

  constructor(db: Database, turn: Turn, walks: Walks, small: number) {
    this.#db = db
    this.#turn = turn
    this.#walks = walks
    this.#small = small
  }

  /** Nothing when the statement might look at many rows before it has found those that are wanted. */
  select(prepared: Prepared, query: Query, need: number, bytes: number): Selection | undefined {
    const { collection, plan } = prepared
    if (collection.top <= this.#small) return this.#whole(prepared, query, need, bytes)
    if (plan.costly) return undefined
    const access = accessTo(this.#db, prepared)
    const { scans, sorts, rest } = access
    if (scans ? plan.sql === '1' && !sorts : (!rest && !sorts) || this.#walks.few(prepared, access))
      return this.#whole(prepared, query, need, bytes)
    return sorts ? undefined : this.#early(prepared, access, query, need)
  }

  /** The statement for the first row, where an index by itself leads to it. */
  first(prepared: Prepared): string | undefined {
    const { collection, plan, from } = prepared
    if (collection.top <= this.#small || plan.costly) return undefined
    const { scans, sorts, rest } = accessTo(this.#db, prepared)
    return scans || sorts || rest ? undefined : `SELECT rid, doc ${from} LIMIT 1`
  }

  #whole(prepared: Prepared, query: Query, need: number, bytes: number): Selection | undefined {
    const { from, orderBy, plan } = prepared
    const { skip = 0, limit = 0 } = query
    const wanted = limit > 0 ? Math.min(limit, need + 1) : need + 1
    const select = `SELECT rid, doc ${from}${orderBy}`
    if (limit === 1 && skip === 0) {
      const first = this.#db.first<Found>(`${select} LIMIT 1`, plan.params)
      return { rows: first ? rowsOf([first]) : [], rest: undefined }
    }
    const part = [...plan.params, wanted, skip]
    if (wanted > FEW && this.#size(`${from}${orderBy} LIMIT ? OFFSET ?`, part) > bytes) return undefined
    const found = this.#db.all<Found>(`${select} LIMIT ? OFFSET ?`, part)
    if (found.length <= need) return { rows: rowsOf(found), rest: undefined }
    const rows = rowsOf(found.slice(0, need))
    return { rows, rest: this.#rest(prepared, rows, skip, limit) }
  }

  /** Told from the rows' headers, without the texts (sqlite.org/lang_corefunc.html#octet_length). */
  #size(some: string, params: Scalar[]): number {
    const sizes = `SELECT octet_length(doc) AS size ${some}`
    return this.#db.first<[number]>(`SELECT total(size) FROM (${sizes})`, params)?.[0] ?? 0
  }

  #rest({ collection, from, orderBy, plan, test }: Prepared, rows: Row[], skip: number, limit: number): Scan {
    const numbered = `SELECT rid ${from}${orderBy}`
    const left = [limit > 0 ? limit - rows.length : -1, skip + rows.length]
    const rids =
      orderBy === ''
        ? others(rowNumbers(this.#db, numbered, plan.params), rows, skip, limit)
        : rowNumbers(this.#db, `${numbered} LIMIT ? OFFSET ?`, [...plan.params, ...left])
    const pieces = new NumberedPieces(this.#db, collection.table, rids)
    return new Scan(collection, this.#turn, pieces, { test, exact: true })
  }

  /** A page that the first rows in the order of an index already fill. */
  #early(prepared: Prepared, { scans, lead }: Access, query: Query, need: number): Selection | undefined {
    const { collection, plan, orderBy } = prepared
    const { skip = 0, limit = 0 } = query
    if (limit === 0 || limit > need || (scans && orderBy === '')) return undefined
    const { sql, params } = scans ? { sql: '1', params: [] } : lead
    const first = `SELECT * FROM ${collection.table} WHERE ${sql}${orderBy} LIMIT ${Math.max(limit, this.#small)}`
    if (this.#db.plans.of(first, params).sorts) return undefined
    const page = `SELECT rid, doc FROM (${first}) WHERE ${plan.sql} LIMIT ? OFFSET ?`
    const found = this.#db.all<Found>(page, [...params, ...plan.params, limit, skip])
    return found.length < limit ? undefined : { rows: rowsOf(found), rest: undefined }
  }
}

/** Without an order SQLite may walk another index for the numbers alone: what was given is left out by number. */
function others(rids: number[], given: Row[], skip: number, limit: number): number[] {
  const seen = new Set(given.map((row) => row.rid))
  const left = rids.filter((rid) => !seen.has(rid))
  return left.slice(skip, limit > 0 ? skip + limit - given.length : undefined)
}
