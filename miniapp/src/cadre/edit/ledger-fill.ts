import type { LedgerHelp, LedgerPart } from '@hutang/shared/contract'
import { moneyFigure, moneyWords, type Sheet, scaled, sidesOf, tableTotals } from '@hutang/shared/rules'
import { elementText, withElement } from '../draft/merge'
import type { Content, WholeTable } from '../table/rows'

export interface Figures {
  income: number
  expense: number
}

/** Income and spending of the table, in fen; null where it has neither. */
export function sidesIn(table: WholeTable | null): Figures | null {
  if (!table) return null
  const { income, expense } = sidesOf(table.columns, tableTotals(table.columns, table.rows))
  return income === null || expense === null ? null : { income, expense }
}

/** What is left at the end, by what there was before and by the table. */
export const closingOf = (part: LedgerPart, figures: Figures | null): number | null =>
  figures && part.opening !== null ? part.opening + figures.income - figures.expense : null

const before = /^(?:[上去].*|[期月季年]初)(?:结余|结存|余额)|^承前页/
const after = /^(?:本|[期月季年]末|滚存).*(?:结余|结存|余额)|^[期月季年]末/

type SheetCell = Sheet['rows'][number][number]

const fenOf = (cell: SheetCell): number | undefined => {
  if (typeof cell === 'number') return Math.round(cell * 100)
  return typeof cell === 'string' ? scaled(cell, 2) : undefined
}

/** What the accountant's sheet states of before and after, in fen: the last figure of the row that names it. */
export function statedBalances(rows: Sheet['rows']): { opening: number | null; closing: number | null } {
  const stated = (words: RegExp): number | null => {
    const row = rows.find((cells) =>
      cells.some((cell) => typeof cell === 'string' && words.test(cell.trim())),
    )
    const found = (row ?? []).map(fenOf).filter((fen) => fen !== undefined)
    return found.at(-1) ?? null
  }
  return { opening: stated(before), closing: stated(after) }
}

/** Of the period that the draft is: its name, and of whose ledger. */
export function namesOf(help: LedgerHelp, part: LedgerPart): { period: string; body: string } {
  return {
    period: help.periods.find(({ period }) => period === part.period)?.periodName ?? part.period,
    body: help.bodies.find(({ body }) => body === part.body)?.bodyName ?? '',
  }
}

const yuan = (fen: number) => `${moneyFigure(fen)} 元`

/** What the elements of the month's finance say, by the words in their name. */
function elementFor(name: string, part: LedgerPart, figures: Figures): string | null {
  if (/^[期月季年]初/.test(name)) return part.opening === null ? null : `¥${moneyFigure(part.opening)}`
  if (/^[期月季年]末/.test(name)) return part.closing === null ? null : `¥${moneyFigure(part.closing)}`
  if (name.startsWith('收入')) return `合计 ${yuan(figures.income)}，逐笔见表。`
  if (name.startsWith('支出')) return `合计 ${yuan(figures.expense)}，逐笔见表。`
  // Nothing is published before they have approved it.
  return name.startsWith('村监会审核') ? '村监会审核通过后公开。' : null
}

const endWords: readonly [RegExp, string][] = [
  [/^\d{4}$/, '年末'],
  [/-Q\d$/, '季末'],
  [/^\d{4}-\d\d$/, '月末'],
]

/** 2026年10月收入 18.4 万元，支出 12.1 万元，月末余额 91.6 万元。 */
export function sentenceOf(help: LedgerHelp, part: LedgerPart, { income, expense }: Figures): string {
  const end = endWords.find(([key]) => key.test(part.period))?.[1] ?? '期末'
  const left = part.closing === null ? '' : `，${end}余额 ${moneyWords(part.closing)}`
  return `${namesOf(help, part).period}收入 ${moneyWords(income)}，支出 ${moneyWords(expense)}${left}。`
}

interface Taken {
  help: LedgerHelp
  names: readonly string[]
  /** The sheet as it came. */
  rows: Sheet['rows']
  title: string
}

/** After the accountant's sheet was taken: what can be said from it is filled in, where nobody has written anything. */
export function filledFrom(content: Content, { help, names, rows, title }: Taken): Content {
  const { ledger } = content
  const figures = sidesIn(content.table)
  if (!help.balances || !ledger || !figures) return content
  const stated = statedBalances(rows)
  const opening = ledger.opening ?? stated.opening
  const part: LedgerPart = { ...ledger, opening }
  const balanced: LedgerPart = {
    ...part,
    closing: ledger.closing ?? stated.closing ?? closingOf(part, figures),
  }
  let next: Content = {
    ...content,
    ledger: balanced,
    title: content.title || title,
    plain: content.plain || sentenceOf(help, balanced, figures),
  }
  for (const name of names) {
    const text = elementText(next, name).trim() === '' ? elementFor(name, balanced, figures) : null
    if (text !== null) next = withElement(next, name, text)
  }
  return next
}
