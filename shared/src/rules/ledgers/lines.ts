import type { LedgerPart } from '../../contract/ledgers'
import { moneyFigure } from '../format'
import { type PeriodKind, periodOfKey, periodText } from '../periods'
import { bodyName } from './words'

/** The kind of a period by the form of its key. */
export function periodKindOf(key: string): PeriodKind {
  if (key.length === 4) return 'year'
  if (key.includes('Q')) return 'quarter'
  return key.length === 7 ? 'month' : 'week'
}

export function periodName(key: string): string {
  const period = periodOfKey(periodKindOf(key), key)
  return period ? periodText(period, null) : key
}

const sum = (fen: number) => `${moneyFigure(fen)} 元`

/** Whose period it is, as paper, files and differences say it; a village without a name leaves it out. */
export const ledgerLines = (
  { body, period, opening, closing }: LedgerPart,
  village = '',
): { name: string; text: string }[] => [
  { name: '主体', text: bodyName(village, body) },
  { name: '期别', text: periodName(period) },
  ...(opening === null ? [] : [{ name: '期初余额', text: sum(opening) }]),
  ...(closing === null ? [] : [{ name: '期末余额', text: sum(closing) }]),
]
