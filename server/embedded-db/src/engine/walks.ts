import type { Condition } from '../planner/clauses'
import type { SortKey } from '../values/sorting'
import type { Database } from './database'
import { type Access, accessTo, numbersOf, type Prepared, restOf } from './prepared'
import { rowNumbers } from './row-numbers'
import { rowRanges } from './row-ranges'
import { NumberedPieces, type Pieces, WindowedPieces } from './scan'

const WARN_ABOVE = 5000
const PART = 1000

/** A condition that has some of the matching rows, soon answered. */
export interface Part {
  sql: string
  params: Condition['params']
  hint: string
}

/** Ways through many rows, a piece at a time. */
export class Walks {
  readonly #db: Database
  readonly #warn: (message: string) => void
  readonly #small: number
  readonly #warned = new Set<string>()

  constructor(db: Database, warn: (message: string) => void, small: number) {
    this.#db = db
    this.#warn = warn
    this.#small = small
  }

  /** The rows in any order. */
  unordered(prepared: Prepared): Pieces {
    const { collection, plan } = prepared
    if (collection.top <= this.#small) return this.#numbered(prepared, plan.narrow, restOf(plan))
    const { scans, lead, rest } = accessTo(this.#db, { ...prepared, orderBy: '' })
    if (!scans) return this.#numbered({ ...prepared, orderBy: '' }, lead, rest)
    this.note(prepared, [])
    return new WindowedPieces(this.#db, collection, plan)
  }

  /** The rows in the order that was asked for; nothing when it has to be made here. */
  ordered(prepared: Prepared): Pieces | undefined {
    const { collection, plan, orderBy } = prepared
    if (orderBy === '') return this.unordered(prepared)
    if (collection.top <= this.#small) return this.#numbered(prepared, plan.narrow, restOf(plan))
    const access = accessTo(this.#db, prepared)
    const { scans, sorts, lead, rest } = access
    if (!scans && (!sorts || this.few(prepared, access))) return this.#numbered(prepared, lead, rest)
    if (sorts) return undefined
    this.note(prepared, [])
    return this.#numbered(prepared, { sql: '1', params: [] }, plan)
  }

  /** Conditions that have the matching rows between them, where SQL decides the filter. */
  *parts(prepared: Prepared): Generator<Part> {
    const { collection, plan } = prepared
    const { sql, params, costly } = plan
    const all = { sql, params, hint: '' }
    if (collection.top <= this.#small || (!costly && sql === '1')) {
      yield all
      return
    }
    const access = accessTo(this.#db, prepared)
    const hint = ' NOT INDEXED'
    if (access.scans) {
      this.note(prepared, [])
      const within = `rid > ? AND rid <= ? AND (${sql})`
      for (const range of rowRanges(collection.top))
        yield { sql: within, params: [...range, ...params], hint }
      return
    }
    if (this.few(prepared, access)) {
      yield all
      return
    }
    const rids = rowNumbers(this.#db, numbersOf(collection, access.lead, ''), access.lead.params)
    const among = `rid IN (SELECT value FROM json_each(?)) AND (${sql})`
    for (let at = 0; at < rids.length; at += PART) {
      yield { sql: among, params: [JSON.stringify(rids.slice(at, at + PART)), ...params], hint }
    }
  }

  /** Whether an index leads to so few rows that one statement may look at them all. */
  few({ collection }: Prepared, { lead }: Access): boolean {
    const some = `SELECT 1 FROM ${collection.table} WHERE ${lead.sql} LIMIT ${this.#small + 1}`
    return (this.#db.first<[number]>(`SELECT count(*) FROM (${some})`, lead.params)?.[0] ?? 0) <= this.#small
  }

  /** One warning for each kind of query that walks over many documents. */
  note({ collection, plan }: Prepared, sort: SortKey[]): void {
    if (collection.top <= WARN_ABOVE) return
    const named = [...new Set([...plan.paths, ...sort.map(({ path }) => path)])].sort().join(', ')
    const key = `${collection.ns} ${named}`
    if (this.#warned.has(key) || this.#warned.size >= 1000) return
    this.#warned.add(key)
    this.#warn(`storage: ${collection.ns} is walked for want of an index (${named || 'all documents'})`)
  }

  #numbered({ collection, orderBy }: Prepared, lead: Condition, rest: Condition | undefined): Pieces {
    // Whatever index SQLite would read them from: all rows come in the order of insertion.
    const all = lead.sql === '1' && orderBy === '' ? ' NOT INDEXED' : ''
    const numbers = numbersOf({ table: collection.table + all }, lead, orderBy)
    const rids = rowNumbers(this.#db, numbers, lead.params)
    return new NumberedPieces(this.#db, collection.table, rids, rest)
  }
}
