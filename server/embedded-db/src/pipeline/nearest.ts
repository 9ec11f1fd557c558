import { type Hint, withinHint } from '../engine/hints'
import type { Steps } from '../engine/steps'
import { MongoError } from '../errors'
import { GEO_KINDS, geoPaths } from '../geo/geo-index'
import type { Collection } from '../indexes/catalog'
import type { Comparer } from '../values/comparer'
import { type Doc, toNumber } from '../values/values'
import { documentsOf, MAX_INPUT, type Reading } from './reading'
import type { Compiled } from './stages'
import type { GeoNear } from './stages/geo-near'

/** The documents of a pipeline that begins with `$geoNear`, the nearest first; a `$limit` behind it is kept to. */
export function* nearest(
  reading: Reading,
  collection: Collection | undefined,
  { key, condition, query, withDistance }: GeoNear,
  next: Compiled | undefined,
  { hint, by }: { hint: Hint | undefined; by: Comparer },
): Steps<Doc[]> {
  if (!collection) throw new MongoError(26, '$geoNear: the namespace does not exist')
  const path = key ?? indexedPath(collection)
  const filter = withinHint({ $and: [query, { [path]: condition }] }, hint)
  const limit = next?.name === '$limit' ? Math.min(toNumber(next.spec), MAX_INPUT) : 0
  const { rows, more } = yield* reading.rows(collection, { filter, limit, by })
  if (more && limit === 0)
    throw new MongoError(
      146,
      `$geoNear would read more than ${MAX_INPUT} documents: maxDistance or $limit first`,
    )
  return documentsOf(rows).map((doc) => withDistance(doc, path))
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
