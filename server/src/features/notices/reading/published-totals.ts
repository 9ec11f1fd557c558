import { type Cell, type GuardedTotals, guardedTotals, type TotalRow, tableTotals } from '@hutang/shared'
import { LRUCache } from 'lru-cache'
import type { Connection } from 'mongoose'
import type { Deps } from '../../../deps'
import { type EditionRowDoc, noticeModels } from '../notices.model'
import type { PublishedNotice } from './published'

/** What a published table comes to, for who reads all of it and for who reads own rows only. */
export interface PublishedTotals {
  all: TotalRow[]
  guarded: GuardedTotals
  /** Households or persons with a row; a row that is tied to none is told apart by its names. */
  owners: ReadonlySet<string>
}

const mebibyte = 1024 * 1024
const bytesOfOwner = 60

/** By edition: a published edition never changes, nor do its rows. */
const caches = new WeakMap<Connection, LRUCache<string, PublishedTotals>>()

function cacheOf(db: Connection): LRUCache<string, PublishedTotals> {
  const known = caches.get(db)
  if (known) return known
  const made = new LRUCache<string, PublishedTotals>({
    maxSize: 16 * mebibyte,
    sizeCalculation: ({ owners }) => 2000 + bytesOfOwner * owners.size,
  })
  caches.set(db, made)
  return made
}

type Row = Pick<EditionRowDoc, 'rowset' | 'household' | 'cells'>

/** Of several notices at once, by their edition; what is not at hand is read in one command. */
export async function publishedTotals(
  { db }: Pick<Deps, 'db'>,
  notices: readonly PublishedNotice[],
): Promise<ReadonlyMap<string, PublishedTotals>> {
  const cache = cacheOf(db)
  const missing = notices.filter(({ current }) => !cache.has(current))
  const read = new Map<string, PublishedTotals>()
  const rows = await rowsOf(db, [...new Set(missing.flatMap(({ rowsets }) => [...rowsets]))])
  for (const notice of missing) {
    const totals = totalsOf(
      notice,
      notice.rowsets.flatMap((set) => rows.get(set) ?? []),
    )
    read.set(notice.current, totals)
    cache.set(notice.current, totals)
  }
  return new Map(
    notices.flatMap(({ current }) => {
      const totals = read.get(current) ?? cache.get(current)
      return totals ? [[current, totals] as const] : []
    }),
  )
}

const batchSize = 100_000

async function rowsOf(db: Connection, rowsets: readonly string[]): Promise<Map<string, Row[]>> {
  const bySet = new Map<string, Row[]>()
  if (rowsets.length === 0) return bySet
  const found = await noticeModels(db)
    .EditionRow.find({ rowset: { $in: [...rowsets] } }, { rowset: 1, household: 1, cells: 1 })
    .sort({ rowset: 1, n: 1 })
    .batchSize(batchSize)
    .lean<Row[]>()
  for (const row of found) {
    const known = bySet.get(row.rowset)
    if (known) known.push(row)
    else bySet.set(row.rowset, [row])
  }
  return bySet
}

function totalsOf({ columns }: PublishedNotice, rows: readonly Row[]): PublishedTotals {
  const named = columns.flatMap(({ kind }, at) => (kind === 'name' || kind === 'group' ? [at] : []))
  const saidIn = (cells: readonly Cell[]) => named.map((at) => cells[at] ?? '').join('\n')
  return {
    all: tableTotals(columns, rows),
    guarded: guardedTotals(columns, rows),
    owners: new Set(rows.map(({ household, cells }, at) => household ?? (saidIn(cells).trim() || `#${at}`))),
  }
}
