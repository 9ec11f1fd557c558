import { failedToParse, MongoError } from '../errors'
import { expressionOf } from '../planner/planner-paths'
import { encodeDocument, Shapes } from '../values/codec'
import { type Doc, equalValues, isObject, NUMBER, toNumber, typeOf } from '../values/values'
import { checkIndexOptions } from './index-options'

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
  'ns',
])

/** Options of MongoDB that this server does not have: refused as kinds of index, not as mistakes. */
const ABSENT = new Set([
  ...['weights', 'default_language', 'language_override', 'textIndexVersion'],
  ...['wildcardProjection', 'storageEngine', 'clustered', 'prepareUnique', 'hidden', 'collation'],
  ...['2dsphereIndexVersion', 'bits', 'min', 'max', 'bucketSize'],
])
const MAX_INDEXES = 64

export function parseIndex(raw: unknown): IndexSpec {
  if (!isObject(raw) || !isObject(raw.key))
    throw failedToParse("The 'key' field is a required property of an index specification")
  checkIndexOptions(raw, raw.key)
  refuseUnknown(raw)
  checkKinds(Object.entries(raw.key))
  if (raw.partialFilterExpression !== undefined && isTrue(raw.sparse))
    throw cannot('cannot mix "partialFilterExpression" and "sparse" options')
  return readIndex(raw)
}

/** A stored index was checked when it was made; reading it again throws no error, so that the file opens. */
export function readIndex(raw: Doc): IndexSpec {
  const { partialFilterExpression: partial, expireAfterSeconds: expiry } = raw
  const key = isObject(raw.key) ? raw.key : {}
  return {
    name: typeof raw.name === 'string' ? raw.name : nameOf(key),
    key,
    unique: isTrue(raw.unique),
    sparse: isTrue(raw.sparse),
    partial: isObject(partial) ? partial : undefined,
    expireAfterSeconds: expiry === undefined ? undefined : Math.trunc(toNumber(expiry)),
  }
}

const isTrue = (value: unknown) => Boolean(value) && Number(value) !== 0
const nameOf = (key: Doc) =>
  Object.entries(key)
    .map(([path, kind]) => `${path}_${typeof kind === 'string' ? kind : toNumber(kind)}`)
    .join('_')

function refuseUnknown(raw: Doc): void {
  for (const option of Object.keys(raw)) {
    if (OPTIONS.has(option)) continue
    if (ABSENT.has(option)) throw cannot(`index option '${option}' is not supported`)
    throw new MongoError(
      197,
      `The field '${option}' is not valid for an index specification. Specification: ${JSON.stringify(raw)}`,
    )
  }
}

/** The kinds of index that there are: numbers for a direction, paths that SQLite can follow. */
function checkKinds(entries: [string, unknown][]): void {
  if (entries.length === 0) throw cannot('Index keys cannot be an empty object.')
  for (const [path, direction] of entries) {
    if (typeof direction === 'string') throw cannot(`index type '${direction}' is not supported`)
    if (typeOf(direction) !== NUMBER)
      throw cannot(
        `Values in v:2 index key pattern cannot be of type ${typeof direction}. Only numbers > 0, numbers < 0, and strings are allowed.`,
      )
    if (toNumber(direction) === 0) throw cannot('Values in the index key pattern cannot be 0.')
    checkPath(path)
  }
}

function checkPath(path: string): void {
  if (path === '' || path.split('.').includes('')) throw cannot('Index keys cannot contain an empty field.')
  if (path.includes('$**') || expressionOf(path) === undefined)
    throw cannot(`index key '${path}' is not supported`)
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

export const specText = (spec: IndexSpec) => encodeDocument(describeIndex(spec), new Shapes())

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
  const both = (other: IndexSpec) =>
    `Requested index: ${indexText(spec)}, existing index: ${indexText(other)}`
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

const indexText = (spec: IndexSpec) => JSON.stringify(describeIndex(spec))
