import type { LedgerBody } from '@hutang/shared'
import { dateIn, monthOf, type Period } from '../calendar'
import { hutang } from '../places'
import type { DemoHousehold, DemoNotice } from '../types'
import { compose, type Row, sumOf, tableOf, wan, yuan } from './compose'
import { entriesOf } from './entries'
import { workTable } from './work'

const openings: Record<LedgerBody, number> = { committee: 48_652_000, cooperative: 61_240_000 }
const handlers = ['周雅琴', '何美华'] as const
const approver = '徐志强'

interface Words {
  /** In the title, where both are published. */
  of: string
  where: string
  account: string
  question: string
}
const words: Record<LedgerBody, Words> = {
  committee: {
    of: '',
    where: '村里',
    account: '所有收支都走村委会账户，没有现金坐支。',
    question: '看不明白的地方，每周三上午村会计在村委会窗口当面解释。',
  },
  cooperative: {
    of: '经济合作社',
    where: '合作社',
    account: '合作社的账和村委会的账分开记，拨给村委会的钱在村委会那张表里是收入，两张表不能加在一起。',
    question: '看不明白的地方，每周三上午合作社会计在村委会窗口当面解释。',
  },
}

export interface MonthAccounts {
  month: Period
  opening: number
  income: number
  expense: number
  closing: number
  notice: DemoNotice
}

/** Every month's accounts of a body begin with what the month before left. */
export function accounts(
  body: LedgerBody,
  months: readonly Period[],
  households: readonly DemoHousehold[],
): MonthAccounts[] {
  let opening = openings[body]
  return months.map((month) => {
    const one = monthAccounts(body, month, opening, sumOf(workTable(month, households), 'amount'))
    opening = one.closing
    return one
  })
}

export const periodKey = ({ year, no }: Pick<Period, 'year' | 'no'>): string =>
  `${year}-${String(no).padStart(2, '0')}`

function monthAccounts(body: LedgerBody, month: Period, opening: number, work: number): MonthAccounts {
  const entries = entriesOf(body, month, work)
  const { of, where, account, question } = words[body]
  const rows: Row[] = entries.map(({ day, summary, kind, fen, incoming }, at) => ({
    cells: [
      dateIn(month, day),
      summary,
      kind,
      incoming ? fen : null,
      incoming ? null : fen,
      handlers[at % 2] ?? handlers[0],
      approver,
    ],
  }))
  const table = tableOf(39, `${month.year}年${month.no}月${of}收支逐笔`, rows)
  const [received, paid] = [sumOf(table, 'income'), sumOf(table, 'expense')]
  const closing = opening + received - paid
  const spent = entries.filter((entry) => !entry.incoming)
  const largest = [...spent].sort((a, b) => b.fen - a.fen).slice(0, 2)
  const notice = compose(hutang, 39, month.publishedAt, {
    title: `${month.year}年${month.no}月${of}财务收支明细`,
    plain: `${month.no} 月${where}收了 ${wan(received)}，花了 ${wan(paid)}，月底账上还有 ${wan(closing)}。`,
    texts: [
      `月初账上 ${yuan(opening)}。`,
      `本月收入 ${entries.length - spent.length} 笔，合计 ${yuan(received)}，逐笔见附表。`,
      `本月支出 ${spent.length} 笔，合计 ${yuan(paid)}，每笔的经手人、审批人见附表。`,
      `月末账上 ${yuan(closing)}，等于月初加收入减支出。`,
      `村监会 ${monthOf(month.publishedAt)} 月逐笔看了原始单据，没有发现不合规定的支出，同意公开。`,
    ],
    body: `花得最多的两笔：${largest.map((entry) => `${entry.summary} ${yuan(entry.fen)}`).join('；')}。\n${account}${question}`,
    table,
  })
  const ledger = { body, period: periodKey(month), opening, closing }
  return { month, opening, income: received, expense: paid, closing, notice: { ...notice, ledger } }
}

const months = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const
const wholeWan = 1_000_000
const roundedUp = (fen: number): number => Math.ceil(fen / wholeWan) * wholeWan

/** The budget of a year by the kinds of its accounts: what they come to, rounded up to whole 万元. */
export function yearBudget(body: LedgerBody, year: number, publishedAt: Date): DemoNotice {
  const usualWork = 300_000
  const sums = new Map<string, number>()
  for (const no of months)
    for (const { kind, fen, incoming } of entriesOf(body, { year, no }, usualWork)) {
      const account = `${incoming ? '收入' : '支出'}：${kind}`
      sums.set(account, (sums.get(account) ?? 0) + fen)
    }
  const rows = [...sums]
    .sort(([a], [b]) => (a.startsWith('收入') === b.startsWith('收入') ? 0 : a.startsWith('收入') ? -1 : 1))
    .map(([account, fen]) => ({ cells: [account, roundedUp(fen), null, null] }))
  const part = (sign: string) =>
    rows.reduce((sum, { cells: [account, planned] }) => {
      return String(account).startsWith(sign) ? sum + Number(planned) : sum
    }, 0)
  const [income, expense] = [part('收入'), part('支出')]
  const { of, where } = words[body]
  const notice = compose(hutang, 38, publishedAt, {
    title: `${year}年${of}财务预算`,
    plain: `${year} 年${where}打算收 ${wan(income)}，花 ${wan(expense)}，每一项见附表。`,
    texts: [
      `${year}年收入预算 ${yuan(income)}。`,
      `${year}年支出预算 ${yuan(expense)}。`,
      '要调整的，先开代表会议表决，再公开。',
      '年底决算，下一年二月公开。',
      '每月花了多少、占预算多少，在“台账”里随时能看。',
    ],
    body: '会前十天，预算草案放在村委会给大家看。\n看不懂的科目，每周三上午会计当面解释。',
    table: tableOf(38, `${year}年${of}财务预算`, rows),
  })
  return { ...notice, ledger: { body, period: String(year), opening: null, closing: null } }
}
