import { MongoError } from '../errors'
import { type PlanSource, planFilter } from '../planner/planner'
import { expressionOf, jsonPath, quote } from '../planner/planner-paths'
import { Shapes } from '../values/codec'
import { valueAt, valuesAt } from '../values/paths'
import { textOf } from '../values/texts'
import { type Doc, isObject, toNumber } from '../values/values'
import type { IndexSpec } from './index-spec'

const cannot = (message: string) => new MongoError(67, message)
export const keyPaths = ({ key }: IndexSpec) => Object.keys(key)

/** The fields that an index and its filter look at. */
export const indexedPaths = (spec: IndexSpec): string[] => [
  ...new Set([...keyPaths(spec), ...filterPaths(spec.partial ?? {})]),
]

export const filterPaths = (filter: Doc): string[] =>
  Object.entries(filter).flatMap(([path, value]) => {
    if (!path.startsWith('$')) return [path]
    return Array.isArray(value) ? value.filter(isObject).flatMap(filterPaths) : []
  })

/** The SQL of an index: the columns, and for a unique one a second that makes missing values equal. */
export function indexSql(spec: IndexSpec, id: number, table: string, source: PlanSource): string[] {
  const expressions = keyPaths(spec).map((path) => expressionOf(path, source.columns) ?? 'NULL')
  const filled = expressions.map((e) => `ifnull(${e}, x'00')`)
  const membership = membershipSql(spec, source)
  const where = (conditions: string[]) => (conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '')
  const create = (name: string, columns: string[], conditions: string[]) =>
    `CREATE ${spec.unique ? 'UNIQUE ' : ''}INDEX ${name} ON ${table}(${columns.join(', ')})${where(conditions)}`
  const columns = expressions.map((e, i) =>
    toNumber(spec.key[keyPaths(spec)[i] ?? '']) < 0 ? `${e} DESC` : e,
  )
  const partial = spec.partial === undefined ? [] : membership
  const plain = create(`x${id}`, columns, partial)
  if (!spec.unique) return [plain]
  const missing = `(${expressions.map((e) => `${e} IS NULL`).join(' OR ')})`
  return [plain, create(`x${id}n`, filled, [missing, ...membership])]
}

/** Which documents are in an index at all. */
export function membershipSql(spec: IndexSpec, source: PlanSource): string[] {
  if (spec.partial !== undefined) return [partialSql(spec.partial, source)]
  if (!spec.sparse) return []
  const paths = keyPaths(spec).map((path) => `json_type(doc,${jsonPath(path)}) IS NOT NULL`)
  return [`(${paths.join(' OR ')})`]
}

function partialSql(filter: Doc, { columns }: PlanSource): string {
  // Documents with an array on a path of the filter are decided elsewhere: here it holds one value at most.
  const clause = planFilter(filter, { shapes: new Shapes(), ...(columns ? { columns } : {}) })
  if (clause === undefined || !clause.exact || clause.sql.includes('SELECT'))
    throw cannot('this partialFilterExpression is not supported')
  let index = 0
  return `(${clause.sql.replaceAll('?', () => quote(clause.params[index++] ?? null))})`
}

/** What a partial filter asks, as `path=literal`, `path:exists` or `path:string`; see PlanSource.literals. */
export function partialLiterals(spec: IndexSpec, shapes: Shapes): string[] {
  return Object.entries(spec.partial ?? {}).flatMap(([path, condition]) => {
    if (isObject(condition) && Object.keys(condition).length === 1) {
      if (condition.$exists === true) return [`${path}:exists`]
      if (condition.$type === 'string') return [`${path}:string`]
    }
    const clause = planFilter({ [path]: condition }, { shapes })
    const value = clause?.params.length === 1 ? clause.params[0] : undefined
    return clause?.sql.endsWith(' = ?') && value !== undefined ? [`${path}=${quote(value)}`] : []
  })
}

export function duplicateKey(
  ns: string,
  spec: { name: string; key: Doc },
  doc: Doc,
  key?: unknown[],
): MongoError {
  const keyValue: Doc = {}
  for (const [i, path] of Object.keys(spec.key).entries()) {
    const parts = path.split('.')
    const given = key?.[i]
    if (key) keyValue[path] = given === undefined || typeof given === 'symbol' ? null : given
    else keyValue[path] = valueAt(doc, parts) ?? valuesAt(doc, parts, true)[0] ?? null
  }
  const shown = Object.entries(keyValue).map(([path, value]) => `${path}: ${show(value)}`)
  const message = `E11000 duplicate key error collection: ${ns} index: ${spec.name} dup key: { ${shown.join(', ')} }`
  return new MongoError(11000, message, { keyPattern: spec.key, keyValue })
}

function show(value: unknown): string {
  if (value !== null && typeof value === 'object' && '_bsontype' in value) {
    return value._bsontype === 'ObjectId' ? `ObjectId('${String(value)}')` : textOf(value)
  }
  return JSON.stringify(value) ?? 'null'
}
