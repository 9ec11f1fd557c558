import type { Database } from '../engine/database'
import { finish } from '../engine/steps'
import { MongoError } from '../errors'
import type { Catalog } from './catalog'
import type { IndexBuilder } from './index-build'
import { keyPaths } from './indexes'

/**
 * Files of older formats: format 1 indexed expressions instead of columns, format 2 kept elements by triggers, a
 * table for an index. Both are left behind together, index by index, in one transaction.
 */
export function upgrade(
  db: Database,
  catalog: Catalog,
  builder: IndexBuilder,
  warn: (message: string) => void,
): void {
  const [old] = db.all("SELECT 1 FROM sqlite_master WHERE name = 'catalog_sides'")
  const outdated = catalog
    .all()
    .filter(({ written, indexes }) =>
      indexes.some((index) => keyPaths(index).some((path) => path !== '_id' && !written.has(path))),
    )
  if (old === undefined && outdated.length === 0) return
  db.begin()
  if (old !== undefined) dropSides(db)
  for (const collection of catalog.all()) {
    const { indexes } = collection
    for (const index of indexes) catalog.dropIndex(collection, index)
    for (const [path] of collection.written) catalog.unfill(collection, path)
    for (const index of indexes) {
      try {
        finish(builder.addAll(collection, [index]))
      } catch (error) {
        // Older formats let documents in that MongoDB refuses: those must not keep the file from being opened.
        if (!(error instanceof MongoError)) throw error
        warn(`storage: ${collection.ns} has lost its index ${index.name}: ${error.message}`)
      }
    }
  }
  db.commit()
}

function dropSides(db: Database): void {
  for (const [id] of db.all<[number]>('SELECT id FROM catalog_sides')) {
    for (const event of ['i', 'd', 'u']) db.exec(`DROP TRIGGER IF EXISTS t${id}${event}`)
    db.exec(`DROP TABLE IF EXISTS m${id}`)
  }
  db.exec('DROP TABLE catalog_sides')
}
