import type { LedgerSum } from '@hutang/shared/contract'
import { unitOf } from '@hutang/shared/rules'
import type { Answer } from '../../api/contract'
import { cellText } from '../../format/cell'
import { wanText } from '../../format/money'

export type LedgerData = Answer<'GET /api/screens/ledger'>

/** A figure of a ledger with its unit; "—" where there is none. */
export function figureText(kind: LedgerSum['kind'], value: number | null, label = ''): string {
  if (value === null) return '—'
  if (kind === 'money') return wanText(value)
  const [whole = '', part] = cellText(value, kind).split('.')
  const number = [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...(part ? [part] : [])].join('.')
  return `${number} ${kind === 'area' ? '亩' : unitOf(label)}`.trim()
}

const weights: readonly LedgerSum['kind'][] = ['money', 'area', 'number', 'integer']

/** Money before land, land before what is counted. */
export const weightiest = <Sum extends Pick<LedgerSum, 'kind'>>(sums: readonly Sum[]): Sum[] =>
  [...sums].sort((a, b) => weights.indexOf(a.kind) - weights.indexOf(b.kind))
