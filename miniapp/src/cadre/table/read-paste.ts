import type { Column } from '@hutang/shared/contract'
import { mostColumns, mostRows, type PastedTable, parsePastedTable, splitCells } from '@hutang/shared/rules'
import { withoutEmptyColumns } from './edit-table'

/**
 * Reads pasted text as rows of the present columns. If there is no table yet, pasted headings become its columns,
 * with the kinds of the item's usual columns of the same name. Text without headings is read as the usual columns,
 * if its cells fit them.
 */
export function readPaste(text: string, columns: readonly Column[], usual: readonly Column[]): PastedTable {
  if (columns.length > 0) return checked(parsePastedTable(text, columns))
  const own = parsePastedTable(text)
  const hasHeadings = own.rows.length < splitCells(text).length
  const known = hasHeadings ? own.columns.filter(({ label }) => likeIn(usual, label)).length : 0
  if (known > 0) {
    const lent = own.columns.map((column) => likeIn(usual, column.label) ?? column)
    return checked(parsePastedTable(text, lent))
  }
  if (usual.length === 0) return checked(own)
  const fitted = parsePastedTable(text, usual)
  // As many columns as usual, or one more: the household code in front.
  const fits = [0, 1].includes(own.columns.length - usual.length) && fitted.problems.length === 0
  if (hasHeadings && !fits) return checked(own)
  return checked(fitted.problems.length > 0 ? fitted : withoutEmptyColumns(fitted))
}

/** The column with this name; units in brackets are ignored. */
const likeIn = (columns: readonly Column[], label: string): Column | undefined =>
  columns.find((column) => bare(column.label) === bare(label))

const bare = (label: string): string => label.normalize('NFKC').replace(/[(][^)]*[)]|\s/g, '')

function checked(pasted: PastedTable): PastedTable {
  const problems = [...pasted.problems]
  if (pasted.columns.length > mostColumns) {
    problems.unshift({
      row: 1,
      message: `有 ${pasted.columns.length} 列，最多 ${mostColumns} 列，请先删去用不着的列。`,
    })
  }
  if (pasted.rows.length > mostRows) {
    problems.unshift({
      row: mostRows + 1,
      message: `有 ${pasted.rows.length} 行，最多 ${mostRows} 行，请分成两条公开。`,
    })
  }
  return { ...pasted, problems }
}
