import {
  type LedgerChart,
  type LedgerKindLine,
  type LedgerPeriod,
  type LedgerRule,
  type LedgerShares,
  moneyWords,
  type Period,
  periodText,
  shortPeriod,
} from '@hutang/shared'

type Measure = LedgerChart['measures'][number]
type Shown = LedgerPeriod & { span: Period }

const ofMoney = [
  { key: 'income', label: '收入', kind: 'money' },
  { key: 'expense', label: '支出', kind: 'money' },
  { key: 'closing', label: '期末余额', kind: 'money' },
] as const satisfies readonly Measure[]

/** The same measures over the periods, the oldest first. */
export function chartOf(rule: LedgerRule, periods: readonly Shown[]): LedgerChart {
  const measures = rule.balances ? [...ofMoney] : sumMeasures(periods)
  return {
    measures,
    points: periods.map((period) => ({
      period: period.period,
      short: shortPeriod(period.span),
      notice: period.notices.at(-1)?.notice ?? null,
      values: measures.map(({ key }) => valueAt(period, key)),
    })),
    sentence: rule.balances ? extremes(periods) : '',
  }
}

function sumMeasures(periods: readonly Shown[]): Measure[] {
  const found = new Map<string, Measure>()
  for (const { sums } of periods)
    for (const { key, label, kind } of sums) found.set(key, { key, label, kind })
  return [...found.values()]
}

function valueAt(period: Shown, key: string): number | null {
  if (key === 'income' || key === 'expense' || key === 'closing') return period[key]
  return period.sums.find((sum) => sum.key === key)?.value ?? null
}

/** 花得最多的是9月，21.35 万元；最少的是6月，15.2 万元。 */
function extremes(periods: readonly Shown[]): string {
  const spent = periods.flatMap(({ span, expense }) => (expense === null ? [] : [{ span, expense }]))
  const [most] = [...spent].sort((a, b) => b.expense - a.expense)
  const [least] = [...spent].sort((a, b) => a.expense - b.expense)
  if (!most || !least || spent.length < 2 || most.expense === least.expense) return ''
  const said = ({ span, expense }: typeof most) => `${periodText(span, span.from)}，${moneyWords(expense)}`
  return `花得最多的是${said(most)}；最少的是${said(least)}。`
}

const mostSaid = 3

/** Kinds with what part each is of its side. */
export function sharesOf(kinds: readonly LedgerKindLine[]): LedgerShares {
  const key = ({ side, unit }: LedgerKindLine) => `${side}:${unit}`
  const whole = new Map<string, number>()
  for (const kind of kinds) whole.set(key(kind), (whole.get(key(kind)) ?? 0) + kind.value)
  const lines = kinds.map((kind) => {
    const all = whole.get(key(kind)) ?? 0
    return { ...kind, permille: all > 0 ? Math.round((kind.value * 1000) / all) : null }
  })
  return { lines, sentence: spentOn(lines) }
}

/** 花得最多的是工资和报酬（占 45%）、修缮和养护（占 20%）。 */
function spentOn(lines: LedgerShares['lines']): string {
  const spent = lines
    .filter(({ side, permille }) => side === 'expense' && permille !== null)
    .slice(0, mostSaid)
  if (spent.length === 0) return ''
  const said = spent.map(({ name, permille }) => `${name}（占 ${Math.round((permille ?? 0) / 10)}%）`)
  return `花得最多的是${said.join('、')}。`
}
