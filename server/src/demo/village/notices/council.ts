import { plainDateText } from '@hutang/shared'
import councilJson from '../../../../../config/demo/council.json'
import { dateIn, type Period } from '../calendar'
import { around } from '../chance'
import { hutang } from '../places'
import type { DemoNotice } from '../types'
import { compose, sumOf, tableOf, wan, yuan } from './compose'

const whenOf = (quarter: Period) => `${quarter.year}年第${quarter.no}季度`
const representatives = 42

export function resolutions(quarter: Period): DemoNotice {
  const { present, topics, progress, result } = around(councilJson.meetings, quarter.no - 1)
  const rows = topics.map(({ topic, no, abstained }) => ({
    cells: [topic, representatives, present, present - no - abstained, no, abstained],
  }))
  const table = tableOf(27, `${whenOf(quarter)}村民代表会议表决`, rows)
  return compose(hutang, 27, quarter.publishedAt, {
    title: `${whenOf(quarter)}村民代表会议决议`,
    plain: `第 ${quarter.no} 季度代表会议到了 ${present} 人，${topics.length} 件事都表决通过了。`,
    texts: [
      `会议提前十天贴出通知，${plainDateText(dateIn(quarter, 70), quarter.publishedAt)}下午在村委会会议室开，议题 ${topics.length} 件：${topics.map((one) => one.topic).join('；')}。`,
      `应到 ${representatives} 人，实到 ${present} 人，超过三分之二；每件的票数见附表。`,
      topics.map((one, at) => `${at + 1}. ${one.decision}`).join(''),
      progress,
      result,
    ],
    body: '决议公示了五个工作日，没有收到反对意见。\n会议记录和签到表在村委会，村民都可以来查。',
    table,
  })
}

export function careForWomenAndChildren(quarter: Period): DemoNotice {
  const rows = around(councilJson.activities, quarter.no - 1).map(({ day, activity, place, people }) => ({
    cells: [dateIn(quarter, day), activity, place, people],
  }))
  const table = tableOf(21, `${whenOf(quarter)}活动安排`, rows)
  return compose(hutang, 21, quarter.publishedAt, {
    title: `${whenOf(quarter)}儿童和妇女关爱服务`,
    plain: `第 ${quarter.no} 季度办了 ${rows.length} 场活动，来了 ${sumOf(table, 'people')} 人次，都不收钱。`,
    texts: [
      '放学后看护、寒暑假托管、妇女两癌筛查、家庭纠纷调解，都可以找村里。',
      '儿童主任和妇联办公电话 021-5555 0104，周一至周六都有人。',
      rows.map((row) => `${row.cells[1]}（${row.cells[2]}）`).join('；'),
      `本季度 ${sumOf(table, 'people')} 人次。`,
    ],
    body: '活动提前一周在小组群和公开栏报名。\n孩子的姓名和照片一律不公开。',
    table,
  })
}

/** The year's final accounts beside its budget, and the next year's budget. */
export function budget(year: number, publishedAt: Date): DemoNotice {
  const rows = councilJson.budget.map(({ account, budget: planned, actual }) => ({
    cells: [account, planned, actual, actual - planned],
  }))
  const table = tableOf(38, `${year}年预算和决算`, rows)
  const part = (sign: '收入' | '支出', at: 1 | 2) =>
    rows.reduce(
      (sum, { cells }) =>
        String(cells[0]).startsWith(sign) && typeof cells[at] === 'number' ? sum + cells[at] : sum,
      0,
    )
  return compose(hutang, 38, publishedAt, {
    title: `${year}年财务决算和预算执行`,
    plain: `${year} 年原打算花 ${wan(part('支出', 1))}，实际花了 ${wan(part('支出', 2))}；收进来 ${wan(part('收入', 2))}。`,
    texts: [
      `${year}年收入预算 ${yuan(part('收入', 1))}。`,
      `${year}年支出预算 ${yuan(part('支出', 1))}。`,
      '年中调整一次：为老服务增加、公务开支减少，由村民代表会议表决通过。',
      `收入决算 ${yuan(part('收入', 2))}，支出决算 ${yuan(part('支出', 2))}。`,
      `支出和预算差 ${yuan(part('支出', 2) - part('支出', 1))}，主要是为老服务多了、办公开支省了，每项见附表。`,
    ],
    body: '会前十天，账本放在村委会给大家看。\n看不懂的科目，每周三上午会计当面解释。',
    table,
  })
}
