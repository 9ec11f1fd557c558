import {
  type Column,
  coveredCells,
  coveredText,
  isNeverStored,
  type OldRow,
  personalDataIn,
  personalDataInRow,
} from '@hutang/shared'
import type { Row } from './entries'
import type { ReadTable } from './read-table'

/** Places that are named; of more it is said that there are more. */
const mostNamed = 20

export interface Covered {
  row: OldRow
  table: ReadTable | null
  /** Where something was covered, in words. */
  places: string[]
}

const holds = (text: string): boolean => personalDataIn(text).some(isNeverStored)

/** Id and bank numbers are not kept for a moment, in a draft neither: they are covered before anything is stored, and it is said where. */
export function withoutNeverStored(row: OldRow, table: ReadTable | null): Covered {
  const places: string[] = []
  const text = (where: string, said: string): string => {
    if (!holds(said)) return said
    places.push(where)
    return coveredText(said)
  }
  const words = {
    ...row,
    title: text('标题', row.title),
    plain: text('一句话说清', row.plain),
    body: text('正文', row.body),
  }
  if (!table) return { row: words, table, places }
  const caption = text('表名', table.caption)
  const columns = table.columns.map((column) => ({ ...column, label: text('列名', column.label) }))
  const rows = table.rows.map((one, at) => coveredRow(columns, one, () => places.push(`附表第 ${at + 1} 行`)))
  return { row: words, table: { ...table, caption, columns, rows }, places }
}

function coveredRow(columns: readonly Column[], row: Row, found: () => void): Row {
  if (!personalDataInRow(columns, row.cells).some(({ kind }) => isNeverStored(kind))) return row
  found()
  return { ...row, cells: coveredCells(columns, row.cells) }
}

export const placesText = (places: readonly string[]): string =>
  `${places.slice(0, mostNamed).join('、')}${places.length > mostNamed ? `等 ${places.length} 处` : ''}`
