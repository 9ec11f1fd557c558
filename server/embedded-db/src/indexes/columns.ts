import { expressionOf, jsonPath } from '../planner/planner-paths'
import { encodeScalar, encodeText, HELD_ARRAY, type Scalar, type Shapes } from '../values/codec'
import { type Doc, getOwn, isObject } from '../values/values'

/** Indexed fields have columns of their own, so that an update that leaves a field alone leaves its indexes alone. */
export type Columns = ReadonlyMap<string, string>

export function insertSql(table: string, columns: Columns, shapes: Shapes): string {
  const names = [...columns.values()].map((name) => `, ${name}`).join('')
  const values = [...columns.keys()].map((path) => `, ${extracted(path, shapes, '?2', 'typeof(?1)||?1')}`)
  return `INSERT INTO ${table} (id, doc${names}) VALUES (?1, ?2${values.join('')})`
}

export function updateSql(table: string, changed: [string, string][], shapes: Shapes): string {
  const sets = changed.map(([path, name]) => `, ${name} = ${extracted(path, shapes, '?2', "'r'||?1")}`)
  return `UPDATE ${table} SET doc = ?2${sets.join('')} WHERE rid = ?1`
}

/** The same where the values of the columns are known. */
export function setSql(table: string, changed: [string, string][]): string {
  const sets = changed.map(([, name], i) => `, ${name} = ?${i + 3}`)
  return `UPDATE ${table} SET doc = ?2${sets.join('')} WHERE rid = ?1`
}

/** The columns that look at some fields at the top of a document, or below them. */
export const columnsBelow = (fields: readonly string[], columns: Columns): [string, string][] =>
  [...columns].filter(([path]) => fields.includes(path.split('.', 1)[0] ?? ''))

/** Gives the rows between two numbers the values of new columns. */
export function fillSql(table: string, columns: [string, string][], shapes: Shapes): string {
  const sets = columns.map(([path, name]) => `${name} = ${extracted(path, shapes, 'doc', "'r'||rid")}`)
  return `UPDATE ${table} SET ${sets.join(', ')} WHERE rid > ? AND rid <= ?`
}

/**
 * The value of a path in a document. Where the path goes through an array it has many values, which are kept
 * elsewhere: the column then holds a blob that no other row has, so that it equals nothing and is never null.
 */
function extracted(path: string, shapes: Shapes, doc: string, own: string): string {
  const plain = (expressionOf(path) ?? 'NULL').replace('json_extract(doc,', `json_extract(${doc},`)
  const many = arraysAlong(path, shapes).map((prefix) => `json_type(${doc},${jsonPath(prefix)}) = 'array'`)
  if (many.length === 0) return plain
  return `CASE WHEN ${many.join(' OR ')} THEN CAST(${own} AS BLOB) ELSE ${plain} END`
}

/** The path and what is above it, as far as it ever held an array. */
export function arraysAlong(path: string, shapes: Shapes): string[] {
  const parts = path.split('.')
  const prefixes = parts.map((_part, i) => parts.slice(0, i + 1).join('.'))
  return path === '_id' ? [] : prefixes.filter((prefix) => (shapes.at(prefix) & HELD_ARRAY) !== 0)
}

const MANY: readonly unknown[] = []

/** Whether a path goes through an array in this document. */
export const goesThroughArray = (doc: Doc, parts: readonly string[]): boolean => seen(doc, parts) === MANY

/** What a column sees at a path: it walks subdocuments, never arrays. */
function seen(doc: Doc, parts: readonly string[]): unknown {
  let value: unknown = doc
  for (const part of parts) {
    if (!isObject(value)) return undefined
    value = getOwn(value, part)
    if (Array.isArray(value)) return MANY
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
