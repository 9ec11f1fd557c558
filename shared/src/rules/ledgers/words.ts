import type { LedgerBody, LedgerSum } from '../../contract/ledgers'
import { areaFigure, moneyFigure } from '../format'
import type { Period } from '../periods'

const bodyWords: Record<LedgerBody, string> = { committee: '村民委员会', cooperative: '经济合作社' }

export const bodyName = (village: string, body: LedgerBody): string => `${village}${bodyWords[body]}`

const wholeYuan = 100
const wan = 1_000_000

/** A sum of money as one says it: “8,000 元”, “1.25 万元”: as exact as the figures and bars beside it. */
export function moneyWords(fen: number): string {
  if (Math.abs(fen) >= wan) return `${Math.round((100 * fen) / wan) / 100} 万元`
  const text = moneyFigure(fen)
  return `${fen % wholeYuan === 0 ? text.slice(0, -3) : text} 元`
}

const inBrackets = /[（(]([^（()）]*)[)）]/

/** A figure with its unit, which stands in brackets behind the name of a column that counts. */
export function figureWords({ kind, label, value }: LedgerSum): string {
  if (value === null) return '—'
  if (kind === 'money') return moneyWords(value)
  if (kind === 'area') return `${areaFigure(value)} 亩`
  return `${value} ${unitOf(label)}`.trim()
}

/** “面积（㎡）”: ㎡; people and households are counted as such. */
export const unitOf = (label: string): string =>
  inBrackets.exec(label)?.[1] ?? (label.endsWith('人数') ? '人' : label.endsWith('户数') ? '户' : '')

export const withoutUnit = (label: string): string => label.replace(inBrackets, '').trim()

const numerals = ['', '一', '二', '三', '四'] as const

/** Below a bar: 9月, 三季度, 9/14, 2026. */
export function shortPeriod({ kind, key }: Pick<Period, 'kind' | 'key'>): string {
  if (kind === 'month') return `${Number(key.slice(5))}月`
  if (kind === 'quarter') return `${numerals[Number(key.slice(-1))]}季度`
  return kind === 'week' ? `${Number(key.slice(5, 7))}/${Number(key.slice(8))}` : key
}

const ends = { week: '周末', month: '月末', quarter: '季末', year: '年末' } as const
export const endOf = ({ kind }: Pick<Period, 'kind'>): string => ends[kind]
