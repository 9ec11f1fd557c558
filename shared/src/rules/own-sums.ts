import type { Cell, Column } from '../contract/domain'
import type { LedgerBody } from '../contract/ledgers'
import { bareLabel, totalOf } from './column-totals'
import { areaFigure, moneyFigure, shanghaiDate } from './format'
import { periodOfKey, periodText } from './periods'

/** The rows of one owner in one notice, with what is published of the whole table. */
export interface OwnEntry {
  /** Whose: `home`, `me`, or who is looked after. */
  whose: string
  notice: string
  item: number
  /** 主体: what two bodies pay is never added. Null: the item has none. */
  body: LedgerBody | null
  year: number
  /** A quarter's, a month's, a year's; null where it is of no period. */
  period: 'quarter' | 'month' | 'year' | null
  columns: readonly Column[]
  rows: readonly (readonly Cell[])[]
  /** Null: what the whole table comes to is not for this viewer to know. */
  whole: { owners: ReadonlySet<string>; of: readonly Cell[] } | null
}

export interface OwnSum {
  whose: string
  item: number
  body: LedgerBody | null
  label: string
  kind: Column['kind']
  year: number
  value: number
  notices: string[]
  /** "3 个季度" */
  times: string
  whole: { owners: number; value: number } | null
}

/** Proposed and not paid, or an amount of each month or year: nothing that a year’s rows could be added of. */
const notReceived = /^(?:拟|申请|申报|应)|^(?:每|月|年)(?!份)/
/** What is owed or owned at a time, and not what came in. */
const stock = /债|欠|借款|原值|净值|估值|份额|面积/
const ofPeriod = /^(?:本|这|当|上)(?:季度?|月|年|期|次|批)|^今年/

/** What a column adds over the periods of a year: money that came, and services that were counted. Null: nothing. */
export function addedLabel(column: Column): string | null {
  const label = bareLabel(column.label)
  if (totalOf(column) !== 'sum' || notReceived.test(label) || stock.test(label)) return null
  const counts = /人次$|次数?$|工日$/.test(label)
  if (column.kind !== 'money' && !(counts && (column.kind === 'integer' || column.kind === 'number')))
    return null
  return label.replace(ofPeriod, '') || label
}

/** Sums by whose, item, body, column and year, the newest year first and in it what was published last. */
export function ownSums(entries: readonly OwnEntry[]): OwnSum[] {
  const sums = new Map<
    string,
    OwnSum & { entries: OwnEntry[]; wholes: (readonly [ReadonlySet<string>, number])[] | null }
  >()
  for (const entry of entries) {
    for (const [at, column] of entry.columns.entries()) {
      const label = addedLabel(column)
      const cells = entry.rows.flatMap((row) => (typeof row[at] === 'number' ? [row[at] as number] : []))
      if (label === null || cells.length === 0) continue
      const { whose, item, body, year } = entry
      const key = JSON.stringify([whose, item, body, label, column.kind, year])
      const known = sums.get(key) ?? {
        ...{
          whose,
          item,
          body,
          label,
          kind: column.kind,
          year,
          value: 0,
          notices: [],
          times: '',
          whole: null,
        },
        ...{ entries: [], wholes: [] },
      }
      known.value += cells.reduce((sum, one) => sum + one, 0)
      if (!known.entries.includes(entry)) known.entries.push(entry)
      const of = entry.whole?.of[at]
      known.wholes =
        known.wholes && entry.whole && typeof of === 'number'
          ? [...known.wholes, [entry.whole.owners, of]]
          : null
      sums.set(key, known)
    }
  }
  return [...sums.values()]
    .map(({ entries: behind, wholes, ...sum }) => ({
      ...sum,
      notices: [...new Set(behind.map(({ notice }) => notice))],
      times: timesOf(behind),
      whole: wholes && {
        owners: new Set(wholes.flatMap(([owners]) => [...owners])).size,
        value: wholes.reduce((all, [, value]) => all + value, 0),
      },
    }))
    .sort((a, b) => b.year - a.year)
}

const periodWords = { quarter: '个季度', month: '个月', year: '年' } as const

function timesOf(entries: readonly OwnEntry[]): string {
  const count = new Set(entries.map(({ notice }) => notice)).size
  const [period] = new Set(entries.map((one) => one.period))
  const same = period && entries.every((one) => one.period === period)
  return same && period !== 'year' ? `${count} ${periodWords[period]}` : `${count} 次`
}

export function sumFigure({ kind, label }: Pick<OwnSum, 'kind' | 'label'>, value: number): string {
  if (kind === 'money') return `¥${moneyFigure(value)}`
  if (kind === 'area') return `${areaFigure(value)} 亩`
  return `${value} ${/工日$/.test(label) ? '个工' : '次'}`
}

/** "全村 180 户共 ¥177,585.00，占 2.1%"; `people`: of an item whose rows are persons'. */
export function wholeText(sum: OwnSum, people: boolean): string {
  if (!sum.whole) return ''
  const { owners, value } = sum.whole
  return `全村 ${owners} ${people ? '人' : '户'}共 ${sumFigure(sum, value)}${shareText(sum.value, value)}`
}

function shareText(own: number, all: number): string {
  if (all <= 0 || own <= 0) return ''
  const share = (100 * own) / all
  return share < 0.1 ? '，占不到 0.1%' : `，占 ${share.toFixed(1)}%`
}

const quarterInTitle = /(\d{4})\s*年\s*第?\s*([一二三四1-4])\s*季度/
const monthInTitle = /(\d{4})\s*年\s*(\d{1,2})\s*月/
const yearInTitle = /(\d{4})\s*年/

function keyInTitle(title: string): string | null {
  const [, quarterYear, quarter = ''] = quarterInTitle.exec(title) ?? []
  if (quarterYear) return `${quarterYear}-Q${'一二三四'.indexOf(quarter) + 1 || quarter}`
  const [, monthYear, month = ''] = monthInTitle.exec(title) ?? []
  if (monthYear) return `${monthYear}-${month.padStart(2, '0')}`
  return yearInTitle.exec(title)?.[1] ?? null
}

/** Which period a notice speaks of: by its ledger, else by its title, else by when it was published. */
export function periodSaid(
  title: string,
  publishedAt: Date,
  ofLedger: string | null = null,
): Pick<OwnEntry, 'year' | 'period'> & { name: string } {
  const key = ofLedger ?? keyInTitle(title)
  for (const kind of ['quarter', 'month', 'year'] as const) {
    const period = key === null ? null : periodOfKey(kind, key)
    if (period) return { year: Number(period.key.slice(0, 4)), period: kind, name: periodText(period, null) }
  }
  return { year: Number((key ?? shanghaiDate(publishedAt)).slice(0, 4)), period: null, name: '' }
}
