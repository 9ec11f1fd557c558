import { calculateObjectSize } from 'bson'
import { MongoError } from '../errors'
import { Catalog, type Collection, type StoredIndex } from '../indexes/catalog'
import { changedColumns, columnsBelow, setSql, updateSql } from '../indexes/columns'
import { IndexBuilder } from '../indexes/index-build'
import { checkEntries, writeEntries } from '../indexes/index-entries'
import type { IndexSpec } from '../indexes/index-spec'
import { duplicateKey } from '../indexes/indexes'
import { Leftovers } from '../indexes/leftovers'
import { type PlainSet, setInText } from '../updates/set-in-text'
import { decodeDocument, encodeDocument, encodeKey, HELD_ARRAY } from '../values/codec'
import { type Doc, getOwn } from '../values/values'
import type { Database } from './database'
import type { Selection } from './direct'
import { MEMORY } from './memory'
import type { Query } from './prepared'
import { rowRanges } from './row-ranges'
import type { Row, Scan } from './scan'
import { Selector, SMALL } from './selection'
import { type Steps, Turn } from './steps'
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

/** Collections of documents over SQLite: every read and write of a command ends here. */
export class Engine {
  readonly db: Database
  readonly catalog: Catalog
  readonly leftovers: Leftovers
  readonly turn = new Turn()
  readonly memory: number
  readonly #selector: Selector
  readonly #builder: IndexBuilder
  readonly #written: (length: number) => void

  constructor(db: Database, options: EngineOptions = {}) {
    this.db = db
    this.memory = options.memory ?? MEMORY
    this.catalog = new Catalog(db)
    this.leftovers = new Leftovers(db, this.catalog, this.turn)
    this.leftovers.clearAtStart()
    const warn = options.warn ?? (() => undefined)
    this.#written = options.written ?? (() => undefined)
    this.#builder = new IndexBuilder(db, this.catalog, this.leftovers, this.turn, this.#written)
    this.#selector = new Selector(db, this.turn, warn, options.small ?? SMALL, this.memory)
  }

  /** The first `need` rows that a query selects, fewer where they exceed so many bytes, and the way to the others. */
  select(collection: Collection, query: Query, need: number, bytes?: number): Steps<Selection> {
    return this.#selector.select(collection, query, need, bytes)
  }

  *findOne(collection: Collection | undefined, query: Query): Steps<Row | undefined> {
    if (!collection) return undefined
    const { rows } = yield* this.#selector.select(collection, { ...query, limit: 1 }, 1)
    return rows[0]
  }

  matching(collection: Collection, filter: Doc): Scan {
    return this.#selector.matching(collection, filter)
  }

  parts(collection: Collection, filter: Doc): Iterable<Part> | undefined {
    return this.#selector.parts(collection, filter)
  }

  *count(collection: Collection | undefined, query: Query): Steps<number> {
    return collection ? yield* this.#selector.count(collection, query) : 0
  }

  insert(collection: Collection, doc: Doc): void {
    const id = encodeKey(getOwn(doc, '_id'))
    this.db.begin()
    const text = this.#encode(collection, doc)
    this.#guarded(
      collection,
      () => doc,
      () => {
        this.#written(text.length)
        checkEntries(this.db, collection, doc)
        const { lastInsertRowid } = this.db.run(collection.insertSql, [id, text])
        collection.top = Math.max(collection.top, lastInsertRowid)
        writeEntries(this.db, collection, lastInsertRowid, undefined, doc)
      },
    )
  }

  /** Whether the row changed. */
  replace(collection: Collection, row: Row, doc: Doc): boolean {
    this.db.begin()
    const text = this.#encode(collection, doc)
    if (text === row.text) return false
    this.#written(text.length)
    const { table, written, shapes } = collection
    const changed = changedColumns(row.doc, doc, written)
    this.#guarded(
      collection,
      () => doc,
      () => {
        checkEntries(this.db, collection, doc, row.rid)
        this.db.run(updateSql(table, changed, shapes), [row.rid, text])
        writeEntries(this.db, collection, row.rid, row.doc, doc)
      },
    )
    return true
  }

  /** The same in the row's text alone; nothing where that is not enough. */
  setFields(collection: Collection, row: Row, fields: PlainSet): boolean | undefined {
    const { table, written, crossed, uniques, kept } = collection
    // What is kept of arrays follows from the whole document.
    if (crossed.length > 0 || uniques.length > 0 || kept.length > 0) return undefined
    if (listsAreNew(collection, fields)) return undefined
    const made = setInText(row.text, fields)
    if (made === undefined || made.text.length > SURELY_SMALL) return undefined
    this.db.begin()
    const { text, changed } = made
    if (changed.length === 0) return false
    this.#written(text.length)
    const columns = columnsBelow(changed, written)
    const values = columns.map(([path]) => fields.get(path)?.scalar ?? null)
    this.#guarded(
      collection,
      () => decodeDocument(text),
      () => this.db.run(setSql(table, columns), [row.rid, text, ...values]),
    )
    return true
  }

  remove(collection: Collection, rid: number): void {
    this.db.begin()
    this.db.run(`DELETE FROM ${collection.table} WHERE rid = ?`, [rid])
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

  #guarded(collection: Collection, written: () => Doc, write: () => void): void {
    try {
      write()
    } catch (error) {
      const message = error instanceof Error ? error.message : ''
      if (!message.includes('UNIQUE constraint failed')) throw error
      const index = violated(collection, message)
      throw duplicateKey(collection.ns, index ?? { name: '_id_', key: { _id: 1 } }, written())
    }
  }
}

/** Whether a field never held a list before, which has to be noted, or an index looks into it. */
const listsAreNew = ({ shapes, written }: Collection, fields: PlainSet): boolean =>
  [...fields].some(
    ([name, { scalar }]) =>
      scalar === undefined &&
      ((shapes.at(name) & HELD_ARRAY) === 0 || columnsBelow([name], written).length > 0),
  )

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
