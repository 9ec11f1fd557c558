import { calculateObjectSize } from 'bson'
import { Catalog, type Collection } from './catalog'
import { decodeDocument, encodeDocument, encodeKey, encodeScalar, type Scalar } from './codec'
import type { Database } from './database'
import { MongoError } from './errors'
import { duplicateKey, type IndexSpec, refuseArrays } from './indexes'
import { matcher } from './matching'
import { valueAt } from './paths'
import { plan } from './planner'
import { type Row, Scan } from './scan'
import { type SortKey, sorter, sortKeys } from './sorting'
import { type Doc, getOwn } from './values'

const MAX_DOCUMENT = 16_777_216
/** Text below this can be no document above MongoDB's limit. */
const SURELY_SMALL = 1_000_000
const MAX_SORTED = 200_000

export interface Query {
  filter: Doc
  sort?: unknown
  skip?: number
  limit?: number
}

export interface Selection {
  rows: Row[]
  /** What follows the rows, when there is more. */
  rest: Scan | undefined
}

/** Collections of documents over SQLite: every read and write of a command ends here. */
export class Engine {
  readonly db: Database
  readonly catalog: Catalog

  constructor(db: Database) {
    this.db = db
    this.catalog = new Catalog(db)
  }

  /** The first `need` rows that a query selects, and the way to the others. */
  select(collection: Collection, query: Query, need: number): Selection {
    const sort = sortKeys(query.sort)
    const { filter, skip = 0, limit = 0 } = query
    const planned = plan(filter, sort, collection)
    const { table } = collection
    // Malformed filters are refused even where SQL alone would answer.
    const test = matcher(filter)
    const order = planned.order === '' ? '' : ` ORDER BY ${planned.order}`
    const from = `FROM ${table} WHERE ${planned.sql}${order}`
    if (planned.exact && planned.ordered) {
      const wanted = limit > 0 ? Math.min(limit, need + 1) : need + 1
      const rows = this.#rows(`SELECT rid, doc ${from} LIMIT ? OFFSET ?`, [...planned.params, wanted, skip])
      if (rows.length <= need) return { rows, rest: undefined }
      const page = rows.slice(0, need)
      const rids =
        planned.order === ''
          ? this.#others(from, planned.params, page, query)
          : this.#after(from, planned.params, need, query)
      return { rows: page, rest: new Scan(this.db, table, rids) }
    }
    const candidates = this.#rids(`SELECT rid ${from}`, planned.params)
    const filtered = { test: planned.exact ? undefined : test }
    const scan = planned.ordered
      ? new Scan(this.db, table, candidates, { ...filtered, skip, limit })
      : this.#sorted(collection, new Scan(this.db, table, candidates, filtered), sort, skip, limit)
    const rows: Row[] = []
    while (rows.length < need) {
      const row = scan.next()
      if (row === undefined) return { rows, rest: undefined }
      rows.push(row)
    }
    return { rows, rest: scan.open ? scan : undefined }
  }

  find(collection: Collection | undefined, query: Query): Row[] {
    return collection ? this.select(collection, query, Number.MAX_SAFE_INTEGER - 1).rows : []
  }

  findOne(collection: Collection | undefined, filter: Doc, sort?: unknown): Row | undefined {
    return collection ? this.select(collection, { filter, sort, limit: 1 }, 1).rows[0] : undefined
  }

  /** Every matching row number, for a command that changes what it walks over. */
  matching(collection: Collection, filter: Doc): Scan {
    const planned = plan(filter, [], collection)
    const test = matcher(filter)
    const rids = this.#rids(`SELECT rid FROM ${collection.table} WHERE ${planned.sql}`, planned.params)
    return new Scan(this.db, collection.table, rids, { test: planned.exact ? undefined : test })
  }

  count(collection: Collection | undefined, query: Query): number {
    if (!collection) return 0
    const { filter, skip = 0, limit = 0 } = query
    const planned = plan(filter, [], collection)
    const test = matcher(filter)
    let total = 0
    if (planned.exact) {
      const [row] = this.db.all<[number]>(
        `SELECT count(*) FROM ${collection.table} WHERE ${planned.sql}`,
        planned.params,
      )
      total = row?.[0] ?? 0
    } else {
      const rids = this.#rids(`SELECT rid FROM ${collection.table} WHERE ${planned.sql}`, planned.params)
      const scan = new Scan(this.db, collection.table, rids, { test })
      while (scan.next()) total++
    }
    const rest = Math.max(total - skip, 0)
    return limit > 0 ? Math.min(rest, limit) : rest
  }

  insert(collection: Collection, doc: Doc): void {
    const id = encodeKey(getOwn(doc, '_id'))
    this.db.begin()
    const text = this.#encode(collection, doc)
    this.#guarded(collection, doc, () =>
      this.db.run(`INSERT INTO ${collection.table} (id, doc) VALUES (?, ?)`, [id, text]),
    )
  }

  /** Whether the row changed. */
  replace(collection: Collection, row: Row, doc: Doc): boolean {
    this.db.begin()
    const text = this.#encode(collection, doc)
    if (text === row.text) return false
    this.#guarded(collection, doc, () =>
      this.db.run(`UPDATE ${collection.table} SET doc = ? WHERE rid = ?`, [text, row.rid]),
    )
    return true
  }

  remove(collection: Collection, rid: number): void {
    this.db.begin()
    this.db.run(`DELETE FROM ${collection.table} WHERE rid = ?`, [rid])
  }

  addIndex(collection: Collection, spec: IndexSpec): void {
    try {
      this.catalog.addIndex(collection, spec)
    } catch (error) {
      const message = error instanceof Error ? error.message : ''
      if (!message.includes('UNIQUE constraint failed')) throw error
      throw duplicateKey(collection.ns, spec, this.#firstDuplicate(collection, spec))
    }
  }

  #firstDuplicate(collection: Collection, spec: IndexSpec): Doc {
    const seen = new Map<string, Doc>()
    const scan = this.matching(collection, spec.partial ?? {})
    for (let row = scan.next(); row; row = scan.next()) {
      const key = JSON.stringify(
        Object.keys(spec.key).map((path) => encodeScalar(valueAt(row?.doc ?? {}, path.split('.')))),
      )
      if (seen.has(key)) return row.doc
      seen.set(key, row.doc)
    }
    return {}
  }

  #encode(collection: Collection, doc: Doc): string {
    const { shapes } = collection
    shapes.begin()
    try {
      const text = encodeDocument(doc, shapes)
      if (text.length > SURELY_SMALL && calculateObjectSize(doc) > MAX_DOCUMENT) {
        throw new MongoError(10334, `BSONObj size is invalid. Size must be between 0 and ${MAX_DOCUMENT}`)
      }
      if (shapes.changed) {
        for (const index of collection.indexes) refuseArrays(index, shapes)
        this.catalog.saveShapes(collection)
      }
      return text
    } catch (error) {
      shapes.undo()
      throw error
    }
  }

  #guarded(collection: Collection, doc: Doc, write: () => void): void {
    try {
      write()
    } catch (error) {
      const message = error instanceof Error ? error.message : ''
      if (!message.includes('UNIQUE constraint failed')) throw error
      const id = /index 'x(\d+)n?'/.exec(message)?.[1]
      const index = collection.indexes.find((candidate) => String(candidate.id) === id)
      throw duplicateKey(collection.ns, index ?? { name: '_id_', key: { _id: 1 } }, doc)
    }
  }

  #sorted(collection: Collection, scan: Scan, sort: SortKey[], skip: number, limit: number): Scan {
    const order = sorter(Object.fromEntries(sort.map(({ path, direction }) => [path, direction])))
    const keys = sort.map(({ path }) => path.split('.')[0] ?? '')
    const entries: { rid: number; doc: Doc }[] = []
    for (let row = scan.next(); row; row = scan.next()) {
      if (entries.length >= MAX_SORTED)
        throw new MongoError(146, 'Sort exceeded memory limit: add an index or a limit')
      const doc: Doc = {}
      for (const key of keys) doc[key] = getOwn(row.doc, key)
      entries.push({ rid: row.rid, doc })
    }
    entries.sort((a, b) => order(a.doc, b.doc))
    const rids = entries.map(({ rid }) => rid)
    return new Scan(this.db, collection.table, rids, { skip, limit })
  }

  #rows(sql: string, params: Scalar[]): Row[] {
    return this.db
      .all<[number, string]>(sql, params)
      .map(([rid, text]) => ({ rid, text, doc: decodeDocument(text) }))
  }

  #after(from: string, params: Scalar[], need: number, { skip = 0, limit = 0 }: Query): number[] {
    return this.#rids(`SELECT rid ${from} LIMIT ? OFFSET ?`, [
      ...params,
      limit > 0 ? limit - need : -1,
      skip + need,
    ])
  }

  /** Without an order SQLite may walk another index for the numbers alone: what was given is left out by number. */
  #others(from: string, params: Scalar[], given: Row[], { skip = 0, limit = 0 }: Query): number[] {
    const seen = new Set(given.map((row) => row.rid))
    const rids = this.#rids(`SELECT rid ${from}`, params).filter((rid) => !seen.has(rid))
    return rids.slice(skip, limit > 0 ? skip + limit - given.length : undefined)
  }

  #rids(sql: string, params: Scalar[]): number[] {
    return this.db.all<[number]>(sql, params).map(([rid]) => rid)
  }
}
