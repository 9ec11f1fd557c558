import type { Database } from '../engine/database'
import { MongoError } from '../errors'
import { decodeDocument, Shapes } from '../values/codec'
import { blank, type Collection, readShapes } from './collection'
import { readUuids } from './collection-options'
import { readIndex } from './index-spec'
import { MAX_NAMESPACE } from './namespaces'

export const CATALOG = `
CREATE TABLE IF NOT EXISTS catalog_collections (id INTEGER PRIMARY KEY AUTOINCREMENT, ns TEXT UNIQUE NOT NULL, shapes TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS catalog_indexes (id INTEGER PRIMARY KEY AUTOINCREMENT, collection INTEGER NOT NULL, spec TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS catalog_building (id INTEGER PRIMARY KEY, enforced INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS catalog_columns (collection INTEGER NOT NULL, path TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (collection, path));
CREATE TABLE IF NOT EXISTS catalog_unfilled (collection INTEGER NOT NULL, path TEXT NOT NULL, PRIMARY KEY (collection, path));
CREATE TABLE IF NOT EXISTS catalog_elements (id INTEGER PRIMARY KEY AUTOINCREMENT, collection INTEGER NOT NULL, path TEXT NOT NULL, ready INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS catalog_options (collection INTEGER PRIMARY KEY, uuid TEXT NOT NULL, options TEXT NOT NULL);
`

/** Every collection by its id; one that is held already keeps its identity. */
export function readCollections(db: Database, held: Map<number, Collection>): Map<number, Collection> {
  const byId = new Map<number, Collection>()
  const uuids = readUuids(db)
  for (const [id, ns, shapes] of db.all<[number, string, string]>(
    'SELECT id, ns, shapes FROM catalog_collections',
  )) {
    const collection = blank(id, ns, readShapes(shapes), held.get(id))
    collection.uuid = uuids.get(id) ?? ''
    collection.top = topOf(db, collection)
    byId.set(id, collection)
  }
  return byId
}

export function readColumns(db: Database, byId: Map<number, Collection>): void {
  for (const [owner, path, name, unfilled] of db.all<[number, string, string, number]>(
    `SELECT c.collection, c.path, c.name, u.path IS NOT NULL FROM catalog_columns AS c
     LEFT JOIN catalog_unfilled AS u ON u.collection = c.collection AND u.path = c.path ORDER BY c.rowid`,
  )) {
    byId.get(owner)?.written.set(path, name)
    if (!unfilled) byId.get(owner)?.columns.set(path, name)
  }
  for (const [id, owner, path, ready] of db.all<[number, number, string, number]>(
    'SELECT id, collection, path, ready FROM catalog_elements ORDER BY id',
  )) {
    byId.get(owner)?.kept.push({ id, path, ready: ready === 1 })
  }
}

export function readIndexes(db: Database, byId: Map<number, Collection>): void {
  for (const [id, owner, spec, enforced] of db.all<[number, number, string, number | null]>(
    `SELECT i.id, i.collection, i.spec, b.enforced FROM catalog_indexes AS i
     LEFT JOIN catalog_building AS b ON b.id = i.id ORDER BY i.id`,
  )) {
    const index = { id, ...readIndex(decodeDocument(spec)) }
    if (enforced === null) byId.get(owner)?.indexes.push(index)
    else byId.get(owner)?.building.push({ ...index, enforced: enforced === 1 })
  }
}

function topOf(db: Database, { table }: Collection): number {
  return db.all<[number | null]>(`SELECT max(rid) FROM ${table}`)[0]?.[0] ?? 0
}

export function createCollection(db: Database, ns: string): Collection {
  if (ns.endsWith('.') || ns.includes('\u0000') || ns.includes('$') || Buffer.byteLength(ns) > MAX_NAMESPACE)
    throw new MongoError(73, `Invalid namespace specified '${ns}'`)
  const { lastInsertRowid: id } = db.run("INSERT INTO catalog_collections (ns, shapes) VALUES (?, '{}')", [
    ns,
  ])
  const collection = blank(id, ns, new Shapes())
  db.exec(`CREATE TABLE ${collection.table} (rid INTEGER PRIMARY KEY, id NOT NULL UNIQUE, doc TEXT NOT NULL)`)
  return collection
}

export function deleteCollection(db: Database, id: number): void {
  for (const table of ['indexes', 'columns', 'unfilled', 'elements', 'options'])
    db.run(`DELETE FROM catalog_${table} WHERE collection = ?`, [id])
  db.run('DELETE FROM catalog_collections WHERE id = ?', [id])
}
