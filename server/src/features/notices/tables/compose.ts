import { type Cell, type Column, type DraftTable, type Item, withTotal } from '@hutang/shared'
import type { EditionDoc, EditionRowDoc, NoticeDoc } from '../notices.model'
import { tableHash } from './content-hash'

export type Content = Pick<EditionDoc, 'title' | 'plain' | 'elements' | 'body' | 'ledger'>
export type StoredTable = NonNullable<EditionDoc['table']>

export const householdId = (region: string, code: string): string => `${region}:${code}`
export const householdCode = (region: string, id: string): string =>
  id.startsWith(`${region}:`) ? id.slice(region.length + 1) : id

export const editionId = (notice: string, editionNo: number): string => `${notice}:${editionNo}`

interface PlainTable {
  caption: string
  columns: Column[]
  rows: { household: string | null; cells: Cell[] }[]
}

/** A draft's table with its households by `_id`; an empty code means that no household is concerned. */
export const plainTable = (table: DraftTable, region: string): PlainTable => ({
  caption: table.caption,
  columns: plainColumns(table.columns),
  rows: table.rows.map(({ household, cells }) => ({
    household: household ? householdId(region, household) : null,
    cells,
  })),
})

export const plainColumns = (columns: readonly Column[]): Column[] => columns.map(withTotal)

/** A table as it is handed in: with its hash, which is made row by row. */
export function finalTable(
  { caption, columns, rowset, v = 0 }: Pick<StoredTable, 'caption' | 'columns' | 'rowset' | 'v'>,
  rows: readonly { household: string | null; cells: readonly Cell[] }[],
): StoredTable {
  return {
    caption,
    columns,
    rowset,
    sets: [],
    v,
    rows: rows.length,
    hash: tableHash({ caption, columns, rows }),
  }
}

/** A whole table with its rows as documents of their own. */
export function composeTable(
  table: PlainTable,
  place: { region: string; notice: string; edition: string; rowset: string },
): { table: StoredTable; rows: EditionRowDoc[] } {
  return {
    table: finalTable({ ...table, rowset: place.rowset }, table.rows),
    rows: table.rows.map((row, n) => ({ _id: `${place.rowset}:${n}`, ...place, n, ...row })),
  }
}

/** What a correction changes of what lists and search read; the day of the first publication stays. */
export const correctedHead = (
  edition: Content & Pick<EditionDoc, 'editionNo' | 'contentHash' | 'change' | 'history' | 'validUntil'>,
  at: Date,
) => ({
  'head.title': edition.title,
  'head.plain': edition.plain,
  'head.words': wordsIn(edition),
  'head.editionNo': edition.editionNo,
  'head.contentHash': edition.contentHash,
  'head.correctedAt': at,
  'head.reviewedAt': approvedAt(edition),
  'head.validUntil': edition.validUntil ?? null,
  ...(edition.change?.size === 'major' && edition.change.displayAnew ? { 'head.displayFrom': at } : {}),
})

const approvedAt = ({ history = [] }: Partial<Pick<EditionDoc, 'history'>>): Date | null =>
  history.findLast(({ verb }) => verb === 'approve')?.at ?? null

const wordsIn = ({ title, plain, elements }: Content): string =>
  [title, plain, ...elements.map(({ text }) => text)].join('\n')

/** What lists and search read of a published edition. */
export const headOf = (
  edition: Content &
    Pick<EditionDoc, 'editionNo' | 'contentHash' | 'validUntil'> &
    Partial<Pick<EditionDoc, 'history'>>,
  item: Pick<Item, 'body'>,
  publishedAt: Date,
): NonNullable<NoticeDoc['head']> => ({
  title: edition.title,
  plain: edition.plain,
  words: wordsIn(edition),
  editionNo: edition.editionNo,
  contentHash: edition.contentHash,
  publishedAt,
  publishedBy: item.body,
  reviewedAt: approvedAt(edition),
  ...(edition.validUntil ? { validUntil: edition.validUntil } : {}),
})
