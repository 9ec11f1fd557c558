import { HELD_ARRAY, type Shapes } from './codec'
import { badValue, failedToParse, MongoError } from './errors'
import { checkIndexOptions } from './index-options'
import { valueAt, valuesAt } from './paths'
import { type PlanSource, planFilter } from './planner'
import { expressionOf, heldAt, jsonPath, quote } from './planner-paths'
import { type Doc, equalValues, isObject, toNumber } from './values'

export interface IndexSpec {
  name: string
  key: Doc
  unique: boolean
  sparse: boolean
  partial: Doc | undefined
  expireAfterSeconds: number | undefined
}

const cannot = (message: string) => new MongoError(67, message)
export const OPTIONS = new Set([
  'v',
  'key',
  'name',
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
  'background',
  'hidden',
  'ns',
])

export function parseIndex(raw: unknown): IndexSpec {
  if (!isObject(raw) || !isObject(raw.key))
    throw failedToParse("The 'key' field is a required property of an index specification")
  checkIndexOptions(raw, raw.key)
  const odd = Object.keys(raw).find((option) => !OPTIONS.has(option))
  if (odd !== undefined) throw cannot(`index option '${odd}' is not supported`)
  const entries = Object.entries(raw.key)
  if (entries.length === 0) throw cannot('Index keys cannot be empty.')
  for (const [path, direction] of entries) {
    if (Math.abs(toNumber(direction)) !== 1)
      throw cannot(`index type '${String(direction)}' is not supported`)
    if (path.includes('$**') || expressionOf(path) === undefined)
      throw cannot(`index key '${path}' is not supported`)
  }
  const { partialFilterExpression: partial, expireAfterSeconds } = raw
  if (partial !== undefined && !isObject(partial)) throw cannot('partialFilterExpression must be an object')
  if (partial !== undefined && raw.sparse === true)
    throw cannot('cannot mix "partialFilterExpression" and "sparse" options')
  return {
    name:
      typeof raw.name === 'string'
        ? raw.name
        : entries.map(([path, direction]) => `${path}_${toNumber(direction)}`).join('_'),
    key: raw.key,
    unique: Boolean(raw.unique) && Number(raw.unique) !== 0,
    sparse: Boolean(raw.sparse) && Number(raw.sparse) !== 0,
    partial,
    expireAfterSeconds: expireAfterSeconds === undefined ? undefined : toNumber(expireAfterSeconds),
  }
}

export function describeIndex(spec: IndexSpec): Doc {
  return {
    v: 2,
    key: spec.key,
    name: spec.name,
    ...(spec.unique ? { unique: true } : {}),
    ...(spec.sparse ? { sparse: true } : {}),
    ...(spec.partial ? { partialFilterExpression: spec.partial } : {}),
    ...(spec.expireAfterSeconds === undefined ? {} : { expireAfterSeconds: spec.expireAfterSeconds }),
  }
}

export const sameKey = (a: Doc, b: Doc) => equalValues(a, b)
export const sameOptions = (a: IndexSpec, b: IndexSpec) =>
  equalValues({ ...describeIndex(a), name: '' }, { ...describeIndex(b), name: '' })

const pathsOf = (spec: IndexSpec) => Object.keys(spec.key)

/** The fields that an index and its filter look at. */
export const indexedPaths = (spec: IndexSpec): string[] => [
  ...pathsOf(spec),
  ...Object.keys(spec.partial ?? {}).filter((path) => !path.startsWith('$')),
]

/** The SQL of an index: the columns, and for a unique one a second that makes missing values equal. */
export function indexSql(spec: IndexSpec, id: number, table: string, source: PlanSource): string[] {
  const expressions = pathsOf(spec).map((path) => expressionOf(path, source.columns) ?? 'NULL')
  const columns = expressions.map((e, i) =>
    toNumber(spec.key[pathsOf(spec)[i] ?? '']) === -1 ? `${e} DESC` : e,
  )
  const partial = spec.partial === undefined ? undefined : partialSql(spec.partial, source)
  const where = partial === undefined ? '' : ` WHERE ${partial}`
  const sql = [
    `CREATE ${spec.unique ? 'UNIQUE ' : ''}INDEX x${id} ON ${table}(${columns.join(', ')})${where}`,
  ]
  if (!spec.unique) return sql
  const conditions = [`(${expressions.map((e) => `${e} IS NULL`).join(' OR ')})`]
  if (partial !== undefined) conditions.push(partial)
  if (spec.sparse)
    conditions.push(
      `(${pathsOf(spec)
        .map((path) => `json_type(doc,${jsonPath(path)}) IS NOT NULL`)
        .join(' OR ')})`,
    )
  const filled = expressions.map((e) => `ifnull(${e}, x'00')`).join(', ')
  sql.push(`CREATE UNIQUE INDEX x${id}n ON ${table}(${filled}) WHERE ${conditions.join(' AND ')}`)
  return sql
}

function partialSql(filter: Doc, { shapes, columns }: PlanSource): string {
  const clause = planFilter(filter, columns ? { shapes, columns } : { shapes })
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

function arrayPath(paths: string[], shapes: Shapes): string | undefined {
  return paths.find((path) => {
    const { above, leaf } = heldAt(path, shapes)
    return above || (leaf & HELD_ARRAY) !== 0
  })
}

/** Uniqueness and partial membership are decided on one value a document: arrays there are refused. */
export function refuseArrays(spec: IndexSpec, shapes: Shapes): void {
  if (!spec.unique && spec.partial === undefined) return
  const partial = Object.keys(spec.partial ?? {}).filter((path) => !path.startsWith('$'))
  const path = arrayPath([...(spec.unique ? pathsOf(spec) : []), ...partial], shapes)
  if (path !== undefined) throw badValue(`arrays at '${path}' are not supported by the index '${spec.name}'`)
}

export function duplicateKey(ns: string, spec: { name: string; key: Doc }, doc: Doc): MongoError {
  const keyValue: Doc = {}
  for (const path of Object.keys(spec.key)) {
    const parts = path.split('.')
    keyValue[path] = valueAt(doc, parts) ?? valuesAt(doc, parts, true)[0] ?? null
  }
  const shown = Object.entries(keyValue).map(([path, value]) => `${path}: ${show(value)}`)
  const message = `E11000 duplicate key error collection: ${ns} index: ${spec.name} dup key: { ${shown.join(', ')} }`
  return new MongoError(11000, message, { keyPattern: spec.key, keyValue })
}

function show(value: unknown): string {
  if (value !== null && typeof value === 'object' && '_bsontype' in value) {
    return value._bsontype === 'ObjectId' ? `ObjectId('${String(value)}')` : String(value)
  }
  return JSON.stringify(value) ?? 'null'
}
