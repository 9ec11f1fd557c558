import { isHashed } from '../indexes/hashed'
import type { Engine } from './engine'
import type { Steps } from './steps'

/** Removes what its TTL index says is over; dates only, as MongoDB does. */
export function* removeExpired(engine: Engine, now: Date): Steps<number> {
  let removed = 0
  for (const collection of engine.catalog.all()) {
    for (const index of collection.indexes) {
      const [path] = Object.keys(index.key)
      if (index.expireAfterSeconds === undefined || path === undefined || isHashed(index)) continue
      const before = new Date(now.getTime() - index.expireAfterSeconds * 1000)
      const filter = { $and: [{ [path]: { $lt: before } }, index.partial ?? {}] }
      const scan = engine.matching(collection, filter)
      for (let rows = scan.piece(); rows; rows = scan.piece()) {
        for (const row of rows) engine.remove(collection, row.rid)
        removed += rows.length
        if (engine.turn.over) yield
      }
    }
  }
  return removed
}
