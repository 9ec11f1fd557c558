import type { Collection } from '../indexes/catalog'
import type { Doc } from '../values/values'
import type { Engine } from './engine'
import type { Steps } from './steps'

/** Removes what its TTL index says is over; dates only, as MongoDB does. */
export function* removeExpired(engine: Engine, now: Date): Steps<number> {
  let removed = 0
  for (const collection of engine.catalog.all()) {
    for (const { path, seconds, partial } of expiriesOf(collection)) {
      const before = new Date(now.getTime() - seconds * 1000)
      const filter = { $and: [{ [path]: { $lt: before } }, partial ?? {}] }
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

interface Expiry {
  path: string
  seconds: number
  partial?: Doc | undefined
}

function expiriesOf({ indexes }: Collection): Expiry[] {
  return indexes.flatMap(({ key, expireAfterSeconds: seconds, partial }): Expiry[] => {
    const [path] = Object.keys(key)
    return seconds === undefined || path === undefined ? [] : [{ path, seconds, partial }]
  })
}
