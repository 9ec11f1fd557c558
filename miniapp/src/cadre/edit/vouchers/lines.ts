import { sideOfLabel } from '@hutang/shared/rules'
import { cellText } from '../../../format/cell'
import type { WholeTable } from '../../table/rows'

/** A line that money was spent in, as the clerk knows it. */
export interface ExpenseLine {
  key: string
  words: string
}

export function expenseLines(table: WholeTable | null): ExpenseLine[] {
  if (!table) return []
  const { columns, rows } = table
  const spent = columns.flatMap(({ label, kind }, at) =>
    kind === 'money' && sideOfLabel(label) === 'expense' ? [at] : [],
  )
  return rows.flatMap(({ key, cells }, place) => {
    if (spent.length > 0 && !spent.some((at) => typeof cells[at] === 'number' && cells[at] !== 0)) return []
    const words = columns.flatMap(({ kind }, at) => {
      const cell = cells[at] ?? null
      if (cell === null || cell === '') return []
      return [kind === 'money' ? `${cellText(cell, kind)}元` : cellText(cell, kind)]
    })
    return [{ key, words: `${place + 1}. ${words.join(' · ')}` }]
  })
}
