import type { Column } from '@hutang/shared/contract'
import { type PastedTable, parsePastedTable, splitCells } from '@hutang/shared/rules'
import { mostColumns, mostRows, withoutEmptyColumns } from './edit-table'

/**
 * Reads pasted text into the table there is, or into a new one: into the item's usual columns where the
 * headings are theirs or the cells fit, else into columns of its own headings.
 */
export function readPaste(text: string, columns: readonly Column[], usual: readonly Column[]): PastedTable {
  if (columns.length > 0) return checked(parsePastedTable(text, columns))
  const own = parsePastedTable(text)
  if (usual.length === 0) return checked(own)
  const fitted = parsePastedTable(text, usual)
  const lines = splitCells(text).length
  const hasHeadings = (pasted: PastedTable) => pasted.rows.length < lines
  // As wide as the usual columns, with or without the household's code before them.
  const fits = [0, 1].includes(own.columns.length - usual.length) && fitted.problems.length === 0
  if (!hasHeadings(fitted) && hasHeadings(own) && !fits) return checked(own)
  return checked(fitted.problems.length > 0 ? fitted : withoutEmptyColumns(fitted))
}

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
