import { decodeDocument, encodeDocument, HELD_ARRAY, HELD_OBJECT, HELD_ODD, Shapes } from './codec'
import { insertSql } from './columns'
import type { Database } from './database'
import { MongoError } from './errors'
import {
  describeIndex,
  type IndexSpec,
  indexedPaths,
  indexSql,
  parseIndex,
  partialLiterals,
  refuseArrays,
  sameKey,
  sameOptions,
} from './indexes'
import { arrayLeaf, createSide, dropSide, sideTable } from './multikey'
import { expressionOf, jsonPath } from './planner-paths'
import { MAY_BE_ODD } from './scalars'
import { equalValues } from './values'

export interface StoredIndex extends IndexSpec {
  id: number
  /** The array path whose elements have a side table. */
  side?: string | undefined
}

export interface Collection {
  id: number
  ns: string
  table: string
  shapes: Shapes
  indexes: StoredIndex[]
  literals: Set<string>
  /** Columns of indexed fields, by path. */
  columns: Map<string, string>
  insertSql: string
  /** Side tables of elements, by their path. */
  sides: Map<string, string>
  /** The greatest row number so far: no table has more rows. */
  top: number
  dropped: boolean
}

const TABLES = `
CREATE TABLE IF NOT EXISTS catalog_collections (id INTEGER PRIMARY KEY AUTOINCREMENT, ns TEXT UNIQUE NOT NULL, shapes TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS catalog_indexes (id INTEGER PRIMARY KEY AUTOINCREMENT, collection INTEGER NOT NULL, spec TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS catalog_sides (id INTEGER PRIMARY KEY, path TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS catalog_columns (collection INTEGER NOT NULL, path TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (collection, path));
`

/** Which collections and indexes there are, kept beside the documents and changed in their transactions. */
export class Catalog {
  readonly #db: Database
  #collections = new Map<string, Collection>()

  constructor(db: Database) {
    this.#db = db
    db.exec(TABLES)
    this.reload()
    this.#upgrade()
  }

  /** Reads everything again after a rollback; what is left keeps its identity, for those who hold it. */
  reload(): void {
    const before = new Map([...this.#collections.values()].map((collection) => [collection.id, collection]))
    this.#collections = new Map()
    const byId = new Map<number, Collection>()
    for (const [id, ns, shapes] of this.#db.all<[number, string, string]>(
      'SELECT id, ns, shapes FROM catalog_collections',
    )) {
      const collection = blank(id, ns, readShapes(shapes), before.get(id))
      before.delete(id)
      collection.top = this.#top(collection)
      byId.set(id, collection)
      this.#collections.set(ns, collection)
    }
    for (const [owner, path, name] of this.#db.all<[number, string, string]>(
      'SELECT collection, path, name FROM catalog_columns ORDER BY rowid',
    )) {
      byId.get(owner)?.columns.set(path, name)
    }
    const sides = new Map(this.#db.all<[number, string]>('SELECT id, path FROM catalog_sides'))
    for (const [id, owner, spec] of this.#db.all<[number, number, string]>(
      'SELECT id, collection, spec FROM catalog_indexes ORDER BY id',
    )) {
      byId.get(owner)?.indexes.push({ id, ...parseIndex(decodeDocument(spec)), side: sides.get(id) })
    }
    for (const collection of byId.values()) refresh(collection)
    for (const gone of before.values()) gone.dropped = true
    this.#db.plans.forget()
  }

  /** Format 1 indexed expressions instead of columns. */
  #upgrade(): void {
    for (const collection of this.all()) {
      for (const index of collection.indexes) {
        if (indexedPaths(index).every((path) => path === '_id' || collection.columns.has(path))) continue
        this.#db.begin()
        this.#db.exec(`DROP INDEX IF EXISTS x${index.id}; DROP INDEX IF EXISTS x${index.id}n`)
        this.#build(collection, index)
      }
    }
    this.#db.commit()
  }

  #build(collection: Collection, index: StoredIndex): void {
    for (const path of indexedPaths(index)) this.#addColumn(collection, path)
    for (const sql of indexSql(index, index.id, collection.table, collection)) this.#db.exec(sql)
  }

  #addColumn(collection: Collection, path: string): void {
    const { columns, table, id } = collection
    const expression = expressionOf(path)
    if (path === '_id' || columns.has(path) || expression === undefined) return
    const name = `k${columns.size}`
    // No declared type: an affinity would change values.
    this.#db.exec(`ALTER TABLE ${table} ADD COLUMN ${name}`)
    this.#db.run(`UPDATE ${table} SET ${name} = ${expression}`)
    this.#db.run('INSERT INTO catalog_columns (collection, path, name) VALUES (?, ?, ?)', [id, path, name])
    columns.set(path, name)
    collection.insertSql = insertSql(table, columns)
  }

  #top({ table }: Collection): number {
    return this.#db.all<[number | null]>(`SELECT max(rid) FROM ${table}`)[0]?.[0] ?? 0
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
    if (ns.endsWith('.') || ns.includes('\u0000') || ns.includes('$') || Buffer.byteLength(ns) > 255) {
      throw new MongoError(73, `Invalid namespace specified '${ns}'`)
    }
    this.#db.begin()
    const { lastInsertRowid: id } = this.#db.run(
      "INSERT INTO catalog_collections (ns, shapes) VALUES (?, '{}')",
      [ns],
    )
    const collection = blank(id, ns, new Shapes())
    this.#db.exec(
      `CREATE TABLE ${collection.table} (rid INTEGER PRIMARY KEY, id NOT NULL UNIQUE, doc TEXT NOT NULL)`,
    )
    this.#collections.set(ns, collection)
    this.#db.plans.forget()
    return collection
  }

  drop(collection: Collection): void {
    this.#db.begin()
    for (const index of collection.indexes) this.#dropSide(index)
    this.#db.exec(`DROP TABLE ${collection.table}`)
    this.#db.run('DELETE FROM catalog_indexes WHERE collection = ?', [collection.id])
    this.#db.run('DELETE FROM catalog_columns WHERE collection = ?', [collection.id])
    this.#db.run('DELETE FROM catalog_collections WHERE id = ?', [collection.id])
    this.#collections.delete(collection.ns)
    collection.dropped = true
    this.#db.plans.forget()
  }

  saveShapes(collection: Collection): void {
    const { shapes } = collection
    if (!shapes.changed) return
    const held = [...shapes.held].filter(([path]) => !shapes.overflow || shapes.watched.has(path))
    const text = JSON.stringify(Object.fromEntries(shapes.overflow ? [...held, ['*', 3]] : held))
    this.#db.run('UPDATE catalog_collections SET shapes = ? WHERE id = ?', [text, collection.id])
    shapes.changed = false
    for (const index of collection.indexes) this.#addSide(collection, index)
  }

  /** An index gets its side table with the first array at one of its paths. */
  #addSide(collection: Collection, index: StoredIndex): void {
    if (index.side !== undefined || index.unique || index.partial) return
    const path = arrayLeaf(Object.keys(index.key), collection.shapes)
    if (path === undefined || collection.sides.has(path)) return
    for (const sql of createSide(index.id, collection.table, path, collection.columns.get(path) ?? 'doc'))
      this.#db.exec(sql)
    this.#db.run('INSERT INTO catalog_sides (id, path) VALUES (?, ?)', [index.id, path])
    index.side = path
    refresh(collection)
    this.#db.plans.forget()
  }

  #dropSide({ id, side }: StoredIndex): void {
    if (side === undefined) return
    for (const sql of dropSide(id)) this.#db.exec(sql)
    this.#db.run('DELETE FROM catalog_sides WHERE id = ?', [id])
  }

  /** Where there are too many paths to follow them all, those of indexes are looked up once and then followed. */
  #learn(collection: Collection, spec: IndexSpec): void {
    const { shapes, table } = collection
    if (!shapes.overflow) return
    const odd = this.#db.all(`SELECT 1 FROM ${table} WHERE ${MAY_BE_ODD} LIMIT 1`).length > 0 ? HELD_ODD : 0
    for (const path of watchedPaths(spec)) {
      if (shapes.watched.has(path)) continue
      const json = jsonPath(path)
      const types = this.#db.all<[string | null]>(`SELECT DISTINCT json_type(doc, ${json}) FROM ${table}`)
      const held = types.map(([type]) =>
        type === 'array' ? HELD_ARRAY : type === 'object' ? HELD_OBJECT : 0,
      )
      shapes.watched.add(path)
      shapes.held.set(
        path,
        held.reduce<number>((a, b) => a | b, odd),
      )
    }
    shapes.changed = true
  }

  /** Whether the index is new; one that clashes with another of the same name or key is refused. */
  addIndex(collection: Collection, spec: IndexSpec): boolean {
    if (sameKey(spec.key, { _id: 1 })) return false
    const named = collection.indexes.find(({ name }) => name === spec.name)
    if (named && (!sameKey(named.key, spec.key) || !sameOptions(named, spec))) {
      throw new MongoError(
        86,
        `An existing index has the same name as the requested index. Requested index: ${spec.name}`,
      )
    }
    if (named) return false
    // MongoDB tells indexes on one key apart by their partial filter.
    const twin = collection.indexes.find(
      (index) => sameKey(index.key, spec.key) && equalValues(index.partial ?? {}, spec.partial ?? {}),
    )
    if (twin) {
      throw new MongoError(85, `Index already exists with a different name: ${twin.name}`)
    }
    this.#db.begin()
    this.#learn(collection, spec)
    refuseArrays(spec, collection.shapes)
    const text = encodeDocument(describeIndex(spec), new Shapes())
    const { lastInsertRowid: id } = this.#db.run(
      'INSERT INTO catalog_indexes (collection, spec) VALUES (?, ?)',
      [collection.id, text],
    )
    const index = { id, ...spec }
    this.#build(collection, index)
    collection.indexes.push(index)
    refresh(collection)
    this.#addSide(collection, index)
    this.saveShapes(collection)
    this.#db.plans.forget()
    return true
  }

  dropIndex(collection: Collection, index: StoredIndex): void {
    this.#db.begin()
    this.#dropSide(index)
    this.#db.exec(`DROP INDEX IF EXISTS x${index.id}; DROP INDEX IF EXISTS x${index.id}n`)
    this.#db.run('DELETE FROM catalog_indexes WHERE id = ?', [index.id])
    collection.indexes = collection.indexes.filter(({ id }) => id !== index.id)
    refresh(collection)
    // Another index on the same path may now need a side table of its own.
    for (const other of collection.indexes) this.#addSide(collection, other)
    this.#db.plans.forget()
  }
}

function blank(id: number, ns: string, shapes: Shapes, held?: Collection): Collection {
  const fresh = {
    id,
    ns,
    table: `c${id}`,
    shapes,
    indexes: [],
    literals: new Set<string>(),
    columns: new Map<string, string>(),
    insertSql: insertSql(`c${id}`, new Map()),
    sides: new Map<string, string>(),
    top: 0,
    dropped: false,
  }
  return held ? Object.assign(held, fresh) : fresh
}

function readShapes(text: string): Shapes {
  const shapes = new Shapes()
  const held = JSON.parse(text) as Record<string, number>
  if (Object.hasOwn(held, '*')) shapes.overflow = true
  for (const [path, bits] of Object.entries(held)) if (path !== '*') shapes.held.set(path, bits)
  return shapes
}

function refresh(collection: Collection): void {
  const { indexes, shapes } = collection
  collection.insertSql = insertSql(collection.table, collection.columns)
  collection.literals = new Set(indexes.flatMap((index) => partialLiterals(index, shapes)))
  collection.sides = new Map(
    indexes.flatMap(({ id, side }) => (side === undefined ? [] : [[side, sideTable(id)] as const])),
  )
  shapes.watched = new Set(indexes.flatMap(watchedPaths))
}

/** The paths of an index and of its filter, with all that is above them. */
function watchedPaths(spec: IndexSpec): string[] {
  return indexedPaths(spec).flatMap((path) => {
    const parts = path.split('.')
    return parts.map((_part, i) => parts.slice(0, i + 1).join('.'))
  })
}
