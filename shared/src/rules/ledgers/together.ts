import type { LedgerFigures, LedgerKindLine, LedgerSum } from '../../contract/ledgers'
import { inOrder, noFigures } from './figures'
import type { LedgerColumn, LedgerItem, LedgerRule } from './types'

/** What one notice says of its period; the oldest first wherever there are several. */
export interface PeriodFigures {
  item: LedgerItem
  period: string
  figures: LedgerFigures
}

const overOf = (item: LedgerItem, key: string): NonNullable<LedgerColumn['over']> =>
  item.columns.find((column) => column.key === key)?.over ?? 'sum'

/** Two items may have columns of one key: 补助金额 and 救助金额 are not one sum. */
export const sumKey = (item: LedgerItem, key: string): string => `${item.no}.${key}`

/**
 * Notices of one ledger and one body together, of one period or of several: income and spending are added, what was
 * there at first and at last is that of the first and the last. A budget is no part of it.
 */
export function together(rule: LedgerRule, all: readonly PeriodFigures[]): LedgerFigures {
  const of = all.filter(({ item }) => item.role === 'period')
  const [first, last] = [of[0]?.figures, of.at(-1)?.figures]
  if (!first || !last) return noFigures
  return {
    opening: first.opening,
    income: added(of.map(({ figures }) => figures.income)),
    expense: added(of.map(({ figures }) => figures.expense)),
    closing: last.closing,
    sums: sumsTogether(of),
    kinds: kindsTogether(rule, of),
  }
}

const added = (values: readonly (number | null)[]): number | null =>
  values.reduce<number | null>((sum, value) => (value === null ? sum : (sum ?? 0) + value), null)

function sumsTogether(of: readonly PeriodFigures[]): LedgerSum[] {
  const found = new Map<string, { sum: LedgerSum; over: string; times: number }>()
  for (const { item, figures } of of)
    for (const sum of figures.sums) {
      const key = sumKey(item, sum.key)
      const before = found.get(key)
      const over = overOf(item, sum.key)
      const value = before && over === 'sum' ? added([before.sum.value, sum.value]) : sum.value
      found.set(key, { sum: { ...sum, key, value }, over, times: (before?.times ?? 0) + 1 })
    }
  // A list of its own time cannot be added to another, and the last alone would not be the sum.
  return [...found.values()].flatMap(({ sum, over, times }) => (over === 'none' && times > 1 ? [] : [sum]))
}

/** What stands (assets, debts) is what stood last; what came and went is added. */
function kindsTogether(rule: LedgerRule, of: readonly PeriodFigures[]): LedgerKindLine[] {
  const amount = (item: LedgerItem) => item.columns.find(({ part }) => part === 'amount')?.key ?? ''
  const newest = new Map(of.map((one) => [one.item.no, one]))
  const counting = of.filter((one) => {
    if (rule.balances) return true
    const over = overOf(one.item, amount(one.item))
    return over === 'sum' || newest.get(one.item.no) === one
  })
  const found = new Map<string, LedgerKindLine>()
  for (const { figures } of counting)
    for (const line of figures.kinds) {
      const key = `${line.side}:${line.unit}:${line.name}`
      const before = found.get(key)
      found.set(
        key,
        before ? { ...line, value: before.value + line.value, rows: before.rows + line.rows } : line,
      )
    }
  return inOrder([...found.values()])
}
