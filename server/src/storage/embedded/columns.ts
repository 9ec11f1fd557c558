import { encodeScalar, encodeText, type Scalar } from './codec'
import { expressionOf } from './planner-paths'
import { type Doc, getOwn, isObject } from './values'

/** Indexed fields have columns of their own, so that an update that leaves a field alone leaves its indexes alone. */
export type Columns = ReadonlyMap<string, string>

export const insertSql = (table: string, columns: Columns): string => {
  const names = [...columns.values()].map((name) => `, ${name}`).join('')
  const values = [...columns.keys()].map((path) => `, ${extracted(path)}`).join('')
  return `INSERT INTO ${table} (id, doc${names}) VALUES (?1, ?2${values})`
}

export const updateSql = (table: string, changed: [string, string][]): string => {
  const sets = changed.map(([path, name]) => `, ${name} = ${extracted(path)}`).join('')
  return `UPDATE ${table} SET doc = ?2${sets} WHERE rid = ?1`
}

/** The value of a path in the new document. */
const extracted = (path: string) =>
  (expressionOf(path) ?? 'NULL').replace('json_extract(doc,', 'json_extract(?2,')

/** What `json_extract` sees at a path: it walks subdocuments, never arrays. */
function seen(doc: Doc, parts: readonly string[]): unknown {
  let value: unknown = doc
  for (const part of parts) {
    if (!isObject(value)) return undefined
    value = getOwn(value, part)
  }
  return value
}

export function changedColumns(before: Doc, after: Doc, columns: Columns): [string, string][] {
  const changed: [string, string][] = []
  for (const column of columns) {
    const parts = column[0].split('.')
    const a = seen(before, parts)
    const b = seen(after, parts)
    if (a !== b && comparable(a) !== comparable(b)) changed.push(column)
  }
  return changed
}

function comparable(value: unknown): Scalar {
  return Array.isArray(value) || isObject(value) ? encodeText(value) : encodeScalar(value)
}
