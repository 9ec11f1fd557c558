import type { Database } from '../engine/database'
import type { Matcher } from '../query/matching'
import { encodeScalar, encodeText, type Scalar, TAG, TAGS } from '../values/codec'
import { valueAt } from '../values/paths'
import { listText } from '../values/scalars'
import { type Doc, isObject, NUMBER, typeOf } from '../values/values'
import type { Collection, StoredIndex } from './collection'
import { goesThroughArray } from './columns'
import { EMPTY, keysOf } from './index-keys'
import { duplicateKey, filterPaths, indexedPaths, keyPaths, membershipSql } from './indexes'
import { memberOf } from './membership'
import { standIn } from './multikey'

/**
 * A unique index over arrays: SQLite's own unique index holds the documents without an array to it, a table of keys
 * the others, and each write looks at both.
 */
export interface Unique {
  index: StoredIndex
  paths: string[][]
  /** The paths of the index and of its filter: an array on any of them puts a document's keys in the table. */
  watched: string[][]
  /** The paths of the filter. */
  filtered: string[][]
  member: Matcher
  beside: string
  taken: string
}

const uniqueTable = (id: number) => `u${id}`
const columnsOf = ({ key }: StoredIndex) => Object.keys(key).map((_path, i) => `k${i}`)

export function createUniques(index: StoredIndex, table: string): string[] {
  const name = uniqueTable(index.id)
  const columns = columnsOf(index)
  return [
    `CREATE TABLE IF NOT EXISTS ${name} (${columns.map((column) => `${column} NOT NULL`).join(', ')}, r INTEGER NOT NULL, PRIMARY KEY (${columns.join(', ')})) WITHOUT ROWID`,
    `CREATE INDEX IF NOT EXISTS ${name}r ON ${name}(r)`,
    `CREATE TRIGGER IF NOT EXISTS t${name} AFTER DELETE ON ${table} BEGIN DELETE FROM ${name} WHERE r = OLD.rid; END`,
  ]
}

export const dropUniques = (id: number): string[] => [
  `DROP TRIGGER IF EXISTS t${uniqueTable(id)}`,
  `DROP TABLE IF EXISTS ${uniqueTable(id)}`,
]

export function uniqueOf(index: StoredIndex, collection: Collection): Unique {
  const { table, written } = collection
  const paths = keyPaths(index)
  const columns = paths.map((path) => (path === '_id' ? 'id' : written.get(path)))
  const membership = membershipSql(index, { shapes: collection.shapes, columns: written })
  const conditions = [...columns.map((column) => `${column} IS ?`), 'rid <> ?', ...membership]
  return {
    index,
    paths: paths.map((path) => path.split('.')),
    watched: indexedPaths(index).map((path) => path.split('.')),
    filtered: filterPaths(index.partial ?? {}).map((path) => path.split('.')),
    member: memberOf(index),
    beside: `SELECT 1 FROM ${table} WHERE ${conditions.join(' AND ')} LIMIT 1`,
    taken: `SELECT 1 FROM ${uniqueTable(index.id)} WHERE ${columnsOf(index)
      .map((column) => `${column} = ?`)
      .join(' AND ')} AND r <> ? LIMIT 1`,
  }
}

const keys = ({ member, paths, index }: Unique, doc: Doc): unknown[][] =>
  member(doc) ? keysOf(doc, paths, index.sparse) : []

const inTable = ({ watched, filtered }: Unique, doc: Doc) =>
  watched.some((parts) => goesThroughArray(doc, parts)) ||
  filtered.some((parts) => isOddNumber(valueAt(doc, parts)))

/** What SQL leaves out of a range of numbers. */
function isOddNumber(value: unknown): boolean {
  if (typeOf(value) !== NUMBER) return false
  const scalar = encodeScalar(value)
  return typeof scalar === 'string'
}

/** Refuses a document with a key that another one has. */
export function refuseTaken(db: Database, ns: string, unique: Unique, doc: Doc, rid: number): void {
  const many = inTable(unique, doc)
  for (const key of keys(unique, doc)) {
    const taken = db.all(unique.taken, [...key.map(asKey), rid]).length > 0
    if (taken || (many && besides(db, unique, key, rid))) throw duplicateKey(ns, unique.index, doc, key)
  }
}

/** A document without an array that has the key. */
function besides(db: Database, { beside }: Unique, key: unknown[], rid: number): boolean {
  if (key.some((value) => value === EMPTY || Array.isArray(value))) return false
  return db.all(beside, [...key.map(asColumn), rid]).length > 0
}

export function writeUniques(
  db: Database,
  unique: Unique,
  rid: number,
  before: Doc | undefined,
  after: Doc,
): void {
  const rows = uniqueRows(unique, after)
  if (before) {
    const old = uniqueRows(unique, before)
    if (textOf(old) === textOf(rows)) return
    if (old.length > 0) db.run(`DELETE FROM ${uniqueTable(unique.index.id)} WHERE r = ?`, [rid])
  }
  const sql = `INSERT INTO ${uniqueTable(unique.index.id)} VALUES (${columnsOf(unique.index)
    .map(() => '?')
    .join(', ')}, ?)`
  for (const row of rows) db.run(sql, [...row, rid])
}

/** The keys of a document that the table has. */
function uniqueRows(unique: Unique, doc: Doc): Scalar[][] {
  if (!inTable(unique, doc)) return []
  const rows = keys(unique, doc).map((key) => key.map(asKey))
  return [...new Map(rows.map((row) => [listText(row), row])).values()]
}

const textOf = (rows: Scalar[][]) => rows.map(listText).join()

function asKey(value: unknown): Scalar {
  if (value === EMPTY) return standIn('empty')
  if (Array.isArray(value)) return `${TAG}${TAGS.array}${encodeText(value)}`
  if (isObject(value)) return `${TAG}${TAGS.object}${encodeText(value)}`
  return encodeScalar(value) ?? standIn('null')
}

const asColumn = (value: unknown): Scalar => (isObject(value) ? encodeText(value) : encodeScalar(value))
