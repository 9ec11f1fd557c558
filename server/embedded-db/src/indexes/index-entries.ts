import type { Database } from '../engine/database'
import { jsonPath } from '../planner/planner-paths'
import { listText, MAY_BE_ODD } from '../values/scalars'
import type { Doc } from '../values/values'
import { type Collection, hasKeyTable, hasOddFilter, type StoredIndex } from './collection'
import { arraysAlong, goesThroughArray } from './columns'
import { keysOf } from './index-keys'
import { indexedPaths, keyPaths } from './indexes'
import { memberOf } from './membership'
import { addElements, elementsOf, type Side, sideTable } from './multikey'
import { refuseTaken, uniqueOf, writeUniques } from './uniques'

/** Refuses what no index may hold: parallel arrays, and keys that another document has. */
export function checkEntries(db: Database, collection: Collection, doc: Doc, rid = 0): void {
  for (const index of collection.crossed) refuseParallel(index, doc)
  for (const unique of collection.uniques) refuseTaken(db, collection.ns, unique, doc, rid)
}

/** A document that a partial filter leaves out has no keys, and may hold what it likes. */
function refuseParallel(index: StoredIndex, doc: Doc): void {
  if (!memberOf(index)(doc)) return
  const paths = keyPaths(index).map((path) => path.split('.'))
  keysOf(doc, paths, index.sparse)
}

/** What the indexes over arrays keep of a document, after it was written. */
export function writeEntries(
  db: Database,
  collection: Collection,
  rid: number,
  before: Doc | undefined,
  after: Doc,
): void {
  for (const side of collection.kept) writeElements(db, side, rid, before, after)
  for (const unique of collection.uniques) writeUniques(db, unique, rid, before, after)
}

function writeElements(db: Database, side: Side, rid: number, before: Doc | undefined, after: Doc): void {
  const now = elementsIn(side, after)
  const table = sideTable(side.id)
  if (before) {
    const then = elementsIn(side, before)
    if (listText(then) === listText(now)) return
    if (then.length > 0) db.run(`DELETE FROM ${table} WHERE r = ?`, [rid])
  }
  if (now.length > 0) db.run(addElements(table), [rid, listText(now)])
}

/** The elements that a side table has of a document: none where no array is on the path. */
function elementsIn(side: Side, doc: Doc) {
  const parts = side.path.split('.')
  return goesThroughArray(doc, parts) ? elementsOf(doc, parts) : []
}

/** The rows of which an index may keep more than SQLite's own index does. */
export function rowsAside({ table, shapes }: Collection, index: StoredIndex): string | undefined {
  const prefixes = [...new Set(indexedPaths(index).flatMap((path) => arraysAlong(path, shapes)))]
  const aside = prefixes.map((path) => `json_type(doc,${jsonPath(path)}) = 'array'`)
  if (index.unique && hasOddFilter(index, shapes)) aside.push(MAY_BE_ODD)
  if (aside.length === 0) return undefined
  return `SELECT rid, doc FROM ${table} NOT INDEXED WHERE rid > ? AND rid <= ? AND (${aside.join(' OR ')})`
}

/** What an index that is being built should already have kept of a document. */
export function addEntries(
  db: Database,
  collection: Collection,
  index: StoredIndex,
  rid: number,
  doc: Doc,
): void {
  refuseParallel(index, doc)
  for (const side of collection.kept) {
    if (!keyPaths(index).includes(side.path)) continue
    const elements = elementsIn(side, doc)
    if (elements.length > 0) db.run(addElements(sideTable(side.id)), [rid, listText(elements)])
  }
  if (!hasKeyTable(index, collection.shapes)) return
  const unique = uniqueOf(index, collection)
  refuseTaken(db, collection.ns, unique, doc, rid)
  // A write since the build began may have put them there.
  db.run(`DELETE FROM u${index.id} WHERE r = ?`, [rid])
  writeUniques(db, unique, rid, undefined, doc)
}
