import type { Engine } from '../engine/engine'
import { type Hint, withinHint } from '../engine/hints'
import type { Steps } from '../engine/steps'
import { MongoError } from '../errors'
import { GEO_KINDS, geoPaths } from '../geo/geo-index'
import type { Collection } from '../indexes/catalog'
import type { Comparer } from '../values/comparer'
import { type Doc, toNumber } from '../values/values'
import type { Compiled } from './stages'
import type { GeoNear } from './stages/geo-near'

const MAX_NEAREST = 100_000

/** The documents of a pipeline that begins with `$geoNear`, the nearest first; a `$limit` behind it is kept to. */
export function* nearest(
  engine: Engine,
  collection: Collection | undefined,
  { key, condition, query, withDistance }: GeoNear,
  next: Compiled | undefined,
  { hint, by }: { hint: Hint | undefined; by: Comparer },
): Steps<Doc[]> {
  if (!collection) throw new MongoError(26, '$geoNear: the namespace does not exist')
  const path = key ?? indexedPath(collection)
  const filter = withinHint({ $and: [query, { [path]: condition }] }, hint)
  const limit = next?.name === '$limit' ? Math.min(toNumber(next.spec), MAX_NEAREST) : 0
  const { rows, rest } = yield* engine.select(collection, { filter, limit, by }, MAX_NEAREST)
  if (rest && limit === 0)
    throw new MongoError(
      146,
      `$geoNear would read more than ${MAX_NEAREST} documents: maxDistance or $limit first`,
    )
  return rows.map((row) => withDistance(row.doc, path))
}

/** The path of the one index that there is. */
function indexedPath({ indexes }: Collection): string {
  for (const kind of GEO_KINDS) {
    const found = indexes.filter(({ geo, hidden }) => geo?.kind === kind && !hidden)
    if (found.length > 1)
      throw new MongoError(27, `There is more than one ${kind} index; unsure which to use for $geoNear`)
    const [path] = found[0] ? geoPaths(found[0].key) : []
    if (path !== undefined) return path
  }
  throw new MongoError(27, '$geoNear requires a 2d or 2dsphere index, but none were found')
}
