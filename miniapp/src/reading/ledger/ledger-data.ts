import type { LedgerSum } from '@hutang/shared/contract'
import type { Answer } from '../../api/contract'
import { cellText } from '../../format/cell'
import { wanText } from '../../format/money'

export type LedgerData = Answer<'GET /api/screens/ledger'>

const units: Partial<Record<LedgerSum['kind'], string>> = { area: ' 亩' }

/** A figure of a ledger with its unit; "—" where there is none. */
export function figureText(kind: LedgerSum['kind'], value: number | null): string {
  if (value === null) return '—'
  return kind === 'money' ? wanText(value) : `${cellText(value, kind)}${units[kind] ?? ''}`
}
