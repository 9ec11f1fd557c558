import { plainDateText, shanghaiDate } from '@hutang/shared'
import names from '../../../../../config/demo/names.json'
import { daysFrom } from '../calendar'
import { around } from '../chance'
import { hutang } from '../places'
import type { DemoHousehold, DemoNotice } from '../types'
import { compose, tableOf } from './compose'

const publishedAgo = 298
/** The head of this household of a group is its 组长. */
const leader = 2

/** 组长 and 妇女小组长 of every group: whom to ask first. */
export function leadersNotice(base: Date, households: readonly DemoHousehold[]): DemoNotice {
  const publishedAt = daysFrom(base, -publishedAgo)
  const day = (by: number) => plainDateText(shanghaiDate(daysFrom(publishedAt, by)), publishedAt)
  const rows = hutang.groups.map(({ no, name }) => {
    const own = households.filter(({ group }) => group === no)
    const head = around(own, leader).head
    const woman = around(names.surnames, 7 * no + 3) + around(names.women, no)
    return { cells: [name, head, woman] }
  })
  return compose(hutang, 4, publishedAt, {
    title: '村民小组长、妇女小组长名单',
    plain: `${rows.length} 个组的组长和妇女小组长都在表里，有事先找本组的。`,
    texts: [
      '每组选组长一名、妇女小组长一名，由本组有选举权的村民推选；护塘新苑选楼组长。',
      `${day(-30)}各组开会推选，${day(-25)}起公示五个工作日，没有异议。`,
      `${rows.length} 个组全部选出，任期和村委会相同。`,
    ],
    body: '组长负责报送信息、带领打扫、调解小矛盾，每月有误工补贴，数字在财务收支里。\n找不到组长，打村委会 021-5555 0101，接电话的人会帮您转。',
    table: tableOf(4, '各组组长和妇女小组长', rows),
  })
}
