import { createHash } from 'node:crypto'
import type { Cell, Item, KeyedRow, LedgerPart, Names, WholeContent } from '@hutang/shared'
import type { Deps } from '../../deps'
import { insertMissing } from '../../storage/insert-once'
import { canonicalJson, type GateFinding, gateFindings } from '../notices'
import { type OldEntryDoc, type OldRowsDoc, oldModels } from './old.model'

type Row = OldRowsDoc['rows'][number]

/** Rows in one document, and findings that are kept. */
const rowsAtOnce = 400
const mostFindings = 200

export async function rowsOfEntry(
  { db }: Pick<Deps, 'db'>,
  { _id, table, turn }: Pick<OldEntryDoc, '_id' | 'table' | 'turn'>,
): Promise<Row[]> {
  if (!table) return []
  const found = await oldModels(db)
    .OldRows.find({ entry: _id, turn })
    .sort({ n: 1 })
    .batchSize(1000)
    .lean<OldRowsDoc[]>()
  return found.flatMap(({ rows }) => rows)
}

export const rowDocs = (
  { _id, batch, turn }: Pick<OldEntryDoc, '_id' | 'batch' | 'turn'>,
  rows: readonly Row[],
): OldRowsDoc[] =>
  Array.from({ length: Math.ceil(rows.length / rowsAtOnce) }, (_, n) => ({
    ...{ _id: `${_id}:${turn}:${n}`, entry: _id, batch, turn, n },
    rows: rows.slice(n * rowsAtOnce, (n + 1) * rowsAtOnce),
  }))

export async function saveRows(
  { db }: Pick<Deps, 'db'>,
  entry: Pick<OldEntryDoc, '_id' | 'batch' | 'turn'>,
  rows: readonly Row[],
): Promise<void> {
  const docs = rowDocs(entry, rows)
  const atOnce = 10
  for (let from = 0; from < docs.length; from += atOnce)
    await insertMissing(oldModels(db).OldRows, docs.slice(from, from + atOnce))
}

export const keyed = (rows: readonly Row[]): KeyedRow[] =>
  rows.map(({ household, cells }, n) => ({ key: String(n), n, household, cells }))

type Words = Pick<OldEntryDoc, 'title' | 'plain' | 'body' | 'ledger' | 'table'>

export const contentOf = ({ title, plain, body, table }: Words, rows: readonly Row[]): WholeContent => ({
  ...{ title, plain, body, elements: [] },
  table: table && { caption: table.caption, columns: table.columns, rows: keyed(rows) },
})

/** What the gate has against an entry, with what it did not let in at all. */
export function findingsOf(
  entry: Words & Pick<OldEntryDoc, 'pictures' | 'covered'>,
  rows: readonly Row[],
  item: Item,
  register: Names,
): GateFinding[] {
  const checked = { content: contentOf(entry, rows), pictures: entry.pictures, grounds: false }
  const found = gateFindings(checked, item, item.maskLevel < 'M2' ? null : register)
  if (!entry.covered) return found
  const covered: GateFinding = {
    ...{ key: 'covered', kind: 'number', field: 'content', where: entry.covered, row: null },
    message: `${entry.covered}：有身份证号或银行卡号，没有存，已经遮住。请看过剩下的对不对。`,
    ways: ['seen', ...(entry.table ? (['withoutTable'] as const) : [])],
  }
  return [covered, ...found]
}

/** What the gate has against an entry, and what follows: whether it may come in, and its hash. */
export function judged(
  entry: Words & Pick<OldEntryDoc, 'item' | 'date' | 'pictures' | 'covered'>,
  rows: readonly Row[],
  item: Item,
  register: Names,
): Pick<OldEntryDoc, 'state' | 'findings' | 'found' | 'hash'> {
  const found = findingsOf(entry, rows, item, register)
  return {
    state: found.length > 0 ? 'held' : 'fresh',
    findings: found.slice(0, mostFindings),
    found: found.length,
    hash: hashOf(entry, rows),
  }
}

const hashOf = (
  entry: Words & Pick<OldEntryDoc, 'item' | 'date' | 'pictures'>,
  rows: readonly Row[],
): string =>
  createHash('sha256')
    .update(
      canonicalJson({
        ...{ item: entry.item, date: entry.date, title: entry.title, plain: entry.plain, body: entry.body },
        ...{ ledger: entry.ledger, pictures: entry.pictures.map(({ sha256 }) => sha256), rows },
        table: entry.table && { caption: entry.table.caption, columns: entry.table.columns },
      }),
    )
    .digest('hex')

/** Village, item, day and title: the same again makes nothing twice. */
export const keyOf = (
  region: string,
  { item, date, title }: { item: number; date: string; title: string },
): string =>
  `${region}:${item}:${date}:${createHash('sha256').update(title.normalize('NFKC').replace(/\s/g, '')).digest('hex').slice(0, 24)}`

export type { GateFinding, Row }
export type Ledger = LedgerPart | null
export type Cells = Cell[]
