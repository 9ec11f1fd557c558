import workJson from '../../../../../config/demo/casual-work.json'
import { dateIn, type Period } from '../calendar'
import { around, chance } from '../chance'
import { hutang } from '../places'
import type { DemoHousehold, DemoNotice } from '../types'
import { compose, type Row, sumOf, tableOf, yuan } from './compose'

/** Fen a day: the village's agreed rate. */
const dayRate = 16_000

/** The casual work of one month; the month's accounts pay exactly this. */
export function workTable(month: Period, households: readonly DemoHousehold[]) {
  const random = chance(month.year * 100 + month.no)
  const rows: Row[] = Array.from({ length: random.between(2, 4) }, (_, at) => {
    const job = around(workJson.jobs, month.no * 3 + at)
    const household = around(households, random.below(households.length))
    const days = random.between(2, 9)
    return {
      household: household.code,
      cells: [dateIn(month, 3 + at * 7), job, household.head, days, dayRate, days * dayRate, '已结清'],
    }
  })
  return tableOf(9, `${month.year}年${month.no}月临时用工`, rows)
}

export function workNotice(month: Period, households: readonly DemoHousehold[]): DemoNotice {
  const table = workTable(month, households)
  const days = sumOf(table, 'days')
  const total = sumOf(table, 'amount')
  const jobs = table.rows.map((row) => String(row.cells[1]))
  return compose(hutang, 9, month.publishedAt, {
    title: `${month.year}年${month.no}月临时用工情况`,
    plain: `${month.no} 月村里临时请人干活 ${table.rows.length} 次，共 ${days} 个工，付了 ${yuan(total)}，钱都结清了。`,
    texts: [
      `${[...new Set(jobs)].join('；')}。`,
      `共 ${table.rows.length} 人次、${days} 个工日，都在当月做完。`,
      `每个工日 ${yuan(dayRate)}，合计 ${yuan(total)}。`,
      '用工人员见附表，先问本组有空的村民，再问邻组。',
      '月底由经办登记、村监会核对，打到本人账上，当月结清。',
    ],
    body: `做了什么：${[...new Set(jobs)].join('、')}。\n工价按村民代表会议定的标准，每个工日 ${yuan(dayRate)}。这笔钱在${month.no}月财务收支里列支，两边数字一致。\n觉得不对的，可以到村委会问，也可以找村监会。`,
    table,
  })
}
