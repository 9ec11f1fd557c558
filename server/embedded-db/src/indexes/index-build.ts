import type { Database } from '../engine/database'
import { rowRanges } from '../engine/row-ranges'
import type { Steps, Turn } from '../engine/steps'
import { MongoError } from '../errors'
import { decodeDocument, encodeScalar } from '../values/codec'
import { valueAt } from '../values/paths'
import { listText } from '../values/scalars'
import type { Doc } from '../values/values'
import type { Catalog } from './catalog'
import type { Building, Collection, StoredIndex } from './collection'
import { fillSql } from './columns'
import { addEntries, rowsAside } from './index-entries'
import { conflicting, type IndexSpec } from './index-spec'
import { duplicateKey, indexedPaths, indexSql } from './indexes'
import type { Leftovers } from './leftovers'
import { memberOf } from './membership'

const aborted = (name: string) => new MongoError(276, `Index build failed: ${name} was dropped`)
const PATIENCE = 8

/**
 * Builds indexes in pieces, so that others have their turns: columns, which writes keep up from the
 * beginning, SQLite's index over them in one statement, then what is kept of arrays. No query uses an index
 * before all is done, and what a kill leaves of one is cleared away at the next start.
 */
export class IndexBuilder {
  readonly #db: Database
  readonly #catalog: Catalog
  readonly #leftovers: Leftovers
  readonly #turn: Turn
  readonly #written: (length: number) => void
  /** Grows with every piece: those who wait for a build see that it lives. */
  #progress = 0

  constructor(
    db: Database,
    catalog: Catalog,
    leftovers: Leftovers,
    turn: Turn,
    written: (length: number) => void,
  ) {
    this.#db = db
    this.#catalog = catalog
    this.#leftovers = leftovers
    this.#turn = turn
    this.#written = written
  }

  /**
   * The indexes that are new, one after another: a failure takes those away that were made before it. A kill or a
   * full disk may leave some of them, each of which is whole.
   */
  *addAll(collection: Collection, specs: IndexSpec[]): Steps<void> {
    const added: number[] = []
    try {
      for (const spec of specs) {
        const id = yield* this.#add(collection, spec)
        if (id !== undefined) added.push(id)
      }
    } catch (error) {
      if (this.#db.lost || collection.dropped) throw error
      const begun = collection.building.filter(({ id }) => added.includes(id))
      const ready = collection.indexes.filter(({ id }) => added.includes(id))
      for (const index of [...begun, ...ready]) this.#catalog.dropIndex(collection, index)
      // The error undoes what this share has done: the clearing away is kept before.
      yield
      throw error
    }
  }

  *#add(collection: Collection, spec: IndexSpec): Steps<number | undefined> {
    yield* this.#wait(collection, spec)
    if (conflicting(collection.indexes, spec, collection.ns)) return undefined
    const { id } = this.#catalog.beginIndex(collection, spec)
    yield* this.#leftovers.usingIndex(id, this.#buildOrDrop(collection, id))
    return id
  }

  *#buildOrDrop(collection: Collection, id: number): Steps<void> {
    try {
      yield* this.#build(collection, id)
    } catch (error) {
      if (this.#db.lost || collection.dropped) throw error
      const left = collection.building.find((index) => index.id === id)
      if (left) this.#catalog.dropIndex(collection, left)
      yield
      throw error
    }
  }

  /** Another command builds an index of that name or key: its end decides. */
  *#wait(collection: Collection, spec: IndexSpec): Steps<void> {
    let seen = this.#progress
    let idle = 0
    for (;;) {
      const rival = collection.building.find(
        ({ name, key }) => name === spec.name || JSON.stringify(key) === JSON.stringify(spec.key),
      )
      if (rival === undefined) return
      idle = seen === this.#progress ? idle + 1 : 0
      seen = this.#progress
      if (idle > PATIENCE) this.#catalog.dropIndex(collection, rival)
      else yield
      if (collection.dropped) throw aborted(spec.name)
    }
  }

  #current(collection: Collection, id: number, name: string): Building {
    this.#progress++
    const index = collection.building.find((one) => one.id === id)
    if (collection.dropped || index === undefined) throw aborted(name)
    return index
  }

  *#build(collection: Collection, id: number): Steps<void> {
    const { name, unique } = this.#current(collection, id, '')
    // Over empty columns the statement is short, and filling them then keeps the index up a piece at a time. A
    // unique one would fail others' fills of the same column, so that it comes after.
    if (!unique) yield* this.#index(collection, id, name)
    yield* this.#fillColumns(collection, id, name)
    if (unique) yield* this.#index(collection, id, name)
    this.#catalog.enforce(collection, this.#current(collection, id, name))
    yield* this.#fillEntries(collection, id, name)
    this.#catalog.finishIndex(collection, this.#current(collection, id, name))
  }

  *#fillColumns(collection: Collection, id: number, name: string): Steps<void> {
    const paths = indexedPaths(this.#current(collection, id, name))
    const unfilled = () =>
      [...collection.written].filter(([path]) => paths.includes(path) && !collection.columns.has(path))
    if (unfilled().length === 0) return
    for (const range of rowRanges(collection.top)) {
      this.#current(collection, id, name)
      this.#db.run(fillSql(collection.table, unfilled(), collection.shapes), range)
      this.#written((range[1] - range[0]) * 1000)
      if (this.#turn.over) {
        yield
        this.#current(collection, id, name)
        if (unfilled().length === 0) return
      }
    }
    this.#catalog.columnsFilled(collection, paths)
  }

  /** One statement each: SQLite has no other way. */
  *#index(collection: Collection, id: number, name: string): Steps<void> {
    const index = this.#current(collection, id, name)
    const source = { ...collection, columns: collection.written }
    for (const sql of indexSql(index, id, collection.table, source)) {
      try {
        this.#db.exec(sql)
      } catch (error) {
        const message = error instanceof Error ? error.message : ''
        if (!message.includes('UNIQUE constraint failed')) throw error
        throw duplicateKey(collection.ns, index, yield* this.#firstDuplicate(collection, index))
      }
      if (this.#turn.over) {
        yield
        this.#current(collection, id, name)
      }
    }
  }

  *#fillEntries(collection: Collection, id: number, name: string): Steps<void> {
    for (const range of rowRanges(collection.top)) {
      const index = this.#current(collection, id, name)
      const sql = rowsAside(collection, index)
      if (sql === undefined) return
      for (const [rid, text] of this.#db.all<[number, string]>(sql, range))
        addEntries(this.#db, collection, index, rid, decodeDocument(text))
      if (this.#turn.over) yield
    }
  }

  *#firstDuplicate(collection: Collection, index: StoredIndex): Steps<Doc> {
    const seen = new Set<string>()
    const member = memberOf(index)
    const paths = Object.keys(index.key).map((path) => path.split('.'))
    for (const range of rowRanges(collection.top)) {
      const rows = this.#db.all<[string]>(
        `SELECT doc FROM ${collection.table} NOT INDEXED WHERE rid > ? AND rid <= ?`,
        range,
      )
      for (const [text] of rows) {
        const doc = decodeDocument(text)
        const values = paths.map((path) => valueAt(doc, path))
        if (values.some(Array.isArray) || !member(doc)) continue
        const key = listText(values.map(keyText))
        if (seen.has(key)) return doc
        seen.add(key)
      }
      if (this.#turn.over) yield
      if (collection.dropped) return {}
    }
    return {}
  }
}

const keyText = (value: unknown) =>
  value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype
    ? JSON.stringify(value)
    : encodeScalar(value)
