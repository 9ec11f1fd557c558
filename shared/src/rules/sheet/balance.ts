import type { Column } from '../../contract/domain'
import { tableTotals } from '../totals'
import type { SumCheck } from './answers'
import type { Counted } from './sums'

const numbered = /^[(]?[一二三四五六七八九十\d]{1,2}[)]?[、.．)]/
const opening = /^(?:(?:上|去|期初|月初|季初|年初).*(?:结余|结存|余额|结转)|期初|承前页)/
const closing = /^(?:(?:本|期末|月末|季末|年末|滚存).*(?:结余|结存|余额)|结余|余额|结存|期末)/

/** What was there before the first row: 上年结余, 期初余额, 承前页. */
export const isOpening = (name: string): boolean => opening.test(name.replace(numbered, ''))

/** What was there before the first row and is left after the last, where the sheet has a line for each. */
export function statedBalances(
  columns: readonly Column[],
  rows: readonly Counted[],
): { opening: number | null; closing: number | null } {
  const only = (word: RegExp): number | null => {
    const found = rows.filter(
      ({ total, name }) => total === 'carried' && word.test(name.replace(numbered, '')),
    )
    const cells = found[0]?.cells.filter(
      (cell, at) => columns[at]?.kind === 'money' && typeof cell === 'number',
    )
    const [value] = cells ?? []
    return found.length === 1 && typeof value === 'number' ? value : null
  }
  return { opening: only(opening), closing: only(closing) }
}

/** What was there (上月结余), income less spending, and what is left (本月结余), where a sheet states the first and the last. */
export function checkBalance(columns: readonly Column[], rows: readonly Counted[]): SumCheck[] {
  const carried = rows.filter(({ total }) => total === 'carried')
  const only = (word: RegExp) => {
    const found = carried.filter(({ name }) => word.test(name.replace(numbered, '')))
    return found.length === 1 ? found[0] : undefined
  }
  const [before, after] = [only(opening), only(closing)]
  const counted = rows.filter(({ total }) => total === null)
  const lines = tableTotals(columns, counted).filter(({ kind }) => kind === 'balance')
  const balances = lines.flatMap(({ cells }) => cells.filter((cell) => typeof cell === 'number'))
  const [balance] = balances
  if (!before || !after || balances.length !== 1 || balance === undefined) return []
  const moneyAt = ({ cells }: Counted) =>
    columns.findIndex(({ kind }, at) => kind === 'money' && typeof cells[at] === 'number')
  const at = moneyAt(after)
  const [was, stated] = [before.cells[moneyAt(before)], after.cells[at]]
  const column = columns[at]
  if (typeof was !== 'number' || typeof stated !== 'number' || !column) return []
  const computed = was + balance
  return [
    {
      row: after.at,
      name: after.name,
      label: column.label,
      column,
      stated,
      computed,
      agrees: computed === stated,
    },
  ]
}
