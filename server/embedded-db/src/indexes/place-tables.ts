import type { Database } from '../engine/database'
import { type Bounds, geometryBounds, joined, pairBounds } from '../geo/bounds'
import { type GeoIndex, geoPaths } from '../geo/geo-index'
import { keysAt } from '../geo/place-keys'
import type { Matcher } from '../query/matching'
import { valuesAt } from '../values/paths'
import { type Doc, equalValues } from '../values/values'

// sqlite.org/rtree.html: boxes are rounded outwards to 32 bits, so that what is found has all that is wanted.
const COLUMNS = { '2d': 'x0,x1,y0,y1', '2dsphere': 'x0,x1,y0,y1,z0,z1' }

export interface PlaceIndex {
  id: number
  key: Doc
  geo: GeoIndex | undefined
}

const placeTable = (id: number) => `g${id}`

/** The box around the places of each document at the first path of an index. */
export function createPlaces({ id, geo }: PlaceIndex, table: string): string[] {
  if (geo === undefined) return []
  const name = placeTable(id)
  return [
    `CREATE VIRTUAL TABLE ${name} USING rtree(r,${COLUMNS[geo.kind]})`,
    `CREATE TRIGGER t${name} AFTER DELETE ON ${table} BEGIN DELETE FROM ${name} WHERE r = OLD.rid; END`,
  ]
}

export const dropPlaces = (id: number): string[] => [
  `DROP TRIGGER IF EXISTS t${placeTable(id)}`,
  `DROP TABLE IF EXISTS ${placeTable(id)}`,
]

/** Keeps the box of a document that was written; one that a partial index leaves out has none. */
export function writePlaces(
  db: Database,
  { id, key, geo }: PlaceIndex,
  member: Matcher,
  rid: number,
  before: Doc | undefined,
  after: Doc,
): void {
  const [path] = geoPaths(key)
  if (geo === undefined || path === undefined) return
  const at = (doc: Doc) => (member(doc) ? valuesAt(doc, path.split('.'), false) : [])
  if (before && equalValues(at(before), at(after))) return
  const bounds = member(after) ? boundsIn(after, path, geo) : undefined
  const table = placeTable(id)
  if (bounds === undefined) {
    if (before) db.run(`DELETE FROM ${table} WHERE r = ?`, [rid])
    return
  }
  const values = bounds.flat()
  const marks = values.map(() => '?').join()
  db.run(`INSERT OR REPLACE INTO ${table} VALUES (?,${marks})`, [rid, ...values])
}

function boundsIn(doc: Doc, path: string, geo: GeoIndex): Bounds | undefined {
  const places = keysAt(doc, path, geo).flatMap(({ flat, sphere }) => {
    if (geo.kind === '2d') return flat ? [pairBounds([flat])] : []
    return sphere ? [geometryBounds(sphere)] : []
  })
  return places.length > 0 ? joined(places) : undefined
}

/** The tables that have every document with a place at a path, by kind and path. */
export function placeTables(
  indexes: readonly (PlaceIndex & { hidden: boolean; partial: Doc | undefined })[],
): Map<string, string> {
  const tables = new Map<string, string>()
  for (const { id, key, geo, hidden, partial } of indexes) {
    const [path] = geoPaths(key)
    if (geo && path !== undefined && !hidden && partial === undefined)
      tables.set(`${geo.kind} ${path}`, placeTable(id))
  }
  return tables
}
