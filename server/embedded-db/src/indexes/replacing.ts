import type { Database } from '../engine/database'
import type { Catalog, Collection } from './catalog'
import type { CollectionOptions } from './collection-options'

/** A collection that is gone at the next start, unless it takes a place before. */
export function beginTemporary(
  db: Database,
  catalog: Catalog,
  ns: string,
  options: CollectionOptions,
): Collection {
  const collection = catalog.ensure(ns, options)
  db.run('INSERT INTO catalog_temporary (id) VALUES (?)', [collection.id])
  collection.temporary = true
  return collection
}

/** Gives a temporary collection the name of another, which is dropped, in one transaction. */
export function replaceBy(db: Database, catalog: Catalog, ns: string, temporary: Collection): void {
  const before = catalog.get(ns)
  if (before) catalog.drop(before)
  catalog.rename(temporary, ns)
  db.run('DELETE FROM catalog_temporary WHERE id = ?', [temporary.id])
  temporary.temporary = false
}
