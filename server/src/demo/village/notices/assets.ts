import { shanghaiDate } from '@hutang/shared'
import assetsJson from '../../../../../config/demo/assets.json'
import { type Period, shanghai } from '../calendar'
import { hutang } from '../places'
import type { DemoHousehold, DemoNotice } from '../types'
import { compose, rowOf, sumOf, tableOf, wan, yuan } from './compose'

const whenOf = (quarter: Period) => `${quarter.year}年第${quarter.no}季度`

/** Buildings lose their book value by the quarter; land and roads do not. */
export function assetRegister(quarter: Period): DemoNotice {
  const age = (quarter.year - 2020) * 4 + quarter.no
  const rows = assetsJson.assets.map(({ name, kind, cost, size, use, quarterly }) => ({
    cells: [name, kind, cost, Math.max(0, cost - quarterly * age), size, use],
  }))
  const table = tableOf(42, `${whenOf(quarter)}集体资产资源台账`, rows)
  const idle = rows.filter((row) => row.cells[5] === '空置').length
  return compose(hutang, 42, quarter.publishedAt, {
    title: `${whenOf(quarter)}集体资产资源台账`,
    plain: `村集体有 ${rows.length} 样资产资源，账面净值 ${wan(sumOf(table, 'net'))}，${idle === 0 ? '都在用着' : `有 ${idle} 样空着`}。`,
    texts: [
      `${rows.length} 样，逐样列在附表里。`,
      `原值 ${yuan(sumOf(table, 'cost'))}，净值 ${yuan(sumOf(table, 'net'))}。`,
      `出租 ${rows.filter((row) => row.cells[5] === '出租').length} 样，自用 ${rows.filter((row) => row.cells[5] === '自用').length} 样，空置 ${idle} 样。`,
      '每年年底清查一次，上一次清查账实相符，盘点表在村委会可以查。',
      '要出租、变卖的先请人评估，本季度没有需要评估的。',
    ],
    body: '净值是原值减去折旧，不是卖得出的价钱。\n发现账上没有的集体东西被人占用，请打 021-5555 0102。',
    table,
  })
}

/** Money the township gave for a stated purpose: what came, what was spent, what is left. */
export function earmarkedFunds(quarter: Period): DemoNotice {
  const rows = assetsJson.funds.map(({ name, received, spentShare, day }, at) => {
    const spent = Math.round((received * Math.min(100, spentShare + quarter.no * 5)) / 10_000) * 100
    const document = `漕政演〔${quarter.year}〕${quarter.no * 10 + at + 1}号`
    const arrived = shanghaiDate(shanghai(quarter.year, quarter.no * 3, day))
    return { cells: [name, document, arrived, received, spent, received - spent] }
  })
  const table = tableOf(44, `${whenOf(quarter)}财政拨款和专项补助`, rows)
  return compose(hutang, 44, quarter.publishedAt, {
    title: `${whenOf(quarter)}财政拨款和专项补助资金`,
    plain: `第 ${quarter.no} 季度上面拨来 ${wan(sumOf(table, 'received'))}，用了 ${wan(sumOf(table, 'spent'))}，剩下的下季度接着用。`,
    texts: [
      `${rows.map((row) => row.cells[0]).join('、')}，文号见附表，都由镇里拨付。`,
      `到账 ${yuan(sumOf(table, 'received'))}，每笔到账日期见附表。`,
      `已支出 ${yuan(sumOf(table, 'spent'))}，只用在文件写明的事情上。`,
      `结余 ${yuan(sumOf(table, 'left'))}，转到下季度。`,
      '镇里每季度来看一次现场和单据，本季度都合格。',
    ],
    body: '专项钱单独记账，不和村里别的钱混用。\n想看文件原文，可以到村委会窗口查。',
    table,
  })
}

/** `season` counts the quarters since the projects began. */
export function projects(quarter: Period, season: number): DemoNotice {
  const rows = assetsJson.projects.map(({ name, total, arrived, start }) => {
    const progress = Math.min(100, start + season * 15)
    return {
      cells: [name, total, Math.min(total, Math.round((arrived * (5 + season)) / 800) * 100), progress],
    }
  })
  const table = tableOf(49, `${whenOf(quarter)}乡村振兴项目`, rows)
  return compose(hutang, 49, quarter.publishedAt, {
    title: `${whenOf(quarter)}乡村振兴项目进展`,
    plain: `村里在做 ${rows.length} 个项目，一共要花 ${wan(sumOf(table, 'total'))}，钱到了 ${wan(sumOf(table, 'arrived'))}。`,
    texts: [
      `${rows.map((row) => row.cells[0]).join('、')}。`,
      `总投资 ${yuan(sumOf(table, 'total'))}，已到位 ${yuan(sumOf(table, 'arrived'))}，来自区、镇两级补助和村集体。`,
      `${rows.map((row) => `${row.cells[0]}做到 ${row.cells[3]}%`).join('，')}。`,
      '水泵房和排水渠做好后，全村种田的户都能用；大棚优先租给本村人。',
      '长期重点帮扶的家庭由村干部一对一联系，名单不公开。',
    ],
    body: '施工时车多，请绕行护塘中心路。\n对工程质量有意见，打 021-5555 0102，村监会到现场看。',
    table,
  })
}

/** 集体收益分配: one row for each household, shown to the household alone. */
export function dividend(year: number, publishedAt: Date, households: readonly DemoHousehold[]): DemoNotice {
  const perShare = 4_200
  const rows = households.map((one) => {
    const members = Math.max(1, one.land.shared)
    return rowOf(one, members, members * 10, members * 10 * perShare)
  })
  const table = tableOf(43, `${year}年度收益分配`, rows)
  const paid = sumOf(table, 'amount')
  const reserve = Math.round(paid / 4 / 100) * 100
  return compose(hutang, 43, publishedAt, {
    title: `${year}年度集体收益分配`,
    plain: `${year} 年每份分 ${yuan(perShare)}，每人十份就是 ${yuan(perShare * 10)}，全村分了 ${wan(paid)}。`,
    texts: [
      `可分配收益 ${yuan(paid + reserve)}，提取公积金公益金 ${yuan(reserve)}。`,
      `按份额分，一人十份，成员代表大会表决通过，表决前十天把方案放在村委会给大家看。`,
      `每份 ${yuan(perShare)}，每人 ${yuan(perShare * 10)}。`,
      `成员 ${sumOf(table, 'members')} 人，份额 ${sumOf(table, 'shares')} 份；各户的数只给本户看。`,
      `${households.length} 户 ${yuan(paid)} 由经济合作社打到成员账上，不在村委会每月收支里。`,
    ],
    body: '没有收到的，带上户口簿到村委会窗口查，三个工作日内答复。\n外嫁、迁入的成员按成员名册算，名册有疑问可以书面提出。',
    table,
  })
}
