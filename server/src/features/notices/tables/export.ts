import {
  type Cell,
  type Column,
  fileTitle,
  ledgerLines,
  mostRowsAtOnce,
  type Names,
  type Restriction,
  type Table,
  type Viewer,
} from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { readable } from '../reading/current'
import { maskedNames } from '../reading/masked-names'
import type { ShownEdition } from '../reading/shown-edition'
import { pageOfRows, tableView } from '../reading/table-view'

/** A table as a file holds it: words above and below, headings, rows, and the totals that stand below them. */
export interface TableFile {
  /** Without its ending. */
  name: string
  columns: readonly Column[]
  above: readonly string[]
  rows: Iterable<readonly Cell[]>
  totals: readonly (readonly Cell[])[]
  below: readonly string[]
}

/** The table of a notice exactly as this viewer sees it on its page: their rows, their masks, their totals. */
export async function tableFile(
  deps: Deps,
  id: string,
  viewer: Viewer,
  editionNo: number | undefined,
): Promise<TableFile> {
  const { edition, restriction, region } = await readable(deps, id, viewer, { editionNo })
  const table = await tableView(deps, edition, viewer, restriction)
  if (!table) throw new AppError('tableNotFound')
  const register = await maskedNames(deps, restriction)
  const title = table.caption || edition.title
  return {
    name: fileTitle(region.name, title),
    columns: table.columns,
    above: [title, ...ledgerLine(edition, region.name), ...unitLine(table.columns)],
    rows: rowsOf(table, edition, viewer, restriction, register),
    totals: table.totals.map((total) => totalCells(table.columns, total)),
    below: table.access === 'own' ? ['注：各户的明细只给本户看，这里只有您自己家的。'] : [],
  }
}

function* rowsOf(
  { rows, next }: Table,
  edition: ShownEdition,
  viewer: Viewer,
  restriction: Restriction,
  register: Names | null,
): Generator<readonly Cell[]> {
  for (const { cells } of rows) yield cells
  for (let cursor = next; cursor; ) {
    const page = pageOfRows(edition, viewer, restriction, register, { cursor, limit: mostRowsAtOnce })
    for (const { cells } of page.rows) yield cells
    cursor = page.next
  }
}

/** Whose period it is; who sees the table sees that too. */
const ledgerLine = ({ ledger }: ShownEdition, village: string): string[] =>
  ledger
    ? [
        ledgerLines(ledger, village)
          .map(({ name, text }) => `${name}：${text}`)
          .join('　'),
      ]
    : []

/** Sums are kept in 元 and 亩, whatever a heading leaves out. */
export function unitLine(columns: readonly Column[]): string[] {
  const units = [
    ...(columns.some(({ kind }) => kind === 'money') ? ['元'] : []),
    ...(columns.some(({ kind }) => kind === 'area') ? ['亩'] : []),
  ]
  return units.length > 0 ? [`单位：${units.join('、')}`] : []
}

/** The name of a line of totals stands in its first free cell, of a column of words if there is one. */
function totalCells(columns: readonly Column[], { label, cells }: Table['totals'][number]): Cell[] {
  const free = cells.flatMap((cell, at) => (cell === null ? [at] : []))
  const at = free.find((one) => columns[one]?.kind === 'text' || columns[one]?.kind === 'name') ?? free[0]
  return at === undefined ? [...cells, label] : cells.with(at, label)
}
