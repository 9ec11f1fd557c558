import { type SortKey, sorterBy } from '../values/sorting'
import { type Doc, getOwn } from '../values/values'
import type { Database } from './database'
import { firstRows } from './first-rows'
import type { Prepared, Query } from './prepared'
import { NumberedPieces, type Pieces, type Row, Scan } from './scan'
import type { Steps, Turn } from './steps'

interface Entry {
  rid: number
  doc: Doc
}

/** Rows in an order that no index has: all are looked at, and what they are sorted by is kept. */
export function* sortedWalk(
  db: Database,
  turn: Turn,
  { collection, test, exact }: Prepared,
  pieces: Pieces,
  sort: SortKey[],
  { skip = 0, limit = 0 }: Query,
  memory: number,
): Steps<Scan> {
  const compare = sorterBy(sort)
  const last = sort.at(-1)?.direction ?? 1
  const order = (a: Entry, b: Entry) => compare(a.doc, b.doc) || (a.rid - b.rid) * last
  const heads = [...new Set(sort.map(({ path }) => path.split('.')[0] ?? ''))]
  const keep = limit > 0 ? skip + limit : Number.POSITIVE_INFINITY
  const scan = new Scan(collection, turn, pieces, { test, exact })
  const entryOf = ({ rid, doc }: Row) => ({ rid, doc: only(heads, doc) })
  const entries = yield* firstRows(scan, turn, {
    entryOf,
    order,
    keep,
    remedy: 'add an index or a limit',
    memory,
  })
  const rids = entries.map(({ rid }) => rid)
  const found = new NumberedPieces(db, collection.table, rids)
  return new Scan(collection, turn, found, { test, exact: true, skip, limit })
}

function only(heads: string[], whole: Doc): Doc {
  const doc: Doc = {}
  for (const head of heads) doc[head] = getOwn(whole, head)
  return doc
}
