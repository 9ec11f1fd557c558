import {
  type Cell,
  type Column,
  cellText,
  type FieldProblem,
  isFigureKind,
  tableField,
  totalOf,
  totalRowKind,
} from '@hutang/shared'
import { figureText } from './figures.rules'

type Row = { readonly household?: string | null; readonly cells: readonly Cell[] }

/** Rows typed as 合计, 小计 or 上月结余: offered to be left out, and compared with what the rows above them give. */
export function typedTotals(columns: readonly Column[], rows: readonly Row[]): FieldProblem[] {
  const sinceLast = columns.map(() => 0)
  const sofar = columns.map(() => 0)
  return rows.flatMap((row, at): FieldProblem[] => {
    const kind = totalRowKind(columns, row)
    if (kind === null) {
      row.cells.forEach((cell, place) => {
        if (typeof cell !== 'number') return
        sinceLast[place] = (sinceLast[place] ?? 0) + cell
        sofar[place] = (sofar[place] ?? 0) + cell
      })
      return []
    }
    const name = String(row.cells.find((cell) => typeof cell === 'string' && cell.trim() !== '') ?? '').trim()
    const place = { field: tableField, row: at + 1 }
    const offer = {
      ...place,
      message: `第 ${at + 1} 行“${name}”不是一户、一笔，下面的合计没有算它。程序会自己加，建议去掉这一行。`,
    }
    if (kind === 'carried') return [offer]
    const wrong = columns.flatMap((column, n): FieldProblem[] => {
      const [cell, above, all] = [row.cells[n], sinceLast[n] ?? 0, sofar[n] ?? 0]
      if (typeof cell !== 'number' || totalOf(column) === 'none' || cell === above || cell === all) return []
      const message = `第 ${at + 1} 行“${name}”的“${column.label}”写的是 ${said(column, cell)}，上面各行相加是 ${said(column, all)}。`
      return [{ ...place, column: column.label, message }]
    })
    sinceLast.fill(0)
    return [offer, ...wrong]
  })
}

function said({ kind }: Column, cell: number): string {
  if (kind === 'money' || kind === 'area') return figureText(kind, cell)
  return cellText({ kind }, cell)
}

export const hasFigures = (columns: readonly Column[]): boolean =>
  columns.some(({ kind }) => isFigureKind(kind))
