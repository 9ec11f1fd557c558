import { randomUUID } from 'node:crypto'
import type { Database } from '../engine/database'
import { expressionOf } from '../planner/planner-paths'
import { HELD_ANYTHING } from '../values/shapes'
import * as tables from './catalog-tables'
import {
  arrayPaths,
  type Building,
  type Collection,
  hasKeyTable,
  refresh,
  type StoredIndex,
  watchedPaths,
  writeShapes,
} from './collection'
import { saveUuid } from './collection-options'
import { refuseOtherCase } from './database-names'
import { type IndexSpec, specText } from './index-spec'
import { indexedPaths, keyPaths } from './indexes'
import { createSide, dropSide } from './multikey'
import { createUniques, dropUniques } from './uniques'

export type { Collection, StoredIndex } from './collection'

/** The collections and indexes that there are, changed in the transactions of the documents. */
export class Catalog {
  readonly #db: Database
  #collections = new Map<string, Collection>()

  constructor(db: Database) {
    this.#db = db
    db.exec(tables.CATALOG)
    this.reload()
    db.commit()
  }

  /** Reads everything again after a rollback; what is left keeps its identity, for those who hold it. */
  reload(): void {
    const before = new Map([...this.#collections.values()].map((collection) => [collection.id, collection]))
    const byId = tables.readCollections(this.#db, before)
    this.#collections = new Map([...byId.values()].map((collection) => [collection.ns, collection]))
    tables.readColumns(this.#db, byId)
    tables.readIndexes(this.#db, byId)
    for (const collection of byId.values()) refresh(collection)
    for (const [id, gone] of before) if (!byId.has(id)) gone.dropped = true
    this.#db.plans.forget()
  }

  get(ns: string): Collection | undefined {
    return this.#collections.get(ns)
  }

  all(): Collection[] {
    return [...this.#collections.values()]
  }

  inDatabase(name: string): Collection[] {
    return this.all().filter(({ ns }) => ns.startsWith(`${name}.`))
  }

  ensure(ns: string): Collection {
    const found = this.#collections.get(ns)
    if (found) return found
    refuseOtherCase(ns, this.#collections.keys())
    this.#db.begin()
    const collection = tables.createCollection(this.#db, ns)
    collection.uuid = randomUUID()
    saveUuid(this.#db, collection.id, collection.uuid)
    this.#collections.set(ns, collection)
    this.#db.plans.forget()
    return collection
  }

  drop(collection: Collection): void {
    const { id, indexes, building, kept } = collection
    this.#db.begin()
    for (const side of kept) this.#all(dropSide(side.id))
    for (const index of [...indexes, ...building]) {
      this.#all(dropUniques(index.id))
      this.#db.run('DELETE FROM catalog_building WHERE id = ?', [index.id])
    }
    this.#db.exec(`DROP TABLE ${collection.table}`)
    tables.deleteCollection(this.#db, id)
    this.#collections.delete(collection.ns)
    collection.dropped = true
    this.#db.plans.forget()
  }

  #all(statements: string[]): void {
    for (const sql of statements) this.#db.exec(sql)
  }

  /** With the first array at a path, or odd number, its indexes get their tables: no document before this one belongs there. */
  saveShapes(collection: Collection): void {
    const { shapes, id } = collection
    if (!shapes.changed) return
    this.#db.run('UPDATE catalog_collections SET shapes = ? WHERE id = ?', [writeShapes(shapes), id])
    shapes.changed = false
    const all = [...collection.indexes, ...collection.building]
    if (
      all.every(
        (index) => arrayPaths(indexedPaths(index), shapes).length === 0 && !hasKeyTable(index, shapes),
      )
    )
      return
    for (const index of all) this.addTables(collection, index, true)
    refresh(collection)
  }

  /** The tables that an index over arrays needs; not ready as long as older documents are missing from them. */
  addTables(collection: Collection, index: StoredIndex, ready: boolean): void {
    const { kept, shapes, table } = collection
    for (const path of arrayPaths(keyPaths(index), shapes)) {
      if (kept.some((side) => side.path === path)) continue
      const { lastInsertRowid: id } = this.#db.run(
        'INSERT INTO catalog_elements (collection, path, ready) VALUES (?, ?, ?)',
        [collection.id, path, ready ? 1 : 0],
      )
      this.#all(createSide(id, table))
      kept.push({ id, path, ready })
      this.#db.plans.forget()
    }
    if (hasKeyTable(index, shapes)) this.#all(createUniques(index, table))
  }

  /** An index that counts for no query yet; its columns are kept up from here on. */
  beginIndex(collection: Collection, spec: IndexSpec): Building {
    this.#db.begin()
    noteUnknown(collection, spec)
    const { lastInsertRowid: id } = this.#db.run(
      'INSERT INTO catalog_indexes (collection, spec) VALUES (?, ?)',
      [collection.id, specText(spec)],
    )
    this.#db.run('INSERT INTO catalog_building (id, enforced) VALUES (?, 0)', [id])
    for (const path of indexedPaths(spec)) this.#addColumn(collection, path)
    const index = { ...spec, id, enforced: false }
    collection.building.push(index)
    this.addTables(collection, index, collection.top === 0)
    refresh(collection)
    this.saveShapes(collection)
    this.#db.plans.forget()
    return index
  }

  #addColumn(collection: Collection, path: string): void {
    const { columns, written, table, id, top } = collection
    if (path === '_id' || written.has(path) || expressionOf(path) === undefined) return
    const name = `k${written.size}`
    // No declared type: an affinity would change values.
    this.#db.exec(`ALTER TABLE ${table} ADD COLUMN ${name}`)
    this.#db.run('INSERT INTO catalog_columns (collection, path, name) VALUES (?, ?, ?)', [id, path, name])
    written.set(path, name)
    if (top === 0) columns.set(path, name)
    else this.#db.run('INSERT INTO catalog_unfilled (collection, path) VALUES (?, ?)', [id, path])
  }

  /** Every row is to get this column anew. */
  unfill(collection: Collection, path: string): void {
    const { columns, id } = collection
    columns.delete(path)
    this.#db.run('INSERT OR IGNORE INTO catalog_unfilled (collection, path) VALUES (?, ?)', [id, path])
    this.#changed(collection)
  }

  columnsFilled(collection: Collection, paths: string[]): void {
    for (const path of paths) {
      const name = collection.written.get(path)
      this.#db.run('DELETE FROM catalog_unfilled WHERE collection = ? AND path = ?', [collection.id, path])
      if (name !== undefined) collection.columns.set(path, name)
    }
    this.#changed(collection)
  }

  /** From here on every write is held to the index. */
  enforce(collection: Collection, index: Building): void {
    this.#db.run('UPDATE catalog_building SET enforced = 1 WHERE id = ?', [index.id])
    index.enforced = true
    this.#changed(collection)
  }

  finishIndex(collection: Collection, index: Building): void {
    const { enforced: _enforced, ...stored } = index
    this.#db.run('DELETE FROM catalog_building WHERE id = ?', [index.id])
    collection.building = collection.building.filter(({ id }) => id !== index.id)
    collection.indexes.push(stored)
    for (const side of collection.kept) {
      if (!keyPaths(index).includes(side.path)) continue
      side.ready = true
      this.#db.run('UPDATE catalog_elements SET ready = 1 WHERE id = ?', [side.id])
    }
    this.#changed(collection)
  }

  dropIndex(collection: Collection, { id: dropped }: StoredIndex): void {
    this.#db.begin()
    this.#all([
      `DROP INDEX IF EXISTS x${dropped}`,
      `DROP INDEX IF EXISTS x${dropped}n`,
      ...dropUniques(dropped),
    ])
    this.#db.run('DELETE FROM catalog_indexes WHERE id = ?', [dropped])
    this.#db.run('DELETE FROM catalog_building WHERE id = ?', [dropped])
    collection.indexes = collection.indexes.filter(({ id }) => id !== dropped)
    collection.building = collection.building.filter(({ id }) => id !== dropped)
    const used = new Set([...collection.indexes, ...collection.building].flatMap(keyPaths))
    for (const side of collection.kept.filter(({ path }) => !used.has(path))) {
      this.#all(dropSide(side.id))
      this.#db.run('DELETE FROM catalog_elements WHERE id = ?', [side.id])
    }
    collection.kept = collection.kept.filter(({ path }) => used.has(path))
    this.#changed(collection)
  }

  #changed(collection: Collection): void {
    refresh(collection)
    this.#db.plans.forget()
  }
}

/** Where there are too many paths to follow them all, those of a new index may have held anything. */
function noteUnknown({ shapes }: Collection, spec: IndexSpec): void {
  if (!shapes.overflow) return
  for (const path of watchedPaths(spec)) if (!shapes.watched.has(path)) shapes.held.set(path, HELD_ANYTHING)
  shapes.changed = true
}
