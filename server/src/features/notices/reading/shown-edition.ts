import {
  type Column,
  type GuardedTotals,
  guardedTotals,
  type PlainRow,
  type TotalRow,
  tableTotals,
} from '@hutang/shared'
import type { Connection } from 'mongoose'
import type { Deps } from '../../../deps'
import { grouped } from '../../../rules/grouped'
import { cacheByMarks } from '../../../storage/marked-cache'
import { type EditionDoc, type EditionRowDoc, noticeModels } from '../notices.model'
import { editionId } from '../tables/compose'
import { keyOf } from '../tables/row-sets'
import { KeptRows } from './kept-rows'
import type { PublishedNotice } from './published'
import { readableMark } from './region-mark'

type Published = Omit<EditionDoc, 'history'>

/** The current edition of a published notice with its rows, and what is told of all its editions. */
export interface ShownEdition extends Published {
  rows: KeptRows
  /** The places of the rows that have vouchers (单据), with their keys. */
  voucherAt: ReadonlyMap<number, string>
  totals: Totals
  /** Newest first, the current one among them. */
  editions: readonly Pick<
    EditionDoc,
    '_id' | 'editionNo' | 'state' | 'publishedAt' | 'contentHash' | 'change'
  >[]
}

/** What stands below the table: for readers of all rows, and for those who see the own ones only. */
interface Totals {
  all: TotalRow[]
  guarded(): GuardedTotals
}

const mebibyte = 1024 * 1024

const keptEditions = cacheByMarks<{ edition: ShownEdition | null }>({
  maxBytes: 32 * mebibyte,
  bytesOf: ({ edition }) => (edition ? bytesOf(edition) : 0),
})

function bytesOf({ title, plain, body, elements, rows }: ShownEdition): number {
  const texts = title.length + plain.length + body.length
  const characters = elements.reduce((sum, { name, text }) => sum + name.length + text.length, texts)
  return 4000 + 2 * characters + rows.bytes
}

/**
 * A published edition never changes, nor do its rows: kept until something else can be read in its region.
 * `editionNo`: an earlier one than the current; null where there is none of that number.
 */
export async function shownEdition(
  deps: Deps,
  notice: PublishedNotice,
  editionNo = notice.head.editionNo,
): Promise<ShownEdition | null> {
  const isCurrent = editionNo === notice.head.editionNo
  const { edition } = await keptEditions(deps).get(
    isCurrent ? notice.current : editionId(notice._id, editionNo),
    async () => ({ edition: await load(deps, notice, editionNo) }),
    () => [readableMark(notice.region)],
  )
  return edition
}

/** The current editions of several notices: what is not kept of them is read together, in two commands. */
export async function shownEditions(
  deps: Deps,
  notices: readonly PublishedNotice[],
): Promise<Map<string, ShownEdition>> {
  let all: Promise<Map<string, ShownEdition>> | undefined
  const loaded = async ({ _id }: PublishedNotice) => {
    all ??= loadAll(deps, notices)
    return { edition: (await all).get(_id) ?? null }
  }
  const found = await Promise.all(
    notices.map(async (notice) => {
      const marks = () => [readableMark(notice.region)]
      const { edition } = await keptEditions(deps).get(notice.current, () => loaded(notice), marks)
      return edition ? [[notice._id, edition] as const] : []
    }),
  )
  return new Map(found.flat())
}

/** One answer instead of pages of a hundred. */
const batchSize = 100_000

async function load(
  { db }: Deps,
  { _id, head, rowsets }: PublishedNotice,
  editionNo: number,
): Promise<ShownEdition | null> {
  const { Edition } = noticeModels(db)
  const isCurrent = editionNo === head.editionNo
  const [editions, current] = await Promise.all([
    // One that is published and not current yet cannot be read.
    Edition.find(
      { notice: _id, state: { $in: ['published', 'superseded'] }, editionNo: { $lte: head.editionNo } },
      { history: 0 },
    )
      .sort({ editionNo: -1 })
      .lean<Published[]>(),
    isCurrent ? rowsOfSets(db, rowsets) : [],
  ])
  const edition = editions.find((one) => one.editionNo === editionNo)
  if (!edition) return null
  const rows = isCurrent ? current : await rowsOfSets(db, edition.table ? [edition.table.rowset] : [])
  return shownAs(edition, rows, editions)
}

async function loadAll(
  { db }: Deps,
  notices: readonly PublishedNotice[],
): Promise<Map<string, ShownEdition>> {
  const [editions, rows] = await Promise.all([
    noticeModels(db)
      .Edition.find(
        { notice: { $in: notices.map(({ _id }) => _id) }, state: { $in: ['published', 'superseded'] } },
        { history: 0 },
      )
      .sort({ editionNo: -1 })
      .batchSize(batchSize)
      .lean<Published[]>(),
    rowsOfSets(
      db,
      notices.flatMap(({ rowsets }) => rowsets),
    ),
  ])
  const [editionsOf, rowsIn] = [grouped(editions, ({ notice }) => notice), grouped(rows, ofEdition)]
  const found = notices.flatMap(({ _id, current, head }) => {
    const own = (editionsOf.get(_id) ?? []).filter(({ editionNo }) => editionNo <= head.editionNo)
    const edition = own.find((one) => one._id === current)
    return edition ? [[_id, shownAs(edition, rowsIn.get(current) ?? [], own)] as const] : []
  })
  return new Map(found)
}

const ofEdition = ({ edition }: Pick<EditionRowDoc, 'edition'>): string => edition

type ReadRow = PlainRow & Pick<EditionRowDoc, '_id' | 'n' | 'key'>

function placesWithVouchers(
  { vouchers = [] }: Pick<Published, 'vouchers'>,
  rows: readonly ReadRow[],
): ReadonlyMap<number, string> {
  if (vouchers.length === 0) return new Map()
  const keys = new Set(vouchers.map(({ row }) => row))
  return new Map(rows.flatMap((row, at) => (keys.has(keyOf(row)) ? [[at, keyOf(row)] as const] : [])))
}

function shownAs(edition: Published, rows: readonly ReadRow[], editions: readonly Published[]): ShownEdition {
  const kept = new KeptRows(rows)
  return {
    ...edition,
    rows: kept,
    voucherAt: placesWithVouchers(edition, rows),
    totals: totalsOf(edition.table?.columns ?? [], rows, kept),
    editions: editions.map(({ _id, editionNo, state, publishedAt, contentHash, change }) => ({
      _id,
      editionNo,
      state,
      publishedAt,
      contentHash,
      change: change ?? null,
    })),
  }
}

const rowsOfSets = async (db: Connection, rowsets: readonly string[]) =>
  rowsets.length === 0
    ? []
    : noticeModels(db)
        .EditionRow.find(
          { rowset: { $in: [...rowsets] } },
          { household: 1, cells: 1, edition: 1, n: 1, key: 1 },
        )
        .sort({ n: 1 })
        .batchSize(batchSize)
        .lean<Pick<EditionRowDoc, '_id' | 'household' | 'cells' | 'edition' | 'n' | 'key'>[]>()

/** The sums for who sees all rows are made at once; the guarded ones when they are first asked for. */
function totalsOf(columns: readonly Column[], rows: readonly PlainRow[], kept: KeptRows): Totals {
  let guarded: GuardedTotals | undefined
  return {
    all: tableTotals(columns, rows),
    guarded: () => {
      guarded ??= guardedTotals(columns, kept.all())
      return guarded
    },
  }
}
