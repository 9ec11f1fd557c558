import assetsJson from '../../../../../config/demo/assets.json'
import { dateIn, monthOf, type Period } from '../calendar'
import { chance } from '../chance'
import { hutang } from '../places'
import type { DemoHousehold, DemoNotice } from '../types'
import { compose, type Row, sumOf, tableOf, wan, yuan } from './compose'
import { monthlyPay } from './pay'
import { workTable } from './work'

const monthlyFund = '村级组织运转经费'
const openingBalance = 48_652_000
const handlers = ['周雅琴', '何美华'] as const
const approver = '徐志强'

/** The same money that 财政拨款和专项补助 gives by the quarter. */
const quarterlyFunds = assetsJson.funds
  .filter((fund) => fund.name !== monthlyFund)
  .map(({ name, received, day }) => ({ day, summary: `镇拨${name}`, fen: received }))

interface Entry {
  day: number
  summary: string
  fen: number
}

/** Whole tens of yuan around an amount. */
const about = (random: ReturnType<typeof chance>, yuanAmount: number): number =>
  (yuanAmount + random.between(-12, 12) * 10) * 100

/** What the office spent in a month. */
function officeCost(year: number, month: number): number {
  return about(chance(year * 100 + month + 3), 1_180)
}

export const officeCosts = ({ year, no }: Period): number =>
  [1, 2, 3].reduce((sum, month) => sum + officeCost(year, (no - 1) * 3 + month), 0)

function income({ year, no }: Period): Entry[] {
  const random = chance(year * 100 + no + 1)
  const quarterly = no % 3 === 0
  return [
    { day: 5, summary: '村集体厂房租金（塘北仓库）', fen: 6_800_000 },
    { day: 12, summary: '沿街门面房租金（6间）', fen: 1_920_000 },
    { day: 18, summary: `镇拨${monthlyFund}`, fen: 5_500_000 },
    ...(quarterly ? [{ day: 21, summary: '存款利息', fen: about(random, 1_480) }] : []),
    ...(quarterly ? quarterlyFunds : []),
    ...(no === 4 || no === 10 ? [{ day: 26, summary: '垃圾分类以奖代补资金', fen: 4_200_000 }] : []),
  ]
}

function expense({ year, no }: Period, work: number): Entry[] {
  const random = chance(year * 100 + no + 2)
  return [
    { day: 6, summary: '保洁员工资（8人）', fen: 3_360_000 },
    { day: 8, summary: '河道养护（按合同）', fen: 1_450_000 },
    { day: 10, summary: '路灯和公共用电', fen: about(random, 4_260) },
    { day: 11, summary: '办公用品、电话、网络', fen: officeCost(year, no) },
    { day: 25, summary: '村干部报酬（见报酬公开）', fen: monthlyPay },
    { day: 13, summary: '老年活动室水电', fen: about(random, 860) },
    { day: 15, summary: '助餐点运行补贴', fen: about(random, 9_200) },
    { day: 19, summary: '村民小组长误工补贴', fen: 1_890_000 },
    ...(no % 2 === 0 ? [{ day: 20, summary: '绿化养护', fen: about(random, 12_600) }] : []),
    ...(no % 3 === 2 ? [{ day: 21, summary: '农村公路养护（专项资金）', fen: about(random, 46_000) }] : []),
    ...(no % 3 === 0 ? [{ day: 21, summary: '泵站电费和检修', fen: about(random, 31_500) }] : []),
    ...(no === 1 ? [{ day: 22, summary: '春节走访慰问（高龄、困难老人）', fen: 2_960_000 }] : []),
    ...(no === 7 ? [{ day: 22, summary: '高温慰问一线保洁员、志愿者', fen: 680_000 }] : []),
    ...(no === 9 ? [{ day: 23, summary: '重阳节敬老活动', fen: 1_520_000 }] : []),
    ...(no === 5 || no === 11
      ? [{ day: 23, summary: '村道坑洼修补（结算）', fen: about(random, 18_400) }]
      : []),
    { day: 27, summary: '临时用工（见临时用工公开）', fen: work },
  ]
}

export interface MonthAccounts {
  month: Period
  opening: number
  income: number
  expense: number
  closing: number
  notice: DemoNotice
}

/** Every month's accounts begin with what the month before left. */
export function accounts(months: readonly Period[], households: readonly DemoHousehold[]): MonthAccounts[] {
  let opening = openingBalance
  return months.map((month) => {
    const one = monthAccounts(month, opening, sumOf(workTable(month, households), 'amount'))
    opening = one.closing
    return one
  })
}

function monthAccounts(month: Period, opening: number, work: number): MonthAccounts {
  const entries = [
    ...income(month).map((entry) => ({ ...entry, incoming: true })),
    ...expense(month, work).map((entry) => ({ ...entry, incoming: false })),
  ].sort((a, b) => a.day - b.day)
  const rows: Row[] = entries.map(({ day, summary, fen, incoming }, at) => ({
    cells: [
      dateIn(month, day),
      summary,
      incoming ? fen : null,
      incoming ? null : fen,
      handlers[at % 2] ?? handlers[0],
      approver,
    ],
  }))
  const table = tableOf(39, `${month.year}年${month.no}月收支逐笔`, rows)
  const [received, paid] = [sumOf(table, 'income'), sumOf(table, 'expense')]
  const closing = opening + received - paid
  const largest = entries
    .filter((entry) => !entry.incoming)
    .sort((a, b) => b.fen - a.fen)
    .slice(0, 2)
  const notice = compose(hutang, 39, month.publishedAt, {
    title: `${month.year}年${month.no}月财务收支明细`,
    plain: `${month.no} 月村里收了 ${wan(received)}，花了 ${wan(paid)}，月底账上还有 ${wan(closing)}。`,
    texts: [
      `月初账上 ${yuan(opening)}。`,
      `本月收入 ${income(month).length} 笔，合计 ${yuan(received)}，逐笔见附表。`,
      `本月支出 ${entries.length - income(month).length} 笔，合计 ${yuan(paid)}，每笔的经手人、审批人见附表。`,
      `月末账上 ${yuan(closing)}，等于月初加收入减支出。`,
      `村监会 ${monthOf(month.publishedAt)} 月逐笔看了原始单据，没有发现不合规定的支出，同意公开。`,
    ],
    body: `花得最多的两笔：${largest.map((entry) => `${entry.summary} ${yuan(entry.fen)}`).join('；')}。\n所有收支都走村集体账户，没有现金坐支。看不明白的地方，每周三上午村会计在村委会窗口当面解释。`,
    table,
  })
  return { month, opening, income: received, expense: paid, closing, notice }
}
