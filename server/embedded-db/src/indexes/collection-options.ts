import type { Database } from '../engine/database'

/** The identity that `listCollections` tells of a collection; its options are always none. */
export const readUuids = (db: Database): Map<number, string> =>
  new Map(db.all<[number, string]>('SELECT collection, uuid FROM catalog_options'))

export function saveUuid(db: Database, id: number, uuid: string): void {
  db.run("INSERT OR REPLACE INTO catalog_options (collection, uuid, options) VALUES (?, ?, '{}')", [id, uuid])
}
