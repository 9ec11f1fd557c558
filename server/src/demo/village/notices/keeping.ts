import { plainDateText, shanghaiDate } from '@hutang/shared'
import keepingJson from '../../../../../config/demo/keeping.json'
import { daysFrom, type Period } from '../calendar'
import { around, chance } from '../chance'
import { hutang } from '../places'
import type { DemoHousehold, DemoNotice } from '../types'
import { compose, rowOf, sumOf, tableOf } from './compose'

const reviewWeeks = 8

/** 公开墙: every week the same households, with what still stands; `no` 0 is the newest week. */
export function illegalBuildings(week: Period, byCode: ReadonlyMap<string, DemoHousehold>): DemoNotice {
  const done = reviewWeeks - week.no
  const rows = keepingJson.buildings.flatMap(({ household, area, from }, at) => {
    const found = byCode.get(household)
    if (!found) throw new RangeError(`config/demo/keeping.json: no household ${household}`)
    const removed = Math.min(area, Math.max(0, done - from) * Math.ceil(area / 3))
    const progress = removed >= area ? '已拆完' : removed > 0 ? `已拆 ${removed} ㎡` : '已签整改承诺'
    const due = shanghaiDate(daysFrom(week.publishedAt, 7 * (week.no + 1) + at * 3))
    return [rowOf(found, `W${String(at + 1).padStart(2, '0')}`, area - removed, due, progress)]
  })
  const ordered = rows.map(({ household, cells: [group, name, ...rest] }) => ({
    household,
    cells: [group ?? null, rest[0] ?? null, name ?? null, ...rest.slice(1)],
  }))
  const day = plainDateText(shanghaiDate(week.publishedAt), week.publishedAt)
  const table = tableOf(47, `${day}违法建筑整治进度`, ordered)
  const finished = table.rows.filter((row) => row.cells[5] === '已拆完').length
  return compose(hutang, 47, week.publishedAt, {
    title: `违建整治周报（${day}）`,
    plain: `到这周，${table.rows.length} 户里${finished === 0 ? '还没有一户' : `有 ${finished} 户`}拆完，还剩 ${sumOf(table, 'area')} 平方米没拆。`,
    texts: [
      '没有审批、侵占公共地方、影响消防的搭建都要拆；自己拆的免收清运费。',
      `${table.rows.length} 户，组别和户别代码见附表，姓名隐去中间的字。`,
      `还剩 ${sumOf(table, 'area')} 平方米。`,
      `每户的期限和进度见附表，已拆完 ${finished} 户。`,
      '举报电话 021-5555 0102，白天晚上都有人接。',
    ],
    body: '一把尺子量到底，谁家都一样。\n认为认定错了，三天内到村委会申请复核。',
    table,
  })
}

export function sortingScores(month: Period): DemoNotice {
  const random = chance(month.year * 100 + month.no + 48)
  const rows = hutang.groups.map(({ name }) => {
    const score = random.between(84, 99)
    return {
      cells: [
        name,
        score,
        score >= 95 ? '无' : around(keepingJson.faults, random.below(keepingJson.faults.length)),
      ],
    }
  })
  const table = tableOf(48, `${month.year}年${month.no}月各组得分`, rows)
  const red = rows.filter((row) => Number(row.cells[1]) >= 95).map((row) => String(row.cells[0]))
  const last = [...rows].sort((a, b) => Number(a.cells[1]) - Number(b.cells[1])).slice(0, 3)
  return compose(hutang, 48, month.publishedAt, {
    title: `${month.year}年${month.no}月垃圾分类和环境卫生考评`,
    plain: `${month.no} 月各组平均 ${Math.round(sumOf(table, 'score') / rows.length)} 分，${red.length} 个组上了红榜。`,
    texts: [
      '满分100分：分类准确50分，桶边干净30分，房前屋后20分。',
      `各组得分见附表，平均 ${Math.round(sumOf(table, 'score') / rows.length)} 分。`,
      red.length > 0 ? `${red.join('、')}。` : '本月没有组达到95分。',
      last.map((row) => `${row.cells[0]}：${row.cells[2]}`).join('；'),
    ],
    body: '每月抽查四次，村民代表轮流参加打分。\n扣分的地方一周内整改，村里再去看一次。',
    table,
  })
}
