import type { Column } from '@hutang/shared/contract'
import { tableTotals } from '@hutang/shared/rules'
import { cellText } from '../../format/cell'
import type { WholeTable } from '../table/rows'

export interface TotalLine {
  label: string
  /** By the key of their column. */
  texts: ReadonlyMap<string, string>
}

/** What stands below the table: sums side by side in one line where they stand under different columns, and what is left in words. */
export function totalLines({ columns, rows }: WholeTable): TotalLine[] {
  const lines: { label: string; texts: Map<string, string> }[] = []
  for (const { kind, label, cells } of tableTotals(columns, rows)) {
    const texts = new Map(cells.flatMap((cell, at) => textOf(columns[at], cell)))
    const [only] = texts.values()
    const last = lines.at(-1)
    if (kind === 'balance' && texts.size === 1 && last) last.label = `${last.label} · ${label} ${only ?? ''}`
    else if (last && ![...texts.keys()].some((key) => last.texts.has(key))) {
      for (const [key, text] of texts) last.texts.set(key, text)
      last.label = '合计'
    } else lines.push({ label, texts })
  }
  return lines
}

const textOf = (column: Column | undefined, cell: WholeTable['rows'][number]['cells'][number]) =>
  column && cell !== null ? [[column.key, cellText(cell, column.kind)] as const] : []
