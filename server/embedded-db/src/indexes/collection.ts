import { HELD_ARRAY, HELD_OBJECT, HELD_ODD, Shapes } from '../values/codec'
import { arraysAlong, insertSql } from './columns'
import type { IndexSpec } from './index-spec'
import { filterPaths, indexedPaths, keyPaths, partialLiterals } from './indexes'
import { type Side, sideTable } from './multikey'
import { type Unique, uniqueOf } from './uniques'

export interface StoredIndex extends IndexSpec {
  id: number
}

export interface Building extends StoredIndex {
  /** Whether SQLite holds documents to it already. */
  enforced: boolean
}

export interface Collection {
  id: number
  ns: string
  table: string
  shapes: Shapes
  indexes: StoredIndex[]
  building: Building[]
  /** What partial filters ask for; see PlanSource. */
  literals: Set<string>
  /** Columns of indexed fields that every row has, by path. */
  columns: Map<string, string>
  /** All columns that are kept up, those that are being filled with them. */
  written: Map<string, string>
  insertSql: string
  /** Tables of elements that queries may ask, by path. */
  sides: Map<string, string>
  /** All that are kept up. */
  kept: Side[]
  /** Unique indexes over arrays. */
  uniques: Unique[]
  /** Indexes two of whose paths have held arrays, which one document may not do. */
  crossed: StoredIndex[]
  /** The greatest row number so far: no table has more rows. */
  top: number
  dropped: boolean
  uuid: string
}

export function blank(id: number, ns: string, shapes: Shapes, held?: Collection): Collection {
  const fresh: Collection = {
    id,
    ns,
    table: `c${id}`,
    shapes,
    indexes: [],
    building: [],
    literals: new Set(),
    columns: new Map(),
    written: new Map(),
    insertSql: insertSql(`c${id}`, new Map(), shapes),
    sides: new Map(),
    kept: [],
    uniques: [],
    crossed: [],
    top: 0,
    dropped: false,
    uuid: '',
  }
  return held ? Object.assign(held, fresh) : fresh
}

/** Makes again what follows from the indexes, the columns and what the paths have held. */
export function refresh(collection: Collection): void {
  const { indexes, building, shapes, written, kept } = collection
  const all: StoredIndex[] = [...indexes, ...building]
  const asked = new Set(indexes.flatMap(keyPaths))
  shapes.watched = new Set(all.flatMap(watchedPaths))
  collection.insertSql = insertSql(collection.table, written, shapes)
  collection.literals = new Set(indexes.flatMap((index) => partialLiterals(index, shapes)))
  collection.sides = new Map(
    kept.flatMap(({ id, path, ready }) => (ready && asked.has(path) ? [[path, sideTable(id)]] : [])),
  )
  collection.crossed = all.filter((index) => arrayPaths(keyPaths(index), shapes).length > 1)
  collection.uniques = [...indexes, ...building.filter(({ enforced }) => enforced)]
    .filter((index) => hasKeyTable(index, shapes))
    .map((index) => uniqueOf(index, collection))
}

export const arrayPaths = (paths: string[], shapes: Shapes): string[] =>
  paths.filter((path) => arraysAlong(path, shapes).length > 0)

export const hasKeyTable = (index: IndexSpec, shapes: Shapes): boolean =>
  index.unique && (arrayPaths(indexedPaths(index), shapes).length > 0 || hasOddFilter(index, shapes))

/** Numbers that SQL cannot order stand on a path of the filter: SQL alone does not tell who is in the index. */
export const hasOddFilter = ({ partial }: IndexSpec, shapes: Shapes): boolean =>
  filterPaths(partial ?? {}).some((path) => (shapes.at(path) & HELD_ODD) !== 0)

/** The paths of an index and of its filter, with all that is above them. */
export function watchedPaths(spec: IndexSpec): string[] {
  return indexedPaths(spec).flatMap((path) => {
    const parts = path.split('.')
    return parts.map((_part, i) => parts.slice(0, i + 1).join('.'))
  })
}

export function readShapes(text: string): Shapes {
  const shapes = new Shapes()
  const held = JSON.parse(text) as Record<string, number>
  if (Object.hasOwn(held, '*')) shapes.overflow = true
  for (const [path, bits] of Object.entries(held)) if (path !== '*') shapes.held.set(path, bits)
  return shapes
}

export function writeShapes(shapes: Shapes): string {
  const held = [...shapes.held].filter(([path]) => !shapes.overflow || shapes.watched.has(path))
  return JSON.stringify(
    Object.fromEntries(shapes.overflow ? [...held, ['*', HELD_ARRAY | HELD_OBJECT]] : held),
  )
}
