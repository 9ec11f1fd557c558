import type { Collection } from '../indexes/catalog'
import type { Textless } from '../planner/planner'
import { expressionOf } from '../planner/planner-paths'
import { BRACKETS } from '../planner/planner-types'
import type { Comparer } from '../values/comparer'
import type { SortKey } from '../values/sorting'
import { STRING } from '../values/values'
import type { Database } from './database'

/** The paths of a sort that hold no text, where an index can tell quickly: SQL orders these itself. */
export function textlessPaths(
  db: Database,
  collection: Collection,
  sort: SortKey[],
  by: Comparer | undefined,
): Textless | undefined {
  if (sort.length === 0 || by === undefined || by.binary) return undefined
  return new Set(sort.map(({ path }) => path).filter((path) => !mayHoldText(db, collection, path)))
}

function mayHoldText(db: Database, { table, columns }: Collection, path: string): boolean {
  const column = path === '_id' ? expressionOf(path) : columns.get(path)
  const [low, high] = BRACKETS[STRING] ?? []
  if (column === undefined || low === undefined) return true
  const sql = `SELECT 1 FROM ${table} WHERE ${column} >= ${low} AND ${column} < ${high} LIMIT 1`
  return db.plans.of(sql, []).scans || db.first(sql, []) !== undefined
}
