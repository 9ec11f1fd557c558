import { Shapes } from './codec'
import { badValue, MongoError } from './errors'
import { valueAt, valuesAt } from './paths'
import { type PlanSource, planFilter } from './planner'
import { expressionOf, jsonPath, quote } from './planner-paths'
import { type Doc, equalValues, isObject, NUMBER, toNumber, typeOf } from './values'

export interface IndexSpec {
  name: string
  key: Doc
  unique: boolean
  sparse: boolean
  partial: Doc | undefined
  expireAfterSeconds: number | undefined
  hidden: boolean
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

/** Options of MongoDB that this server does not have: refused as kinds of index, not as mistakes. */
const ABSENT = new Set([
  ...[
    'collation',
    'weights',
    'default_language',
    'language_override',
    'textIndexVersion',
    '2dsphereIndexVersion',
  ],
  ...['bits', 'min', 'max', 'wildcardProjection', 'storageEngine', 'clustered', 'prepareUnique'],
])
const MAX_TTL = 2_147_483_647
const MAX_INDEXES = 64
const invalidOption = (message: string) => new MongoError(197, message)

export function parseIndex(raw: unknown): IndexSpec {
  if (!isObject(raw) || !isObject(raw.key))
    throw new MongoError(9, "The 'key' field is a required property of an index specification")
  parseOptions(raw)
  const { key } = raw
  const entries = Object.entries(key)
  parseKey(entries)
  const { partialFilterExpression: partial } = raw
  if (partial !== undefined && !isObject(partial))
    throw new MongoError(14, "The field 'partialFilterExpression' must be an object")
  if (partial !== undefined && raw.sparse === true)
    throw cannot('cannot mix "partialFilterExpression" and "sparse" options')
  return {
    name: raw.name === undefined ? nameOf(key) : parseName(raw.name),
    key,
    unique: isTrue(raw.unique),
    sparse: isTrue(raw.sparse),
    partial,
    expireAfterSeconds: parseExpiry(raw.expireAfterSeconds, entries),
    hidden: isTrue(raw.hidden),
  }
}

const isTrue = (value: unknown) => value === true || (typeof value === 'number' && value !== 0)
const nameOf = (key: Doc) =>
  Object.entries(key)
    .map(([path, direction]) => `${path}_${toNumber(direction)}`)
    .join('_')

function parseOptions(raw: Doc): void {
  for (const option of Object.keys(raw)) {
    if (OPTIONS.has(option)) continue
    if (ABSENT.has(option)) throw cannot(`index option '${option}' is not supported`)
    throw invalidOption(
      `The field '${option}' is not valid for an index specification. Specification: ${JSON.stringify(raw)}`,
    )
  }
}

function parseKey(entries: [string, unknown][]): void {
  if (entries.length === 0) throw cannot('Index keys cannot be an empty object.')
  for (const [path, direction] of entries) {
    if (typeof direction === 'string') throw cannot(`index type '${direction}' is not supported`)
    if (typeOf(direction) !== NUMBER)
      throw cannot(
        `Values in v:2 index key pattern cannot be of type ${typeof direction}. Only numbers > 0, numbers < 0, and strings are allowed.`,
      )
    if (toNumber(direction) === 0) throw cannot('Values in the index key pattern cannot be 0.')
    if (path === '' || path.split('.').includes('')) throw cannot('Index keys cannot contain an empty field.')
    if (path.includes('$**') || expressionOf(path) === undefined)
      throw cannot(`index key '${path}' is not supported`)
    if (path.split('.').some((part) => part.startsWith('$')))
      throw cannot("Index key contains an illegal field name: field name starts with '$'.")
  }
}

function parseName(name: unknown): string {
  if (typeof name !== 'string') throw new MongoError(14, "The field 'name' must be a string")
  if (name === '') throw cannot('index name cannot be empty')
  if (name === '*') throw badValue("The index name '*' is not valid.")
  return name
}

export function parseExpiry(value: unknown, entries: [string, unknown][]): number | undefined {
  if (value === undefined) return undefined
  if (typeOf(value) !== NUMBER)
    throw new MongoError(14, "TTL index 'expireAfterSeconds' option must be numeric")
  const seconds = toNumber(value)
  if (seconds < 0 || seconds > MAX_TTL)
    throw cannot(
      `TTL index 'expireAfterSeconds' option must be within an acceptable range, try a different number than ${seconds}`,
    )
  if (entries.length !== 1)
    throw cannot('TTL indexes are single-field indexes, compound indexes do not support TTL.')
  if (entries[0]?.[0] === '_id')
    throw invalidOption("The field 'expireAfterSeconds' is not valid for an _id index specification.")
  return seconds
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
    ...(spec.hidden ? { hidden: true } : {}),
  }
}

export const sameKey = (a: Doc, b: Doc) => equalValues(a, b)

/** Indexes on one key may stand side by side when these differ (mongodb.com/docs/manual/core/index-unique). */
const equivalent = (a: IndexSpec, b: IndexSpec) =>
  sameKey(a.key, b.key) &&
  a.unique === b.unique &&
  a.sparse === b.sparse &&
  equalValues(a.partial ?? null, b.partial ?? null)

/** Whether there is such an index already; one that clashes with another of its name or key is refused. */
export function conflicting(indexes: readonly IndexSpec[], spec: IndexSpec, ns: string): boolean {
  if (sameKey(spec.key, { _id: 1 })) return true
  const both = (other: IndexSpec) => `Requested index: ${shown(spec)}, existing index: ${shown(other)}`
  const named = indexes.find(({ name }) => name === spec.name)
  if (named && !equivalent(named, spec))
    throw new MongoError(
      86,
      `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. ${both(named)}`,
    )
  const twin = named ?? indexes.find((index) => equivalent(index, spec))
  if (twin) {
    const same = twin.expireAfterSeconds === spec.expireAfterSeconds
    if (named && same) return true
    if (same) throw new MongoError(85, `Index already exists with a different name: ${twin.name}`)
    throw new MongoError(
      85,
      named
        ? `An equivalent index already exists with the same name but different options. ${both(twin)}`
        : `An equivalent index already exists with a different name and options. ${both(twin)}`,
    )
  }
  if (indexes.length + 1 >= MAX_INDEXES)
    throw cannot(`add index fails, too many indexes for ${ns} key:${JSON.stringify(spec.key)}`)
  return false
}

const shown = (spec: IndexSpec) => JSON.stringify(describeIndex(spec))

export const keyPaths = (spec: IndexSpec) => Object.keys(spec.key)

/** The fields that an index and its filter look at. */
export const indexedPaths = (spec: IndexSpec): string[] => [
  ...new Set([...keyPaths(spec), ...filterPaths(spec.partial ?? {})]),
]

const filterPaths = (filter: Doc): string[] =>
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
  // A hidden index binds writes but leads no query: as expressions that no query has.
  if (spec.hidden) return spec.unique ? [create(`x${id}`, filled, membership)] : []
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
    return value._bsontype === 'ObjectId' ? `ObjectId('${String(value)}')` : String(value)
  }
  return JSON.stringify(value) ?? 'null'
}
