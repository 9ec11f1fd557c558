import type { Cell, Column } from '../../contract/domain'
import type { LedgerPart } from '../../contract/ledgers'
import type { FieldProblem } from '../../errors'
import { cellText } from '../cell-text'
import { moneyText } from '../format'
import { type Period, periodAfter, periodAt, periodOfKey, periodText } from '../periods'
import { countedRows } from '../total-rows'
import { tableTotals } from '../totals'
import { sidesOf } from './figures'
import type { LedgerPlace } from './types'

const said = (fen: number): string => moneyText(fen, { approximate: false })
const kindWords = { week: '周', month: '月', quarter: '季度', year: '年' } as const

interface Table {
  columns: readonly Column[]
  rows: readonly { household?: string | null; cells: readonly Cell[] }[]
}

/** What cannot be: another body, a period of another kind, balances where nothing balances. */
export function partProblems(part: LedgerPart | null, place: LedgerPlace | null): FieldProblem[] {
  if (part === null) return []
  const field = 'content.ledger'
  if (!place) return [{ field, message: '这一项不是台账，没有主体和期别。' }]
  const { rule, item } = place
  const problems: FieldProblem[] = []
  if (!rule.bodies.includes(part.body))
    problems.push({ field: `${field}.body`, message: `“${rule.name}”没有这个主体，请重新选。` })
  if (!periodOfKey(item.period, part.period))
    problems.push({
      field: `${field}.period`,
      message: `这一项按${kindWords[item.period]}公开，请重新选期别。`,
    })
  for (const key of ['opening', 'closing'] as const)
    if (part[key] !== null && !asksBalance(place))
      problems.push({ field: `${field}.${key}`, message: '这一项不用写期初和期末余额。' })
  return problems
}

export const asksBalance = ({ rule, item }: LedgerPlace): boolean => rule.balances && item.role === 'period'

/** Why a period may not be handed in: no body or period, a period to come, figures that do not add up. */
export function ledgerReasons(
  place: LedgerPlace | null,
  part: LedgerPart | null,
  table: Table | null,
  now: Date,
): FieldProblem[] {
  if (!place) return []
  if (part === null)
    return place.rule.balances
      ? [{ field: 'content.ledger', message: '还没有选这是谁的账、哪一期的账。' }]
      : []
  const unsound = partProblems(part, place)
  if (unsound.length > 0) return unsound
  const early = earlyReasons(place, part, now)
  return asksBalance(place) ? [...early, ...unbalancedReasons(part, table)] : early
}

/** A period begins before it is told of; a budget is made for next year at most. */
function earlyReasons({ item }: LedgerPlace, part: LedgerPart, now: Date): FieldProblem[] {
  const period = periodOfKey(item.period, part.period)
  const until = item.role === 'budget' ? periodAfter(periodAt(item.period, now)).from : now
  if (!period || period.from <= until) return []
  const message = `${periodText(period, now)}还没有到，请重新选期别。`
  return [{ field: 'content.ledger.period', message }]
}

function unbalancedReasons({ opening, closing }: LedgerPart, table: Table | null): FieldProblem[] {
  const missing: FieldProblem[] = [
    ...(opening === null ? [{ field: 'content.ledger.opening', message: '还没有写期初余额。' }] : []),
    ...(closing === null ? [{ field: 'content.ledger.closing', message: '还没有写期末余额。' }] : []),
  ]
  if (!table)
    return [...missing, { field: 'content.table', message: '还没有收支明细表，一笔一行填在附表里。' }]
  const { income, expense } = sidesOf(table.columns, tableTotals(table.columns, table.rows))
  if (income === null || expense === null) {
    // Nothing came in and nothing went out is said by 本期无.
    const none = countedRows(table.columns, table.rows).length === 0
    const message = none ? '附表里还没有一笔收支。' : '附表里没有收入、支出两列，算不出合计，请看一下列名。'
    return [...missing, { field: 'content.table', message }]
  }
  if (opening === null || closing === null) return missing
  const truth = opening + income - expense
  if (truth === closing) return []
  const message = `期初 ${said(opening)} 加收入 ${said(income)} 减支出 ${said(expense)} 是 ${said(truth)}，期末写的是 ${said(closing)}，差 ${said(Math.abs(truth - closing))}，请核对。`
  return [{ field: 'content.ledger.closing', message }]
}

/** A period that is published, of the same item and body. */
export interface Neighbour {
  period: Period
  opening: number | null
  closing: number | null
}

/** What stands beside the period: what is confirmed, not refused, since a book may begin anew. */
export function ledgerWarnings(
  place: LedgerPlace,
  part: LedgerPart,
  {
    before,
    after,
    same,
    body,
  }: { before: Neighbour | null; after: Neighbour | null; same: boolean; body: string },
): FieldProblem[] {
  const period = periodOfKey(place.item.period, part.period)
  if (!period) return []
  const warnings: FieldProblem[] = []
  if (same && place.rule.balances)
    warnings.push({
      field: 'content.ledger.period',
      message: `${body}${periodText(period, null)}的${place.rule.name}已经公开过一条。要改的话，请在那一条上更正。`,
    })
  if (!asksBalance(place)) return warnings
  const apart = (field: string, own: number | null, other: number | null, words: string) => {
    if (own === null || other === null || own === other) return
    warnings.push({
      field,
      message: `${words}，差 ${said(Math.abs(own - other))}，请核对。`,
    })
  }
  if (before)
    apart(
      'content.ledger.opening',
      part.opening,
      before.closing,
      `期初写的是 ${said(part.opening ?? 0)}，${body}${periodText(before.period, null)}公开的期末是 ${said(before.closing ?? 0)}`,
    )
  if (after)
    apart(
      'content.ledger.closing',
      part.closing,
      after.opening,
      `期末写的是 ${said(part.closing ?? 0)}，${body}${periodText(after.period, null)}公开的期初是 ${said(after.opening ?? 0)}`,
    )
  return warnings
}

/** Rows whose own figures do not come out: 期初 + 增减 = 期末, 到账 − 支出 = 结余. */
export function rowWarnings({ rule, item }: LedgerPlace, { columns, rows }: Table): FieldProblem[] {
  const at = (key: string) => columns.findIndex((column) => column.key === key)
  const checks = rule.rowChecks.filter(({ no }) => no === item.no)
  const counted = new Set(countedRows(columns, rows))
  return checks.flatMap(({ plus, minus, equals }) => {
    const places = [...plus, ...minus, equals].map(at)
    const column = columns[at(equals)]
    if (!column || places.includes(-1)) return []
    return rows.flatMap((row, n): FieldProblem[] => {
      const cells = places.map((place) => row.cells[place])
      if (!counted.has(row) || cells.some((cell) => typeof cell !== 'number')) return []
      const value = (key: string) => Number(row.cells[at(key)])
      const truth =
        plus.reduce((sum, key) => sum + value(key), 0) - minus.reduce((sum, key) => sum + value(key), 0)
      if (truth === value(equals)) return []
      const message = `第 ${n + 1} 行“${column.label}”写的是 ${cellText(column, value(equals))}，按前面几列算是 ${cellText(column, truth)}，请核对。`
      return [{ field: 'content.table', row: n + 1, column: column.label, message }]
    })
  })
}
