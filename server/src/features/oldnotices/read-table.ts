import { cutText, type KnownHousehold, mostRows, type RegionRef, readSheet, type Sheet } from '@hutang/shared'
import { AppError } from '../../errors'
import { ledgerPlace, suggestedColumns } from '../catalogue'
import type { Row } from './entries'
import type { OldEntryDoc } from './old.model'

/** What is wrong with a row of the list, and the way out. */
export const refusal = (message: string) => new AppError('unreadableSheet', { message })

export interface ReadTable {
  caption: string
  columns: NonNullable<OldEntryDoc['table']>['columns']
  rows: Row[]
  tied: number
  unmatched: number
  balances: { opening: number | null; closing: number | null }
}

/** A table as the one reader of tables understands it, every question with its usual answer; a cell that cannot be kept refuses it. */
export function readTable(
  { region, households }: { region: RegionRef; households: readonly KnownHousehold[] },
  item: number,
  sheet: Sheet,
  day: string,
): ReadTable {
  const place = ledgerPlace(region.level, item)
  const read = readSheet(sheet, {
    columns: [],
    usual: place ? [...place.item.columns] : suggestedColumns(item, region.level),
    ...(place
      ? { aliases: Object.fromEntries(place.item.columns.map(({ key, aliases }) => [key, aliases])) }
      : {}),
    households,
    today: day,
  })
  if (read.heading.rows === null) throw refusal('附表没有认出表头。请在第一行写上每一列是什么，再传。')
  const [problem] = read.problems
  if (problem) {
    const where =
      problem.row > 0 || problem.label !== ''
        ? `附表第 ${problem.row + 1} 行${problem.label === '' ? '' : `“${problem.label}”`}：`
        : '附表：'
    throw refusal(`${where}${problem.message}改好再传。`)
  }
  const { columns, rows } = read.table
  if (columns.length === 0 || rows.length === 0)
    throw refusal('附表里没有读到表头和内容，请看看第一行是不是表头。')
  if (rows.length > mostRows) throw refusal(`附表有 ${rows.length} 行，最多 ${mostRows} 行，请分成两条。`)
  return {
    caption: cutText(read.heading.title ?? '', 60),
    columns: columns.map(({ key, label, kind, total }) => ({
      key,
      label,
      kind,
      ...(total ? { total } : {}),
    })),
    rows: rows.map(({ household, cells }) => ({ household, cells })),
    tied: read.households.tied,
    unmatched: read.households.unmatched.length,
    balances: read.balances,
  }
}
