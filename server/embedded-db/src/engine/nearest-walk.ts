import type { Database } from './database'
import { firstRows } from './first-rows'
import type { Nearest, Prepared, Query } from './prepared'
import { NumberedPieces, type Row, Scan } from './scan'
import type { Steps, Turn } from './steps'
import type { Walks } from './walks'

const WIDER = 8

interface Distant {
  rid: number
  far: number
}

/** As far keeps the order of insertion. */
const order = (a: Distant, b: Distant) => a.far - b.far || a.rid - b.rid

/** Rows by their distance, the nearest first. */
export function* nearestWalk(
  db: Database,
  turn: Turn,
  walks: Walks,
  prepared: Prepared,
  nearest: Nearest,
  { skip = 0, limit = 0 }: Query,
): Steps<Scan> {
  const keep = limit > 0 ? skip + limit : Number.POSITIVE_INFINITY
  const around = limit > 0 ? yield* ringByRing(turn, walks, nearest, keep) : undefined
  const entries = around ?? (yield* collect(turn, walks, prepared, nearest, keep))
  const rids = entries.map(({ rid }) => rid)
  const found = new NumberedPieces(db, prepared.collection.table, rids)
  return new Scan(prepared.collection, turn, found, { test: prepared.test, exact: true, skip, limit })
}

/** Looks farther and farther, where an index leads there, until there are enough; nothing when all must be looked at. */
function* ringByRing(turn: Turn, walks: Walks, nearest: Nearest, keep: number): Steps<Distant[] | undefined> {
  for (let reach = nearest.first; reach < Math.min(nearest.most, nearest.last); reach *= WIDER) {
    const within = nearest.within(reach)
    if (!within.nearest?.indexed) return undefined
    const entries = yield* collect(turn, walks, within, nearest, Number.POSITIVE_INFINITY)
    const sure = entries.filter(({ far }) => far <= reach)
    if (sure.length >= keep) return sure
  }
  return undefined
}

function* collect(
  turn: Turn,
  walks: Walks,
  prepared: Prepared,
  nearest: Nearest,
  keep: number,
): Steps<Distant[]> {
  const { collection, test, risky } = prepared
  const scan = new Scan(collection, turn, walks.unordered(prepared), { test, exact: false, risky })
  const entryOf = ({ rid, doc }: Row) => ({ rid, far: nearest.distance(doc) ?? 0 })
  return yield* firstRows(scan, turn, { entryOf, order, keep, remedy: 'add a limit or a $maxDistance' })
}
