import { calculateObjectSize } from 'bson'
import { MongoError } from '../errors'
import { Catalog, type Collection, type StoredIndex } from '../indexes/catalog'
import { changedColumns, updateSql } from '../indexes/columns'
import { IndexBuilder } from '../indexes/index-build'
import { checkEntries, writeEntries } from '../indexes/index-entries'
import type { IndexSpec } from '../indexes/index-spec'
import { duplicateKey } from '../indexes/indexes'
import { Leftovers } from '../indexes/leftovers'
import { upgrade } from '../indexes/upgrade'
import { encodeDocument, encodeKey } from '../values/codec'
import type { Comparer } from '../values/comparer'
import { type Doc, getOwn } from '../values/values'
import { added, removed, resized } from './capped'
import { checkClusterKey } from './cluster-key'
import type { Database } from './database'
import type { Selection } from './direct'
import { type Hint, hinted } from './hints'
import { MEMORY } from './memory'
import type { Prepared, Query } from './prepared'
import { rowRanges } from './row-ranges'
import type { Row, Scan } from './scan'
import { Selector, SMALL } from './selection'
import { type Steps, Turn } from './steps'
import { Validators } from './validators'
import type { Part } from './walks'

const MAX_DOCUMENT = 16_777_216
/** Text below this can be no document above MongoDB's limit. */
const SURELY_SMALL = 1_000_000

export interface EngineOptions {
  warn?: (message: string) => void
  /** How many rows are few enough for any single statement. */
  small?: number
  /** The bytes of documents that one command may hold. */
  memory?: number
  /** Told the length of each document that is written. */
  written?: (length: number) => void
}

/** What may be changed of an index while it stands. */
export interface IndexChange {
  expireAfterSeconds?: number | undefined
  hidden?: boolean | undefined
}

/** Collections of documents over SQLite: every read and write of a command ends here. */
export class Engine {
  readonly db: Database
  readonly catalog: Catalog
  readonly leftovers: Leftovers
  readonly turn = new Turn()
  readonly memory: number
  readonly #selector: Selector
  readonly #builder: IndexBuilder
  readonly #validators: Validators
  readonly #written: (length: number) => void

  constructor(db: Database, options: EngineOptions = {}) {
    this.db = db
    this.memory = options.memory ?? MEMORY
    this.catalog = new Catalog(db)
    this.leftovers = new Leftovers(db, this.catalog, this.turn)
    this.leftovers.clearAtStart()
    const warn = options.warn ?? (() => undefined)
    this.#validators = new Validators(warn)
    this.#written = options.written ?? (() => undefined)
    this.#builder = new IndexBuilder(db, this.catalog, this.leftovers, this.turn, this.#written)
    upgrade(db, this.catalog, this.#builder, warn)
    this.#selector = new Selector(db, this.turn, warn, options.small ?? SMALL, this.memory)
  }

  /** The first `need` rows that a query selects, fewer where they exceed so many bytes, and the way to the others. */
  select(collection: Collection, query: Query, need: number, bytes?: number): Steps<Selection> {
    return this.#selector.select(collection, query, need, bytes)
  }

  /** A query as it would be answered. */
  prepared(collection: Collection, query: Query): Prepared {
    return this.#selector.prepared(collection, query)
  }

  *findOne(collection: Collection | undefined, query: Query, hint?: Hint): Steps<Row | undefined> {
    if (!collection) return undefined
    const { rows } = yield* this.#selector.select(collection, hinted({ ...query, limit: 1 }, hint), 1)
    return rows[0]
  }

  matching(collection: Collection, filter: Doc, by?: Comparer): Scan {
    return this.#selector.matching(collection, filter, by)
  }

  parts(collection: Collection, filter: Doc): Iterable<Part> | undefined {
    return this.#selector.parts(collection, filter)
  }

  *count(collection: Collection | undefined, query: Query): Steps<number> {
    return collection ? yield* this.#selector.count(collection, query) : 0
  }

  insert(collection: Collection, doc: Doc, bypass = false): void {
    if (!bypass) this.#validators.check(collection, doc)
    const id = encodeKey(getOwn(doc, '_id'))
    if (collection.options.clusteredIndex) checkClusterKey(getOwn(doc, '_id'))
    this.db.begin()
    const text = this.#encode(collection, doc)
    this.#guarded(collection, doc, () => {
      this.#written(text.length)
      checkEntries(this.db, collection, doc)
      const { lastInsertRowid } = this.db.run(collection.insertSql, [id, text])
      collection.top = Math.max(collection.top, lastInsertRowid)
      writeEntries(this.db, collection, lastInsertRowid, undefined, doc)
      if (collection.options.capped) added(this.db, collection, lastInsertRowid, doc)
    })
  }

  /** Whether the row changed. */
  replace(collection: Collection, row: Row, doc: Doc, bypass = false): boolean {
    this.db.begin()
    const text = this.#encode(collection, doc)
    if (text === row.text) return false
    if (!bypass) this.#validators.check(collection, doc, row.doc)
    this.#written(text.length)
    const { table, written, shapes } = collection
    const changed = changedColumns(row.doc, doc, written)
    this.#guarded(collection, doc, () => {
      checkEntries(this.db, collection, doc, row.rid)
      this.db.run(updateSql(table, changed, shapes), [row.rid, text])
      writeEntries(this.db, collection, row.rid, row.doc, doc)
      if (collection.options.capped) resized(this.db, collection, row.rid, doc)
    })
    return true
  }

  remove(collection: Collection, rid: number): void {
    this.db.begin()
    this.db.run(`DELETE FROM ${collection.table} WHERE rid = ?`, [rid])
    if (collection.options.capped) removed(this.db, collection, rid)
  }

  /** The bytes of all documents as they are kept. */
  *sizeOf(collection: Collection): Steps<number> {
    const { table } = collection
    let size = 0
    for (const range of rowRanges(collection.top)) {
      const sql = `SELECT sum(length(CAST(doc AS BLOB))) FROM ${table} WHERE rid > ? AND rid <= ?`
      size += this.db.first<[number | null]>(sql, range)?.[0] ?? 0
      if (this.turn.over) yield
      if (collection.dropped) return 0
    }
    return size
  }

  addIndexes(collection: Collection, specs: IndexSpec[]): Steps<void> {
    return this.#builder.addAll(collection, specs)
  }

  *changeIndex(
    collection: Collection,
    index: StoredIndex,
    { hidden, expireAfterSeconds }: IndexChange,
  ): Steps<void> {
    if (expireAfterSeconds !== undefined) index.expireAfterSeconds = expireAfterSeconds
    const rebuild = hidden !== undefined && hidden !== index.hidden
    if (hidden !== undefined) index.hidden = hidden
    this.catalog.saveIndex(collection, index)
    if (rebuild) yield* this.#builder.rebuild(collection, index)
  }

  #encode(collection: Collection, doc: Doc): string {
    const { shapes } = collection
    shapes.begin()
    try {
      const text = encodeDocument(doc, shapes)
      if (text.length > SURELY_SMALL && calculateObjectSize(doc) > MAX_DOCUMENT) {
        throw new MongoError(10334, `BSONObj size is invalid. Size must be between 0 and ${MAX_DOCUMENT}`)
      }
      if (shapes.changed) this.catalog.saveShapes(collection)
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
      const index = violated(collection, message)
      throw duplicateKey(collection.ns, index ?? { name: '_id_', key: { _id: 1 } }, doc)
    }
  }
}

/** SQLite names the index if it is of expressions, else its columns: `c1.k0, c1.k2`. */
function violated(
  { table, indexes, building, written }: Collection,
  message: string,
): StoredIndex | undefined {
  const all = [...indexes, ...building]
  const id = /index 'x(\d+)n?'/.exec(message)?.[1]
  if (id !== undefined) return all.find((index) => String(index.id) === id)
  const named = /failed: (.*)$/.exec(message)?.[1]
  return all.find(
    ({ unique, key }) =>
      unique &&
      Object.keys(key)
        .map((path) => `${table}.${path === '_id' ? 'id' : written.get(path)}`)
        .join(', ') === named,
  )
}
