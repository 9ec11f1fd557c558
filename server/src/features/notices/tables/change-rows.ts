import { randomUUID } from 'node:crypto'
import {
  type Api,
  changeRows as applied,
  type Column,
  columnProblems,
  type FieldProblem,
  gateKey,
  isNeverStored,
  type KeyedRow,
  mostRows,
  personalDataInRows,
  rowsUnder,
  type TableHead,
  tableField,
  tableProblems,
} from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { belongsToPersons } from '../../catalogue'
import { householdsByCode } from '../../residents'
import type { EditionDoc } from '../notices.model'
import { plainColumns, type StoredTable } from './compose'
import { rowsOf } from './draft-rows'
import { dropSets, joinSets, mostSets, noteRows, setsOf, writeSet } from './row-sets'

/** A table as it will be, its rows, and the row set that was written for it. */
export interface NextTable {
  table: StoredTable | null
  rows: readonly KeyedRow[]
  written: string | null
}

const newSet = (edition: string): string => `${edition}:${randomUUID()}`

const refused = (fields: FieldProblem[]) => new AppError('invalidTable', { fields })

/** Writes the changed rows under a new row set; a problem refuses all of them, and nothing is stored. */
export async function changedTable(
  deps: Deps,
  edition: EditionDoc,
  changes: Api['POST /api/notices/:id/rows']['body']['changes'],
): Promise<NextTable> {
  const { table } = edition
  if (!table) throw refused([{ field: 'content.table', message: '还没有表格，请先定好有哪些列。' }])
  const { rows, written, removed, problems } = applied(await rowsOf(deps, edition), changes)
  const keys = changes.flatMap(({ key }, at) =>
    gateKey({ field: `changes.${at}.key`, title: '行的代号', text: key }),
  )
  if (keys.length > 0) throw new AppError('invalidFields', { fields: keys })
  if (problems.length > 0) throw refused(problems)
  if (rows.length > mostRows && rows.length > table.rows) {
    const message = `一张表最多 ${mostRows} 行，这样会有 ${rows.length} 行，请分成两条公开。`
    throw refused([{ field: tableField, message }])
  }
  await checkRows(deps, edition, table, rows, new Set(written))
  await note(deps, edition)
  // Joined before there are too many to be read in one go.
  const full = (table.sets ?? []).length >= mostSets
  if (full) await joinSets(deps, table)
  const set = newSet(edition._id)
  await writeSet(deps, edition, set, edition.revision + 1, written, removed)
  const sets = [...(full ? [] : (table.sets ?? [])), set]
  const next = { ...draft(table), sets, v: edition.revision + 1, rows: rows.length }
  return { table: next, rows, written: set }
}

/** The table under another caption or other columns: where these say something else, all rows are written anew. */
export async function tableUnder(
  deps: Deps,
  edition: EditionDoc,
  head: TableHead | null | undefined,
): Promise<NextTable> {
  const { table } = edition
  if (head === undefined) return { table, rows: await rowsOf(deps, edition), written: null }
  if (head === null) {
    if (table) await note(deps, edition)
    return { table: null, rows: [], written: null }
  }
  const columns = plainColumns(head.columns)
  const problems = columnProblems(columns)
  if (problems.length > 0) throw refused(problems)
  if (!table) return { table: emptyTable(head, newSet(edition._id)), rows: [], written: null }
  const before = await rowsOf(deps, edition)
  const { rows, unread } = rowsUnder(table.columns, columns, before)
  if (unread.length > 0) throw refused(unread.map((problem) => ({ field: tableField, ...problem })))
  // Also where only a name changed: under 卡号 the same digits are something else.
  refuseNeverStored(columns, rows)
  const next = { ...draft(table), caption: head.caption, columns }
  if (rows === before) return { table: next, rows, written: null }
  await note(deps, edition)
  const set = newSet(edition._id)
  const v = edition.revision + 1
  await writeSet(deps, edition, set, v, rows)
  return { table: { ...next, rowset: set, sets: [], v }, rows, written: set }
}

export const emptyTable = ({ caption, columns }: TableHead, rowset: string): StoredTable => ({
  caption,
  columns: plainColumns(columns),
  rowset,
  sets: [],
  rows: 0,
  hash: '',
})

/** The hash is made when it is handed in. */
const draft = (table: StoredTable): StoredTable => ({ ...table, hash: '' })

async function note(deps: Deps, edition: EditionDoc): Promise<void> {
  if (!(await noteRows(deps, edition))) throw new AppError('staleEdit')
}

async function checkRows(
  { db }: Deps,
  { region, item }: EditionDoc,
  { columns }: StoredTable,
  rows: readonly KeyedRow[],
  changed: ReadonlySet<KeyedRow>,
): Promise<void> {
  const codes = [...changed].flatMap(({ household }) => household ?? [])
  const households = codes.length > 0 ? await householdsByCode(db, region, codes) : []
  const known = new Set(households.map(({ code }) => code))
  const persons = belongsToPersons(region, item) ? ({ rowsOf: 'person' } as const) : {}
  const problems = tableProblems({ columns, rows, ...persons }, known, changed)
  if (problems.length > 0) throw refused(problems)
  refuseNeverStored(columns, rows, changed)
}

function refuseNeverStored(
  columns: readonly Column[],
  rows: readonly KeyedRow[],
  changed?: ReadonlySet<KeyedRow>,
): void {
  const fields = personalDataInRows(columns, rows, isNeverStored, changed)
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
}

/** Row sets that the edit wrote or left behind go, where the edition does not name them. */
export async function dropLeft(
  deps: Deps,
  before: EditionDoc,
  after: EditionDoc,
  written: readonly string[],
): Promise<void> {
  const kept = new Set(after.table ? setsOf(after.table) : [])
  const replaced = before.table?.rowset !== after.table?.rowset
  const old = [...written, ...(before.table && replaced ? setsOf(before.table) : [])]
  await dropSets(
    deps,
    old.filter((set) => !kept.has(set)),
  )
}
