import type { LedgerBody } from '@hutang/shared'
import assetsJson from '../../../../../config/demo/assets.json'
import type { Period } from '../calendar'
import { chance } from '../chance'
import { monthlyPay } from './pay'

/** One line of a month's accounts. */
export interface Entry {
  day: number
  summary: string
  kind: string
  fen: number
  incoming: boolean
}

type Line = Omit<Entry, 'incoming'>

const monthlyFund = '村级组织运转经费'
/** What the cooperative hands to the committee: spending of the one, income of the other. */
const handedOver = 8_720_000

/** The same money that 财政拨款和专项补助 gives by the quarter. */
const quarterlyFunds = assetsJson.funds
  .filter((fund) => fund.name !== monthlyFund)
  .map(({ name, received, day }) => ({ day, summary: `镇拨${name}`, kind: '上级拨款', fen: received }))

/** Whole tens of yuan around an amount. */
const about = (random: ReturnType<typeof chance>, yuanAmount: number): number =>
  (yuanAmount + random.between(-12, 12) * 10) * 100

/** What the office spent in a month. */
function officeCost(year: number, month: number): number {
  return about(chance(year * 100 + month + 3), 1_180)
}

export const officeCosts = ({ year, no }: Period): number =>
  [1, 2, 3].reduce((sum, month) => sum + officeCost(year, (no - 1) * 3 + month), 0)

type Month = Pick<Period, 'year' | 'no'>

function committeeIncome({ year, no }: Month): Line[] {
  const random = chance(year * 100 + no + 1)
  const quarterly = no % 3 === 0
  return [
    { day: 5, summary: '经济合作社拨付村级公益经费', kind: '集体经济拨付', fen: handedOver },
    { day: 18, summary: `镇拨${monthlyFund}`, kind: '上级拨款', fen: 5_500_000 },
    ...(quarterly ? [{ day: 21, summary: '存款利息', kind: '利息', fen: about(random, 1_480) }] : []),
    ...(quarterly ? quarterlyFunds : []),
    ...(no === 4 || no === 10
      ? [{ day: 26, summary: '垃圾分类以奖代补资金', kind: '上级拨款', fen: 4_200_000 }]
      : []),
  ]
}

function committeeExpense({ year, no }: Month, work: number): Line[] {
  const random = chance(year * 100 + no + 2)
  const [pay, clean, power] = ['工资和报酬', '保洁和绿化', '水电费']
  const [mend, old, visit] = ['修缮和养护', '养老和助餐', '慰问和活动']
  return [
    { day: 6, summary: '保洁员工资（8人）', kind: pay, fen: 3_360_000 },
    { day: 8, summary: '河道养护（按合同）', kind: clean, fen: 1_450_000 },
    { day: 10, summary: '路灯和公共用电', kind: power, fen: about(random, 4_260) },
    { day: 11, summary: '办公用品、电话、网络', kind: '办公费', fen: officeCost(year, no) },
    { day: 25, summary: '村干部报酬（见报酬公开）', kind: pay, fen: monthlyPay },
    { day: 13, summary: '老年活动室水电', kind: power, fen: about(random, 860) },
    { day: 15, summary: '助餐点运行补贴', kind: old, fen: about(random, 9_200) },
    { day: 19, summary: '村民小组长误工补贴', kind: pay, fen: 1_890_000 },
    ...(no % 2 === 0 ? [{ day: 20, summary: '绿化养护', kind: clean, fen: about(random, 12_600) }] : []),
    ...(no % 3 === 2
      ? [{ day: 21, summary: '农村公路养护（专项资金）', kind: mend, fen: about(random, 46_000) }]
      : []),
    ...(no % 3 === 0 ? [{ day: 21, summary: '泵站电费和检修', kind: mend, fen: about(random, 31_500) }] : []),
    ...(no === 1
      ? [{ day: 22, summary: '春节走访慰问（高龄、困难老人）', kind: visit, fen: 2_960_000 }]
      : []),
    ...(no === 7 ? [{ day: 22, summary: '高温慰问一线保洁员、志愿者', kind: visit, fen: 680_000 }] : []),
    ...(no === 9 ? [{ day: 23, summary: '重阳节敬老活动', kind: visit, fen: 1_520_000 }] : []),
    ...(no === 5 || no === 11
      ? [{ day: 23, summary: '村道坑洼修补（结算）', kind: mend, fen: about(random, 18_400) }]
      : []),
    { day: 27, summary: '临时用工（见临时用工公开）', kind: pay, fen: work },
  ]
}

function cooperativeIncome({ year, no }: Month): Line[] {
  const random = chance(year * 100 + no + 5)
  return [
    { day: 5, summary: '厂房租金（塘北仓库）', kind: '租金', fen: 6_800_000 },
    { day: 12, summary: '沿街门面房租金（6间）', kind: '租金', fen: 1_920_000 },
    { day: 12, summary: '集体鱼塘承包款', kind: '发包款', fen: 450_000 },
    { day: 16, summary: '蔬菜大棚租金（18座）', kind: '租金', fen: 1_260_000 },
    ...(no % 3 === 0 ? [{ day: 21, summary: '存款利息', kind: '利息', fen: about(random, 3_260) }] : []),
    ...(no === 6 || no === 12
      ? [{ day: 24, summary: '稻谷销售款', kind: '经营收入', fen: about(random, 268_000) }]
      : []),
  ]
}

function cooperativeExpense({ year, no }: Month): Line[] {
  const random = chance(year * 100 + no + 6)
  return [
    { day: 4, summary: '拨付村民委员会村级公益经费', kind: '拨付村委会', fen: handedOver },
    { day: 9, summary: '大棚和仓库维修', kind: '修缮和养护', fen: about(random, 3_800) },
    { day: 14, summary: '委托代理记账费', kind: '管理费', fen: 120_000 },
    { day: 17, summary: '仓库保险和消防年检分摊', kind: '管理费', fen: about(random, 1_060) },
    ...(no % 3 === 1
      ? [{ day: 20, summary: '房产税、土地使用税', kind: '税费', fen: about(random, 21_600) }]
      : []),
    ...(no === 4 || no === 5
      ? [{ day: 22, summary: '稻种、化肥、育秧', kind: '生产支出', fen: about(random, 46_000) }]
      : []),
    ...(no === 10 || no === 11
      ? [{ day: 22, summary: '机收、烘干', kind: '生产支出', fen: about(random, 38_500) }]
      : []),
  ]
}

/** A month of one body in the order of its days; what one of them hands to the other stands in both. */
export function entriesOf(body: LedgerBody, month: Month, work: number): Entry[] {
  const [income, expense] =
    body === 'committee'
      ? [committeeIncome(month), committeeExpense(month, work)]
      : [cooperativeIncome(month), cooperativeExpense(month)]
  return [
    ...income.map((entry) => ({ ...entry, incoming: true })),
    ...expense.map((entry) => ({ ...entry, incoming: false })),
  ].sort((a, b) => a.day - b.day)
}
