import { encodeScalar, type Scalar, TAG } from '../values/codec'
import { valuesAt } from '../values/paths'
import { type Doc, isObject } from '../values/values'

/** The elements at a path of arrays, or below arrays, beside the documents that have them. */
export interface Side {
  id: number
  path: string
  /** Whether every document is in it; one that is being filled is kept up, but not asked. */
  ready: boolean
}

export const sideTable = (id: number) => `m${id}`

/**
 * `k` has no declared type, or its affinity would change values. Elements that are null, objects or arrays are left
 * to the matcher. Documents without an array on the path are not here: their column says it all.
 */
export const createSide = (id: number, table: string): string[] => [
  `CREATE TABLE ${sideTable(id)} (k NOT NULL, r INTEGER NOT NULL, PRIMARY KEY (k, r)) WITHOUT ROWID`,
  `CREATE INDEX ${sideTable(id)}r ON ${sideTable(id)}(r)`,
  `CREATE TRIGGER t${sideTable(id)} AFTER DELETE ON ${table} BEGIN DELETE FROM ${sideTable(id)} WHERE r = OLD.rid; END`,
]

export const dropSide = (id: number): string[] => [
  `DROP TRIGGER IF EXISTS t${sideTable(id)}`,
  `DROP TABLE IF EXISTS ${sideTable(id)}`,
]

/** The scalars that a filter on the path could ask for. */
export function elementsOf(doc: Doc, parts: readonly string[]): Scalar[] {
  const found = new Set<Scalar>()
  for (const value of valuesAt(doc, parts, true)) {
    if (value === null || value === undefined || Array.isArray(value) || isObject(value)) continue
    found.add(encodeScalar(value))
  }
  return [...found]
}

/** Several elements at once: one statement for a document, however long its array. */
export const addElements = (table: string) =>
  `INSERT OR IGNORE INTO ${table} SELECT value, ?1 FROM json_each(?2)`

/** A key that stands for no value: it sorts behind everything that a document may hold. */
export const standIn = (name: string) => `${TAG}~${name}`
