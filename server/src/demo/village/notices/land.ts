import { areaText } from '@hutang/shared'
import type { Period } from '../calendar'
import { hutang } from '../places'
import type { DemoHousehold, DemoNotice, DemoRegion } from '../types'
import { compose, rowOf, sumOf, tableOf, yuan } from './compose'

/** Fen a quarter for one hundredth of a mu: 1,200 yuan a mu and year. */
const feePerHundredth = 300

export function landTable(caption: string, households: readonly DemoHousehold[]) {
  const rows = households.map((one) =>
    rowOf(
      one,
      one.land.shared,
      one.land.contracted,
      one.land.confirmed,
      one.land.transferred,
      one.land.transferred * feePerHundredth,
    ),
  )
  return tableOf(31, caption, rows)
}

/** 土地流转概况: one row for each household of the village, in the order of the register. */
export function landNotice(
  quarter: Period,
  households: readonly DemoHousehold[],
  region: DemoRegion = hutang,
): DemoNotice {
  const when = `${quarter.year}年第${quarter.no}季度`
  const table = landTable(`${region.name}土地流转概况（${when}）`, households)
  const [contracted, confirmed, transferred] = [
    sumOf(table, 'contracted'),
    sumOf(table, 'confirmed'),
    sumOf(table, 'transferred'),
  ]
  const fee = sumOf(table, 'fee')
  const farmers = households.filter((one) => one.land.transferred > 0).length
  return compose(region, 31, quarter.publishedAt, {
    title: `${when}土地流转面积和流转费`,
    plain: `第 ${quarter.no} 季度全村流转 ${areaText(transferred)}，流转费 ${yuan(fee)}，已全部打到 ${farmers} 户的账上。`,
    texts: [
      `${households.length} 户，按组别、户名列在附表里，自家的一行排在最前面。`,
      `承包 ${areaText(contracted)}，确权 ${areaText(confirmed)}，流转 ${areaText(transferred)}。`,
      '流给村经济合作社统一经营，种水稻和蔬菜，不改变农业用途。',
      '流转期限三年，单价每亩每年 ¥1,200.00，每季度付一次，即每亩每季度 ¥300.00。',
      `本季度应收 ${yuan(fee)}，实收 ${yuan(fee)}，应发 ${farmers} 户 ${yuan(fee)}，实发 ${yuan(fee)}。`,
      '流转费全部发给农户，村里不留一分；管理用的开支从合作社经营收入里出。',
    ],
    body: `怎么算的：自家流转面积 × 每亩每季度 300 元。比如流转 2.26 亩，就是 678 元。\n面积是零的户，有的是地已经被征用，有的是共有人已经迁出，原因可以到村委会查登记簿。\n数字和家里的证对不上，请带上承包经营权证到村委会核对，十个工作日内答复。`,
    table,
  })
}
