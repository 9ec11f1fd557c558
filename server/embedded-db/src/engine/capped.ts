import { calculateObjectSize } from 'bson'
import { sizesTable } from '../indexes/catalog-tables'
import type { Collection } from '../indexes/collection'
import type { Doc } from '../values/values'
import type { Database } from './database'

type Fill = NonNullable<Collection['fill']>

/*
 * https://www.mongodb.com/docs/manual/core/capped-collections/: the oldest documents go when an insert finds no
 * room. The newest stays whatever its size, and an update that makes a document longer takes effect with the next
 * insert. Sizes are those of BSON, which the rows do not have: a table keeps them.
 */

/** Counts a new document and makes room for it. */
export function added(db: Database, collection: Collection, rid: number, doc: Doc): void {
  const bytes = calculateObjectSize(doc)
  const held = fillOf(db, collection)
  db.run(`INSERT INTO ${sizesTable(collection.id)} (rid, bytes) VALUES (?, ?)`, [rid, bytes])
  held.bytes += bytes
  held.count++
  const { size = Number.POSITIVE_INFINITY, max = Number.POSITIVE_INFINITY } = collection.options
  while ((held.bytes > size || held.count > max) && held.count > 1) {
    const oldest = db.first<[number]>(`SELECT min(rid) FROM ${sizesTable(collection.id)}`)?.[0]
    if (oldest === undefined || oldest === rid) return
    db.run(`DELETE FROM ${collection.table} WHERE rid = ?`, [oldest])
    removed(db, collection, oldest)
  }
}

export function resized(db: Database, collection: Collection, rid: number, doc: Doc): void {
  const bytes = calculateObjectSize(doc)
  fillOf(db, collection).bytes += bytes - sizeOf(db, collection, rid)
  db.run(`UPDATE ${sizesTable(collection.id)} SET bytes = ? WHERE rid = ?`, [bytes, rid])
}

export function removed(db: Database, collection: Collection, rid: number): void {
  const held = fillOf(db, collection)
  const bytes = sizeOf(db, collection, rid)
  db.run(`DELETE FROM ${sizesTable(collection.id)} WHERE rid = ?`, [rid])
  held.bytes -= bytes
  held.count--
}

function sizeOf(db: Database, { id }: Collection, rid: number): number {
  return db.first<[number]>(`SELECT bytes FROM ${sizesTable(id)} WHERE rid = ?`, [rid])?.[0] ?? 0
}

function fillOf(db: Database, collection: Collection): Fill {
  if (!collection.fill) {
    const sums = db.first<[number, number]>(
      `SELECT count(*), ifnull(sum(bytes), 0) FROM ${sizesTable(collection.id)}`,
    )
    collection.fill = { count: sums?.[0] ?? 0, bytes: sums?.[1] ?? 0 }
  }
  return collection.fill
}
