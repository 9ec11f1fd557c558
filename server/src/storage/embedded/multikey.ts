import { HELD_ARRAY, type Shapes } from './codec'
import { heldAt, jsonPath } from './planner-paths'

/** The path of an index whose values are arrays in some document, when a side table can serve it. */
export function arrayLeaf(paths: string[], shapes: Shapes): string | undefined {
  return paths.find((path) => {
    const { above, leaf } = heldAt(path, shapes)
    return !above && (leaf & HELD_ARRAY) !== 0 && jsonPath(path) !== undefined
  })
}

export const sideTable = (id: number) => `m${id}`

/**
 * Elements of an array path beside the documents, kept by triggers: `k` has no declared type, or its affinity
 * would change values. Elements that are null, objects or arrays are left to the matcher.
 */
export function createSide(id: number, table: string, path: string, column: string): string[] {
  const side = sideTable(id)
  const json = jsonPath(path)
  const elements = (row: string) =>
    `SELECT DISTINCT e.value, ${row}rid FROM json_each(${row}doc, ${json}) AS e WHERE e.atom IS NOT NULL`
  return [
    `CREATE TABLE ${side} (k NOT NULL, r INTEGER NOT NULL, PRIMARY KEY (k, r)) WITHOUT ROWID`,
    `CREATE INDEX ${side}r ON ${side}(r)`,
    `INSERT INTO ${side} SELECT DISTINCT e.value, c.rid FROM ${table} AS c, json_each(c.doc, ${json}) AS e WHERE e.atom IS NOT NULL`,
    `CREATE TRIGGER t${id}i AFTER INSERT ON ${table} BEGIN INSERT INTO ${side} ${elements('NEW.')}; END`,
    `CREATE TRIGGER t${id}d AFTER DELETE ON ${table} BEGIN DELETE FROM ${side} WHERE r = OLD.rid; END`,
    `CREATE TRIGGER t${id}u AFTER UPDATE OF ${column} ON ${table} WHEN NEW.${column} IS NOT OLD.${column}
     BEGIN DELETE FROM ${side} WHERE r = OLD.rid; INSERT INTO ${side} ${elements('NEW.')}; END`,
  ]
}

export const dropSide = (id: number): string[] => [
  ...['i', 'd', 'u'].map((event) => `DROP TRIGGER IF EXISTS t${id}${event}`),
  `DROP TABLE IF EXISTS ${sideTable(id)}`,
]
