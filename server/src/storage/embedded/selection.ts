import type { Collection } from './catalog'
import type { Database } from './database'
import { MongoError } from './errors'
import { type Matcher, matcher } from './matching'
import { type Plan, plan } from './planner'
import { NumberedPieces, type Pieces, type Row, rowsOf, Scan, WindowedPieces, windows } from './scan'
import { type SortKey, sorter, sortKeys } from './sorting'
import type { Steps, Turn } from './steps'
import { mayRunLong } from './time-limit'
import { type Doc, getOwn } from './values'

/** Up to this many rows a single statement of SQL is short enough whatever it does. */
export const SMALL = 2000
const MAX_SORTED = 200_000
const WARN_ABOVE = 5000

const PART = 1000

export interface Part {
  sql: string
  params: Plan['params']
  hint: string
}

export interface Query {
  filter: Doc
  sort?: unknown
  skip?: number | undefined
  limit?: number | undefined
}

export interface Selection {
  rows: Row[]
  /** What follows the rows, when there is more. */
  rest: Scan | undefined
}

interface Prepared extends Plan {
  /** A pattern in the filter needs a limit of time. */
  risky: boolean
  collection: Collection
  test: Matcher
  from: string
  orderBy: string
}

/** Chooses between one statement and a walk in pieces, so that no query holds up the others. */
export class Selector {
  readonly #db: Database
  readonly #turn: Turn
  readonly #warn: (message: string) => void
  readonly #small: number
  readonly #warned = new Set<string>()

  constructor(db: Database, turn: Turn, warn: (message: string) => void, small: number) {
    this.#small = small
    this.#db = db
    this.#turn = turn
    this.#warn = warn
  }

  /** The first `need` rows that a query selects, and the way to the others. */
  *select(collection: Collection, query: Query, need: number): Steps<Selection> {
    const sort = sortKeys(query.sort)
    const { filter, skip, limit } = query
    const planned = this.#prepare(collection, filter, sort)
    if (planned.exact && planned.ordered && this.#quick(planned)) return this.#direct(planned, query, need)
    const options = { test: planned.test, exact: planned.exact, risky: planned.risky }
    const pieces = planned.ordered ? this.#ordered(planned) : undefined
    if (pieces === undefined) this.#note(planned, sort)
    const scan = pieces
      ? new Scan(collection, this.#turn, pieces, { ...options, skip, limit })
      : yield* this.#sorted(planned, sort, skip ?? 0, limit ?? 0)
    const rows: Row[] = []
    while (rows.length < need) {
      const piece = scan.piece()
      if (piece === undefined) return { rows, rest: undefined }
      for (const row of piece) rows.push(row)
      // What is complete must not grow old: a caller may change it.
      if (rows.length < need && this.#turn.over) yield
    }
    if (rows.length === need) return { rows, rest: scan.open ? scan : undefined }
    const rids = rows.slice(need).map(({ rid }) => rid)
    return {
      rows: rows.slice(0, need),
      rest: scan.after(new NumberedPieces(this.#db, collection.table, rids)),
    }
  }

  /** Every matching row, for a command that changes or counts what it walks over. */
  matching(collection: Collection, filter: Doc): Scan {
    const planned = this.#prepare(collection, filter, [])
    return new Scan(collection, this.#turn, this.#unordered(planned), planned)
  }

  *count(collection: Collection, { filter, skip = 0, limit = 0 }: Query): Steps<number> {
    const planned = this.#prepare(collection, filter, [])
    let total = 0
    if (!planned.exact) {
      const scan = new Scan(collection, this.#turn, this.#unordered(planned), planned)
      for (let rows = scan.piece(); rows; rows = scan.piece()) {
        total += rows.length
        if (this.#turn.over) yield
      }
    } else {
      for (const { sql, params, hint } of this.#parts(planned)) {
        total += this.#number(`SELECT count(*) FROM ${collection.table}${hint} WHERE ${sql}`, params)
        if (this.#turn.over) yield
        if (collection.dropped) return 0
      }
    }
    const rest = Math.max(total - skip, 0)
    return limit > 0 ? Math.min(rest, limit) : rest
  }

  /** Conditions that have the matching rows between them, each soon answered; nothing if SQL cannot decide. */
  parts(collection: Collection, filter: Doc): Iterable<Part> | undefined {
    const planned = this.#prepare(collection, filter, [])
    return planned.exact ? this.#parts(planned) : undefined
  }

  *#parts(planned: Prepared): Generator<Part> {
    const { collection, sql, params, narrow, costly, from } = planned
    if (collection.top <= this.#small || (!costly && sql === '1')) {
      yield { sql, params, hint: '' }
      return
    }
    const hint = ' NOT INDEXED'
    if (this.#db.plans.of(`SELECT rid FROM ${collection.table} WHERE ${narrow.sql}`, narrow.params).scans) {
      this.#note(planned, [])
      const within = `rid > ? AND rid <= ? AND (${sql})`
      for (const window of windows(collection.top))
        yield { sql: within, params: [...window, ...params], hint }
      return
    }
    if (!costly && this.#few(from, params)) {
      yield { sql, params, hint: '' }
      return
    }
    const rids = this.#rids(`SELECT rid FROM ${collection.table} WHERE ${narrow.sql}`, narrow.params)
    const among = `rid IN (SELECT value FROM json_each(?)) AND (${sql})`
    for (let at = 0; at < rids.length; at += PART) {
      yield { sql: among, params: [JSON.stringify(rids.slice(at, at + PART)), ...params], hint }
    }
  }

  #prepare(collection: Collection, filter: Doc, sort: SortKey[]): Prepared {
    const planned = plan(filter, sort, collection)
    // Malformed filters are refused even where SQL alone would answer.
    const test = matcher(filter)
    const orderBy = planned.order === '' ? '' : ` ORDER BY ${planned.order}`
    return {
      ...planned,
      collection,
      test,
      orderBy,
      risky: mayRunLong(filter),
      from: `FROM ${collection.table} WHERE ${planned.sql}`,
    }
  }

  /** Whether one statement answers at once: few rows, or an index leads to them in their order. */
  #quick({ collection, sql, params, costly, from, orderBy }: Prepared): boolean {
    if (collection.top <= this.#small) return true
    if (costly) return false
    const { scans, sorts } = this.#db.plans.of(`SELECT rid, doc ${from}${orderBy}`, params)
    if (scans) return sql === '1' && !sorts
    return !sorts || this.#few(from, params)
  }

  #few(from: string, params: Plan['params']): boolean {
    return (
      this.#number(`SELECT count(*) FROM (SELECT 1 ${from} LIMIT ${this.#small + 1})`, params) <= this.#small
    )
  }

  #direct({ collection, from, orderBy, params, test }: Prepared, query: Query, need: number): Selection {
    const { skip = 0, limit = 0 } = query
    const wanted = limit > 0 ? Math.min(limit, need + 1) : need + 1
    const found = this.#db.all<[number, string]>(`SELECT rid, doc ${from}${orderBy} LIMIT ? OFFSET ?`, [
      ...params,
      wanted,
      skip,
    ])
    if (found.length <= need) return { rows: rowsOf(found), rest: undefined }
    const rows = rowsOf(found.slice(0, need))
    const numbered = `SELECT rid ${from}${orderBy}`
    const rids =
      orderBy === ''
        ? others(this.#rids(numbered, params), rows, skip, limit)
        : this.#rids(`${numbered} LIMIT ? OFFSET ?`, [...params, limit > 0 ? limit - need : -1, skip + need])
    const pieces = new NumberedPieces(this.#db, collection.table, rids)
    return { rows, rest: new Scan(collection, this.#turn, pieces, { test, exact: true }) }
  }

  #unordered(planned: Prepared): Pieces {
    const { collection, narrow, costly } = planned
    const { table } = collection
    const select = `SELECT rid FROM ${table} WHERE ${narrow.sql}`
    if (collection.top > this.#small && this.#db.plans.of(select, narrow.params).scans) {
      this.#note(planned, [])
      return new WindowedPieces(this.#db, collection, planned)
    }
    return new NumberedPieces(
      this.#db,
      table,
      this.#rids(select, narrow.params),
      costly ? planned : undefined,
    )
  }

  /** Nothing when the order has to be made here. */
  #ordered(planned: Prepared): Pieces | undefined {
    const { collection, narrow, orderBy, costly } = planned
    if (orderBy === '') return this.#unordered(planned)
    const { table } = collection
    const from = `FROM ${table} WHERE ${narrow.sql}`
    const select = `SELECT rid ${from}${orderBy}`
    const { scans, sorts } = this.#db.plans.of(select, narrow.params)
    if (collection.top <= this.#small || (!scans && (!sorts || this.#few(from, narrow.params)))) {
      return new NumberedPieces(
        this.#db,
        table,
        this.#rids(select, narrow.params),
        costly ? planned : undefined,
      )
    }
    if (sorts) return undefined
    this.#note(planned, [])
    const all = this.#rids(`SELECT rid FROM ${table}${orderBy}`, [])
    return new NumberedPieces(this.#db, table, all, planned)
  }

  *#sorted(planned: Prepared, sort: SortKey[], skip: number, limit: number): Steps<Scan> {
    const { collection } = planned
    const compare = sorter(Object.fromEntries(sort.map(({ path, direction }) => [path, direction])))
    const last = sort.at(-1)?.direction ?? 1
    const order = (a: Entry, b: Entry) => compare(a.doc, b.doc) || (a.rid - b.rid) * last
    const heads = [...new Set(sort.map(({ path }) => path.split('.')[0] ?? ''))]
    const keep = limit > 0 ? skip + limit : Number.POSITIVE_INFINITY
    let entries: Entry[] = []
    const scan = new Scan(collection, this.#turn, this.#unordered(planned), planned)
    for (let rows = scan.piece(); rows; rows = scan.piece()) {
      for (const { rid, doc: whole } of rows) {
        const doc: Doc = {}
        for (const head of heads) doc[head] = getOwn(whole, head)
        entries.push({ rid, doc })
      }
      if (entries.length > keep * 2 + 1000) entries = entries.sort(order).slice(0, keep)
      if (entries.length > MAX_SORTED)
        throw new MongoError(292, 'Sort exceeded memory limit: add an index or a limit')
      if (this.#turn.over) yield
    }
    const rids = entries.sort(order).map(({ rid }) => rid)
    const pieces = new NumberedPieces(this.#db, collection.table, rids)
    return new Scan(collection, this.#turn, pieces, { test: planned.test, exact: true, skip, limit })
  }

  /** One warning for each kind of query that walks over many documents. */
  #note({ collection, paths }: Prepared, sort: SortKey[]): void {
    if (collection.top <= WARN_ABOVE) return
    const named = [...new Set([...paths, ...sort.map(({ path }) => path)])].sort().join(', ')
    const key = `${collection.ns} ${named}`
    if (this.#warned.has(key) || this.#warned.size >= 1000) return
    this.#warned.add(key)
    this.#warn(`storage: ${collection.ns} is walked for want of an index (${named || 'all documents'})`)
  }

  #number(sql: string, params: Plan['params']): number {
    return this.#db.all<[number]>(sql, params)[0]?.[0] ?? 0
  }

  /** As one JSON text: a row of its own for each number costs ten times as much. */
  #rids(sql: string, params: Plan['params']): number[] {
    // LIMIT keeps SQLite from dropping the order of the inner query.
    const inner = / LIMIT \? OFFSET \?$/.test(sql) ? sql : `${sql} LIMIT -1`
    const [row] = this.#db.all<[string]>(`SELECT json_group_array(rid) FROM (${inner})`, params)
    return row ? (JSON.parse(row[0]) as number[]) : []
  }
}

interface Entry {
  rid: number
  doc: Doc
}

/** Without an order SQLite may walk another index for the numbers alone: what was given is left out by number. */
function others(rids: number[], given: Row[], skip: number, limit: number): number[] {
  const seen = new Set(given.map((row) => row.rid))
  const left = rids.filter((rid) => !seen.has(rid))
  return left.slice(skip, limit > 0 ? skip + limit - given.length : undefined)
}
