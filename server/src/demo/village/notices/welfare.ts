import type { Period } from '../calendar'
import { around, chance } from '../chance'
import { hutang } from '../places'
import type { DemoHousehold, DemoNotice } from '../types'
import { compose, rowOf, sumOf, tableOf, yuan } from './compose'

/** So many households, spread over the village; the same ones each quarter, so that a household finds itself again. */
function chosen(
  households: readonly DemoHousehold[],
  count: number,
  seed: number,
  always: string[] = [],
): DemoHousehold[] {
  const random = chance(seed)
  const codes = new Set(always)
  while (codes.size < count) codes.add(around(households, random.below(households.length)).code)
  return households.filter((one) => codes.has(one.code))
}

const whenOf = (quarter: Period) => `${quarter.year}年第${quarter.no}季度`

/** 幸福80: the village's own service for those of eighty and more, and the frail of seventy. */
export function happy80(quarter: Period, households: readonly DemoHousehold[]): DemoNotice {
  const perVisit = 3_500
  const rows = chosen(households, 24, 1380, ['HT-15-002', 'HT-22-006']).map((one, at) => {
    const visits = 6 + ((at * 7 + quarter.no * 3 + Math.floor(at / 5) * quarter.no) % 4) * 2
    return rowOf(one, visits, visits * perVisit)
  })
  const table = tableOf(13, `${whenOf(quarter)}幸福80服务`, rows)
  const total = yuan(sumOf(table, 'amount'))
  return compose(hutang, 13, quarter.publishedAt, {
    title: `${whenOf(quarter)}“幸福80”为老服务`,
    plain: `第 ${quarter.no} 季度有 ${rows.length} 位老人用了上门服务 ${sumOf(table, 'visits')} 次，一共花了 ${total}。`,
    texts: [
      '八十岁以上老人，和七十岁以上独居、行动不便的老人，都可以申请上门理发、打扫、陪诊。',
      `每次 ${yuan(perVisit)}，老人不花钱；每月最多四次。`,
      '本人或家里人打 021-5555 0103，或告诉村民小组长，三天内有人上门登记。',
      `本季度 ${rows.length} 位老人享受，共 ${sumOf(table, 'visits')} 次。`,
      `支出 ${total}，全部来自镇里拨的为老服务专项，由服务社按次结算。`,
    ],
    body: '名单不公开，自己家的服务次数和金额只有自己家看得到。\n对服务不满意，打监督电话 021-5555 0102，换人再做一次。',
    table,
  })
}

/** 困难残疾人生活补贴和重度残疾人护理补贴. */
export function disabilityAllowance(quarter: Period, households: readonly DemoHousehold[]): DemoNotice {
  const rows = chosen(households, 9, 1818, ['HT-15-005']).map((one, at) =>
    at % 3 === 0 ? rowOf(one, '护理补贴', 90_000) : rowOf(one, '生活补贴', 135_000),
  )
  const table = tableOf(18, `${whenOf(quarter)}残疾人两项补贴`, rows)
  const total = yuan(sumOf(table, 'amount'))
  return compose(hutang, 18, quarter.publishedAt, {
    title: `${whenOf(quarter)}残疾人两项补贴`,
    plain: `第 ${quarter.no} 季度两项补贴发给 ${rows.length} 人，一共 ${total}，都已到卡。`,
    texts: [
      '困难残疾人生活补贴每月 ¥450.00，重度残疾人护理补贴每月 ¥300.00，符合条件的可以同时领。',
      '带残疾人证到镇社区事务受理中心办，行动不便的由村里代办，电话 021-5555 0103。',
      `本季度 ${rows.length} 人。`,
      `分三个月发放，合计 ${total}。`,
    ],
    body: '谁领、领多少只给本人家里看，村里不公布名单。\n证件到期请提前一个月换，补贴不会断。',
    table,
  })
}

export function redCross(quarter: Period, households: readonly DemoHousehold[]): DemoNotice {
  const goods = ['米 10 公斤、油 5 升', '棉被一条', '家庭药箱'] as const
  const rows = chosen(households, 12, 1515 + quarter.no, ['HT-22-006']).map((one, at) =>
    rowOf(one, goods[at % 3] ?? goods[0], 1),
  )
  const table = tableOf(15, `${whenOf(quarter)}红十字关怀发放`, rows)
  return compose(hutang, 15, quarter.publishedAt, {
    title: `${whenOf(quarter)}红十字关怀服务`,
    plain: `第 ${quarter.no} 季度村红十字服务站给 ${rows.length} 户送了米油、棉被和药箱。`,
    texts: [
      '大病、火灾、独居老人等一时有难处的家庭，可以得到米油、棉被、家庭药箱。',
      '本人或邻居告诉村民小组长，服务站两天内上门看，当场填表。',
      `本季度接收镇红十字会物资 ${rows.length} 份，没有现金捐款。`,
      `发放 ${sumOf(table, 'quantity')} 份，折合 ${yuan(sumOf(table, 'quantity') * 18_000)}，没有剩余。`,
    ],
    body: '领到的东西有缺、有坏，三天内打 021-5555 0103 换。\n名单不公开，只给本人家里看。',
    table,
  })
}

export function veterans(quarter: Period, households: readonly DemoHousehold[]): DemoNotice {
  const rows = chosen(households, 7, 1919).map((one) => rowOf(one, '优待金和走访慰问', 150_000))
  const table = tableOf(19, `${whenOf(quarter)}优抚慰问`, rows)
  const total = yuan(sumOf(table, 'amount'))
  return compose(hutang, 19, quarter.publishedAt, {
    title: `${whenOf(quarter)}优抚对象优待和慰问`,
    plain: `第 ${quarter.no} 季度给 ${rows.length} 户优抚家庭发了 ${total}，都送到了家里。`,
    texts: [
      '退役军人、军属和烈属按镇里的标准享受优待金，重要节日走访慰问。',
      `本季度一批，${rows.length} 户，合计 ${total}。`,
      '每户慰问金含在上面的数里，另送慰问信一封。',
      '镇退役军人服务站 021-5555 0110，村里联系人电话 021-5555 0103。',
    ],
    body: '新搬来的退役军人，请带退役证到村里登记。\n名单只给本人家里看。',
    table,
  })
}

export function birthSupport(quarter: Period, households: readonly DemoHousehold[]): DemoNotice {
  const rows = chosen(households, 14, 2525).map((one, at) =>
    at % 7 === 0 ? rowOf(one, '特别扶助', 270_000) : rowOf(one, '独生子女父母奖励', 15_000),
  )
  const table = tableOf(25, `${whenOf(quarter)}奖励扶助发放`, rows)
  const total = yuan(sumOf(table, 'amount'))
  return compose(hutang, 25, quarter.publishedAt, {
    title: `${whenOf(quarter)}生育登记和奖励扶助`,
    plain: `第 ${quarter.no} 季度奖励扶助发给 ${rows.length} 户，一共 ${total}。`,
    texts: [
      '生几个孩子都可以登记；符合条件的独生子女父母领奖励，特殊困难家庭领特别扶助。',
      '手机上“随申办”办，或带身份证明、户口簿到镇社区事务受理中心，村里可以代办。',
      `本季度 ${rows.length} 户享受。`,
      `发放 ${total}。`,
    ],
    body: '谁领、领多少只给本人家里看。\n不清楚自己符不符合，打 021-5555 0103 问。',
    table,
  })
}

/** A year's support of families who lost their only child: how many, never who. */
export function bereaved(year: number, publishedAt: Date, households: readonly DemoHousehold[]): DemoNotice {
  const rows = chosen(households, 4, 1414).map((one) => rowOf(one, 1_080_000))
  const table = tableOf(14, `${year}年失独家庭扶助`, rows)
  return compose(hutang, 14, publishedAt, {
    title: `${year}年失独家庭扶助情况`,
    plain: `${year} 年有 ${rows.length} 户得到扶助，一共 ${yuan(sumOf(table, 'amount'))}，名单不公开。`,
    texts: [
      '女方满四十九周岁、独生子女去世的夫妻，每人每月领特别扶助金，看病有专人陪。',
      '打 021-5555 0103，村里派固定的联系人上门帮着办，不用自己跑。',
      `${year}年享受 ${rows.length} 户。`,
      `全年发放 ${yuan(sumOf(table, 'amount'))}。`,
    ],
    body: '村里每户有一位固定联系人，逢年过节上门看看。\n金额只给本人家里看。',
    table,
  })
}
