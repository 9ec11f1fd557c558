import cadresJson from '../../../../../config/demo/cadres.json'
import type { Period } from '../calendar'
import { hutang } from '../places'
import type { DemoNotice } from '../types'
import { compose, sumOf, tableOf, wan, yuan } from './compose'

interface Cadre {
  name: string
  post: string
  /** Fen a month. */
  standard: number
}
export const cadres: readonly Cadre[] = cadresJson

/** What the monthly accounts pay under 村干部报酬; a quarter's disclosure is three of them. */
export const monthlyPay = cadres.reduce((sum, cadre) => sum + cadre.standard, 0)

/** The office costs of the quarter, from the same lines as the monthly accounts. */
export function payNotice(quarter: Period, officeCosts: number): DemoNotice {
  const when = `${quarter.year}年第${quarter.no}季度`
  const rows = cadres.map(({ name, post, standard }) => ({ cells: [name, post, standard, standard * 3] }))
  const table = tableOf(40, `${when}村干部报酬`, rows)
  const paid = sumOf(table, 'paid')
  return compose(hutang, 40, quarter.publishedAt, {
    title: `${when}村干部报酬和公务开支`,
    plain: `第 ${quarter.no} 季度 ${cadres.length} 名村干部一共领了 ${wan(paid)}，办公开支 ${wan(officeCosts)}，没有招待费。`,
    texts: [
      `${cadres.map(({ name, post }) => `${name}（${post}）`).join('、')}。`,
      `按镇里核定的标准，每月合计 ${yuan(monthlyPay)}；年终考核奖另行公开。`,
      `本季度实发 ${yuan(paid)}，每个人的数在附表里。`,
      `办公用品、电话、网络 ${yuan(officeCosts)}；没有外出考察，没有公务接待。`,
    ],
    body: '村民小组长的误工补贴在每月财务收支里列支，不在这张表里。\n报酬标准由镇里核定，村里不能自己加。',
    table,
  })
}
