import type { Cell, Column, ElementText, Table } from '@hutang/shared/contract'
import { moneyFigure, sideOfLabel, totalOf } from '@hutang/shared/rules'

/** A table of income and spending that can be read line by line: 摘要 and one amount with its sign. */
export interface Ledger {
  /** The place of 摘要: the first column of words. */
  summary: number
  /** The places of everything else: date, who handled it … */
  rest: number[]
  /** In fen, spending below zero; null where the row has no amount. */
  amountOf(cells: readonly Cell[]): number | null
}

/** Null where the table is none, or has more than one amount a row. */
export function ledgerOf(columns: readonly Column[]): Ledger | null {
  const money = columns.flatMap((column, at) => (column.kind === 'money' ? [{ at, column }] : []))
  const summary = columns.findIndex(({ kind }) => kind === 'text')
  if (summary < 0 || money.length === 0 || money.some(({ column }) => totalOf(column) !== 'balance'))
    return null
  const placeOf = (side: 'income' | 'expense' | null) =>
    money.filter(({ column }) => sideOfLabel(column.label) === side).map(({ at }) => at)
  const [income = -1, expense = -1, both = -1] = [
    placeOf('income')[0],
    placeOf('expense')[0],
    placeOf(null)[0],
  ]
  const paired = money.length === 2 && income >= 0 && expense >= 0
  if (!paired && !(money.length === 1 && both >= 0)) return null
  const places = new Set([summary, ...money.map(({ at }) => at)])
  return {
    summary,
    rest: columns.flatMap((_, at) => (places.has(at) ? [] : [at])),
    amountOf(cells) {
      const figure = (at: number) => (typeof cells[at] === 'number' ? Number(cells[at]) : null)
      if (!paired) return figure(both)
      const [in_, out] = [figure(income), figure(expense)]
      return in_ === null && out === null ? null : (in_ ?? 0) - (out ?? 0)
    },
  }
}

/** "＋36,000.00", "−28,600.00"; zero has no sign. */
export function signedFigure(fen: number): string {
  const sign = fen > 0 ? '＋' : fen < 0 ? '−' : ''
  return `${sign}${moneyFigure(Math.abs(fen))}`
}

/** "收入 36,000.00 元": a sign is not read aloud. */
export const spokenAmount = (fen: number): string =>
  `${fen < 0 ? '支出 ' : fen > 0 ? '收入 ' : ''}${moneyFigure(Math.abs(fen))} 元`

/** The one amount, in fen, that the element 期初余额 states; null where it states none, or several. */
export function openingOf(elements: readonly ElementText[]): number | null {
  const text = elements.find(({ name }) => /^(?:期|月|季|年)初/.test(name))?.text ?? ''
  const [first, second] = [...text.matchAll(/[¥￥] ?(\d[\d,]*\.\d\d)/g)]
  return first && !second ? Math.round(Number(first[1]?.replaceAll(',', '')) * 100) : null
}

/** Income, spending and what is left, in fen, where the table has just one of each. */
export function balanceOf({
  totals,
}: Pick<Table, 'totals'>): Record<'income' | 'expense' | 'balance', number> | null {
  const figure = (kind: string) => {
    const cells =
      totals.find((line) => line.kind === kind)?.cells.filter((cell) => typeof cell === 'number') ?? []
    return cells.length === 1 ? cells[0] : undefined
  }
  const [income, expense, balance] = [figure('income'), figure('expense'), figure('balance')]
  if (income === undefined || expense === undefined || balance === undefined) return null
  return { income, expense, balance }
}
