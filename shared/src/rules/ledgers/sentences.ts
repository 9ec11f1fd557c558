import type { LedgerFigures, LedgerKindLine, LedgerSum } from '../../contract/ledgers'
import { areaFigure, shanghaiDate } from '../format'
import { type Period, periodText } from '../periods'
import type { LedgerPlace, LedgerRule } from './types'
import { endOf, figureWords, moneyWords, withoutUnit } from './words'

const mostSums = 3

const kindFigure = ({ value, unit }: LedgerKindLine): string => {
  if (unit === 'money') return moneyWords(value)
  return unit === 'area' ? `${areaFigure(value)} 亩` : String(value)
}

/** What a period comes to: 2026年10月收入 8.2 万元，支出 9.1 万元，月末余额 47.3 万元。 */
export function periodSentence({ rule, item }: LedgerPlace, period: Period, figures: LedgerFigures): string {
  const said = figuresSaid(rule, item.role === 'budget' ? '预算' : '', endOf(period), figures)
  return said === '' ? '' : `${periodText(period, null)}${said}。`
}

/** The same over a year: 2026年到10月共收入 …，支出 …，10月末余额 …。 */
export function wholeSentence(rule: LedgerRule, year: number, last: Period, figures: LedgerFigures): string {
  const said = figuresSaid(rule, '', endOf(last), { ...figures, sums: weightiest(figures.sums) })
  return said === '' ? '' : `${year}年${untilText(last)}，${said}。`
}

/** Of a week its last day: 到11月16日至22日 would be read twice. */
function untilText(last: Period): string {
  if (last.kind === 'year') return ''
  if (last.kind !== 'week') return `到${periodText(last, last.from)}`
  const [, month, day] = shanghaiDate(new Date(last.until.getTime() - 1))
    .split('-')
    .map(Number)
  return `到${month}月${day}日`
}

const weights: readonly LedgerSum['kind'][] = ['integer', 'number', 'area', 'money']

/** Money last and of it the greatest, as the last are said; 本季 would be wrong of a year. */
const weightiest = (sums: readonly LedgerSum[]): LedgerSum[] =>
  [...sums]
    .sort((a, b) => weights.indexOf(a.kind) - weights.indexOf(b.kind) || (a.value ?? 0) - (b.value ?? 0))
    .map((sum) => ({ ...sum, label: sum.label.replace(/^本[月季年期]/, '') }))

function figuresSaid(rule: LedgerRule, before: string, end: string, figures: LedgerFigures): string {
  const { income, expense, closing, sums, kinds } = figures
  if (rule.balances)
    return [
      ...(income === null ? [] : [`${before}收入 ${moneyWords(income)}`]),
      ...(expense === null ? [] : [`${before}支出 ${moneyWords(expense)}`]),
      ...(closing === null ? [] : [`${end}余额 ${moneyWords(closing)}`]),
    ].join('，')
  const own = sums.slice(-mostSums).map((sum) => `${withoutUnit(sum.label)} ${figureWords(sum)}`)
  if (own.length > 0) return own.join('，')
  return kinds
    .slice(0, mostSums)
    .map((kind) => `${kind.name} ${kind.rows} 笔${kind.unit === 'money' ? `、${kindFigure(kind)}` : ''}`)
    .join('，')
}

const apart = (more: number): '多' | '少' => (more > 0 ? '多' : '少')
const mostKindsSaid = 2

/** What is other than in the period before, as sentences; the last ones name the kinds that made it. */
export function differencesOf(
  rule: LedgerRule,
  now: LedgerFigures,
  last: LedgerFigures,
  lastName: string,
): string[] {
  if (!rule.balances) return sumDifferences(now.sums, last.sums, lastName)
  const money = (word: string, one: number | null, other: number | null): string[] => {
    if (one === null || other === null) return []
    if (one === other) return [`${word}和${lastName}一样。`]
    return [`${word}比${lastName}${apart(one - other)} ${moneyWords(Math.abs(one - other))}。`]
  }
  return [
    ...money('收入', now.income, last.income),
    ...money('支出', now.expense, last.expense),
    ...money('余额', now.closing, last.closing),
    ...kindDifferences(now.kinds, last.kinds, lastName),
  ]
}

function sumDifferences(now: readonly LedgerSum[], last: readonly LedgerSum[], lastName: string): string[] {
  const before = new Map(last.map((sum) => [`${sum.key}:${sum.kind}`, sum.value]))
  const said = now.flatMap((sum): { same: boolean; text: string }[] => {
    const other = before.get(`${sum.key}:${sum.kind}`)
    if (sum.value === null || other === null || other === undefined) return []
    const name = withoutUnit(sum.label)
    const more = sum.value - other
    if (more === 0) return [{ same: true, text: `${name}和${lastName}一样。` }]
    const text = `${name}比${lastName}${apart(more)} ${figureWords({ ...sum, value: Math.abs(more) })}。`
    return [{ same: false, text }]
  })
  if (said.length > 1 && said.every(({ same }) => same)) return [`各项合计都和${lastName}一样。`]
  return said.filter(({ same }) => !same || said.length === 1).map(({ text }) => text)
}

/** Of spending, the kinds that changed most; small changes are left to the table. */
function kindDifferences(
  now: readonly LedgerKindLine[],
  last: readonly LedgerKindLine[],
  lastName: string,
): string[] {
  if (last.length === 0) return []
  const spent = (lines: readonly LedgerKindLine[]) =>
    new Map(lines.filter(({ side }) => side === 'expense').map(({ name, value }) => [name, value]))
  const [here, there] = [spent(now), spent(last)]
  const whole = [...here.values(), ...there.values()].reduce((sum, value) => sum + Math.abs(value), 0) / 2
  return [...new Set([...here.keys(), ...there.keys()])]
    .map((name) => ({ name, more: (here.get(name) ?? 0) - (there.get(name) ?? 0) }))
    .filter(({ more }) => more !== 0 && Math.abs(more) * 20 >= whole)
    .sort((a, b) => Math.abs(b.more) - Math.abs(a.more))
    .slice(0, mostKindsSaid)
    .map(({ name, more }) => `其中“${name}”比${lastName}${apart(more)} ${moneyWords(Math.abs(more))}。`)
}
