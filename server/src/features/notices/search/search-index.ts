import type { Column, PlainRow } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { cacheByMarks } from '../../../storage/marked-cache'
import { type EditionDoc, type EditionRowDoc, noticeModels } from '../notices.model'
import { type PublishedNotice, publishedIn } from '../reading/published'
import { readableMark } from '../reading/region-mark'
import { SearchedRows } from './searched-rows'
import type { Field } from './snippet.rules'
import { searchText } from './words.rules'

export type Place = 'title' | 'item' | 'plain' | 'element' | 'body' | 'row'

/** A published notice as it is searched. */
export interface SearchedNotice {
  notice: PublishedNotice
  title: Field
  /** What only those find who may read on. */
  closed: readonly { place: Place; field: Field }[]
  columns: readonly Column[]
  rows: SearchedRows | null
}

interface SearchIndex {
  notices: readonly SearchedNotice[]
  bytes: number
}

const mebibyte = 1024 * 1024
const keptIndexes = cacheByMarks<SearchIndex>({ maxBytes: 64 * mebibyte, bytesOf: ({ bytes }) => bytes })

/** Everything published in a region as it is searched; made again when something else can be read there. */
export const searchIndexOf = async (deps: Deps, region: string): Promise<readonly SearchedNotice[]> => {
  const { notices } = await keptIndexes(deps).get(
    region,
    () => load(deps, region),
    () => [readableMark(region)],
  )
  return notices
}

export const fieldOf = (written: string, short = false): Field => ({
  written,
  text: searchText(written),
  short,
})

type Texts = Pick<EditionDoc, '_id' | 'body' | 'elements' | 'pictures'> & {
  table: Pick<NonNullable<EditionDoc['table']>, 'caption' | 'columns'> | null
}

async function load(deps: Deps, region: string): Promise<SearchIndex> {
  const { listed } = await publishedIn(deps, region)
  const [texts, rows] = await Promise.all([textsOf(deps, listed), rowsOf(deps, listed)])
  const notices = listed.map((notice) => searched(notice, texts.get(notice.current), rows))
  const bytes = notices.reduce((sum, one) => sum + bytesOf(one), 1000)
  return { notices, bytes }
}

const batchSize = 1000

async function textsOf({ db }: Deps, listed: readonly PublishedNotice[]): Promise<Map<string, Texts>> {
  if (listed.length === 0) return new Map()
  const found = await noticeModels(db)
    .Edition.find(
      { _id: { $in: listed.map(({ current }) => current) } },
      { body: 1, elements: 1, 'pictures.alt': 1, 'table.caption': 1, 'table.columns': 1 },
    )
    .batchSize(batchSize)
    .lean<Texts[]>()
  return new Map(found.map((edition) => [edition._id, edition]))
}

type Row = Pick<EditionRowDoc, 'rowset' | 'n' | 'household' | 'cells'>

/** Rows of a region that are searched, the newest notices' first: more would not fit into memory. */
const mostRows = 50_000
const rowBatch = 3000

async function rowsOf({ db }: Deps, listed: readonly PublishedNotice[]): Promise<Map<string, Row[]>> {
  const rows = new Map<string, Row[]>()
  const rowsets = listed.flatMap((one) => [...one.rowsets])
  if (rowsets.length === 0) return rows
  const cursor = noticeModels(db)
    .EditionRow.find({ rowset: { $in: rowsets } }, { rowset: 1, n: 1, household: 1, cells: 1 })
    .limit(mostRows)
    .lean<Row[]>()
    .cursor({ batchSize: rowBatch })
  for await (const row of cursor as AsyncIterable<Row>) {
    const known = rows.get(row.rowset)
    if (known) known.push(row)
    else rows.set(row.rowset, [row])
  }
  return rows
}

function searched(
  notice: PublishedNotice,
  texts: Texts | undefined,
  rows: ReadonlyMap<string, Row[]>,
): SearchedNotice {
  const columns = texts?.table?.columns ?? []
  const own: PlainRow[] = notice.rowsets.flatMap((rowset) => rows.get(rowset) ?? []).sort((a, b) => a.n - b.n)
  const { head } = notice
  const further: [Place, string][] = [
    ['plain', head.plain],
    ...(texts?.elements ?? []).map(({ text }): [Place, string] => ['element', text]),
    ['body', texts?.body ?? ''],
    ['body', texts?.table?.caption ?? ''],
    ...(texts?.pictures ?? []).map(({ alt }): [Place, string] => ['body', alt]),
  ]
  return {
    notice,
    title: fieldOf(head.title, true),
    closed: further
      .filter(([, text]) => text !== '')
      .map(([place, text]) => ({ place, field: fieldOf(text) })),
    columns,
    rows: own.length > 0 ? new SearchedRows(columns, own) : null,
  }
}

const bytesOf = ({ title, closed, rows }: SearchedNotice): number =>
  closed.reduce(
    (sum, { field }) => sum + 6 * field.written.length + 200,
    1000 + 6 * title.written.length + (rows?.bytes ?? 0),
  )
