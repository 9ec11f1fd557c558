import type { Condition } from '../planner/clauses'
import type { Database } from './database'

/** As one JSON text: a row of its own for each number costs ten times as much. */
export function rowNumbers(db: Database, sql: string, params: Condition['params']): number[] {
  // LIMIT keeps SQLite from dropping the order of the inner query.
  const inner = / LIMIT \? OFFSET \?$/.test(sql) ? sql : `${sql} LIMIT -1`
  const row = db.first<[string]>(`SELECT json_group_array(rid) FROM (${inner})`, params)
  return row ? (JSON.parse(row[0]) as number[]) : []
}
