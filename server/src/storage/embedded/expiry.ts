import type { Engine } from './engine'

/** Removes what its TTL index says is over; dates only, as MongoDB does. */
export function removeExpired(engine: Engine, now: Date): number {
  let removed = 0
  for (const collection of engine.catalog.all()) {
    for (const index of collection.indexes) {
      const [path] = Object.keys(index.key)
      if (index.expireAfterSeconds === undefined || path === undefined) continue
      const before = new Date(now.getTime() - index.expireAfterSeconds * 1000)
      const filter = { $and: [{ [path]: { $lt: before } }, index.partial ?? {}] }
      const scan = engine.matching(collection, filter)
      for (let row = scan.next(); row; row = scan.next()) {
        engine.remove(collection, row.rid)
        removed++
      }
    }
  }
  engine.db.commit()
  return removed
}
