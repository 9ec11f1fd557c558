import type { Prepared, Query } from '../planner/prepared'
import { type SortKey, sorterBy } from '../query/sorting'
import { type Doc, getOwn } from '../values/values'
import type { Database } from './database'
import { memoryOf, overMemory } from './memory'
import { NumberedPieces, type Pieces, Scan } from './scan'
import type { Steps, Turn } from './steps'

const MAX_SORTED = 200_000

interface Entry {
  rid: number
  doc: Doc
  size: number
}

/** Rows in an order that no index has: all are looked at, and what they are sorted by is kept. */
export function* sortedWalk(
  db: Database,
  turn: Turn,
  { collection, test, exact, risky, by }: Prepared,
  pieces: Pieces,
  sort: SortKey[],
  { skip = 0, limit = 0 }: Query,
  memory: number,
): Steps<Scan> {
  const compare = sorterBy(sort, by)
  const last = sort.at(-1)?.direction ?? 1
  const order = (a: Entry, b: Entry) => compare(a.doc, b.doc) || (a.rid - b.rid) * last
  const heads = [...new Set(sort.map(({ path }) => path.split('.')[0] ?? ''))]
  const keep = limit > 0 ? skip + limit : Number.POSITIVE_INFINITY
  let entries: Entry[] = []
  let size = 0
  const scan = new Scan(collection, turn, pieces, { test, exact, risky })
  for (let rows = scan.piece(); rows; rows = scan.piece()) {
    for (const { rid, doc } of rows) {
      const entry = entryOf(rid, only(heads, doc))
      entries.push(entry)
      size += entry.size
    }
    if (entries.length > keep * 2 + 1000 || (size > memory && entries.length > keep)) {
      entries = entries.sort(order).slice(0, keep)
      size = entries.reduce((sum, entry) => sum + entry.size, 0)
    }
    if (entries.length > MAX_SORTED || size > memory)
      throw overMemory('Sort exceeded memory limit: add an index or a limit')
    if (turn.over) yield
  }
  const rids = entries.sort(order).map(({ rid }) => rid)
  const found = new NumberedPieces(db, collection.table, rids)
  return new Scan(collection, turn, found, { test, exact: true, skip, limit })
}

const entryOf = (rid: number, doc: Doc): Entry => ({ rid, doc, size: memoryOf(doc) })

function only(heads: string[], whole: Doc): Doc {
  const doc: Doc = {}
  for (const head of heads) doc[head] = getOwn(whole, head)
  return doc
}
