import type { Column, LedgerBody, LedgerPart, WholeContent } from '@hutang/shared'
import { suggestedColumns } from '../../server/src/features/catalogue'
import { completeContent } from '../api/notices-setup'

export interface Month {
  body: LedgerBody
  period: string
  opening: number
  income: readonly number[]
  expense: readonly number[]
  /** Absent: what it comes to. */
  closing?: number
}

const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0)

export const closingOf = ({ opening, income, expense, closing }: Month): number =>
  closing ?? opening + sum(income) - sum(expense)

export const partOf = (month: Month): LedgerPart => ({
  body: month.body,
  period: month.period,
  opening: month.opening,
  closing: closingOf(month),
})

const at = (columns: readonly Column[], values: Record<string, string | number>) =>
  columns.map(({ key }) => values[key] ?? null)

/** A month's accounts: each income of one kind, spending of two. */
export function accountsOf(month: Month): WholeContent {
  const columns = suggestedColumns(39)
  const date = `${month.period}-05`
  const row = (kindOf: string, side: 'income' | 'expense', fen: number) => ({
    household: null,
    cells: at(columns, { date, summary: `${kindOf}一笔`, kindOf, [side]: fen }),
  })
  return {
    ...completeContent(39, {
      title: `${month.period.slice(0, 4)}年${Number(month.period.slice(5))}月财务收支`,
    }),
    ledger: partOf(month),
    table: {
      caption: '收支逐笔',
      columns,
      rows: [
        ...month.income.map((fen) => row('租金', 'income', fen)),
        ...month.expense.map((fen, n) => row(n % 2 === 0 ? '办公费' : '水电费', 'expense', fen)),
      ],
    },
  }
}

export const september: Month = {
  body: 'committee',
  period: '2026-09',
  opening: 1_000_000,
  income: [500_000],
  expense: [200_000, 100_000],
}
export const january: Month = {
  body: 'committee',
  period: '2026-01',
  opening: 900_000,
  income: [200_000],
  expense: [100_000],
}
export const october: Month = {
  body: 'committee',
  period: '2026-10',
  opening: 1_200_000,
  income: [400_000],
  expense: [100_000, 50_000],
}
/** The cooperative's own month, which nobody adds to the committee's. */
export const cooperatives: Month = {
  body: 'cooperative',
  period: '2026-09',
  opening: 7_000_000,
  income: [3_000_000],
  expense: [1_000_000],
}
