import type { KeyedRow } from '@hutang/shared'
import { LRUCache } from 'lru-cache'
import type { Connection } from 'mongoose'
import type { Deps } from '../../../deps'
import type { EditionDoc } from '../notices.model'
import type { StoredTable } from './compose'
import { bytesOfRows } from './row-bytes'
import { readRows } from './row-sets'

/** The rows of the tables that are worked on just now, so that a save need not read them again. */
const caches = new WeakMap<Connection, LRUCache<string, readonly KeyedRow[]>>()

const mostBytes = 48 * 1024 * 1024
const keptMs = 15 * 60_000

function cacheOf(db: Connection): LRUCache<string, readonly KeyedRow[]> {
  const known = caches.get(db)
  if (known) return known
  const made = new LRUCache<string, readonly KeyedRow[]>({
    maxSize: mostBytes,
    sizeCalculation: bytesOfRows,
    ttl: keptMs,
  })
  caches.set(db, made)
  return made
}

/** Says which rows a table has: another version has other rows, and joining its sets changes none. */
const nameOf = ({ rowset, v = 0 }: StoredTable): string => `${rowset}@${v}`

/** The rows of an edition's table in order; not to be changed. */
export async function rowsOf(
  deps: Deps,
  { table, region }: Pick<EditionDoc, 'table' | 'region'>,
): Promise<readonly KeyedRow[]> {
  if (!table) return []
  const cache = cacheOf(deps.db)
  const known = cache.get(nameOf(table))
  if (known) return known
  const rows = await readRows(deps, table, region)
  // Fewer: the table changed while it was read.
  if (rows.length === table.rows) cache.set(nameOf(table), rows)
  return rows
}

/** The rows that have just been written under these sets. */
export function keepRows({ db }: Pick<Deps, 'db'>, table: StoredTable, rows: readonly KeyedRow[]): void {
  cacheOf(db).set(nameOf(table), rows)
}
