import type { FindingKindName, FindingWayName, OldBatch, OldEntry } from '../../contract/old-notices'
import { shanghaiDate } from '../format'

const dayText = (at: Date): string => {
  const [year, month, day] = shanghaiDate(at).split('-')
  return `${year} 年 ${Number(month)} 月 ${Number(day)} 日`
}

/** 2024 年 3 月 10 日公开过，2026 年 11 月 28 日补录; the years always: two days of two years stand side by side. */
export const backfilledText = (publishedAt: Date, backfilledAt: Date): string =>
  `${dayText(publishedAt)}公开过，${dayText(backfilledAt)}补录`

export const oldBatchText: Record<OldBatch['state'], string> = {
  preview: '看过再送审',
  submitted: '等村监会审核',
  returned: '退回了',
  approved: '审核通过，等发布',
  publishing: '正在发布',
  published: '已补录',
  undone: '已全部撤回',
}

export const oldEntryText: Record<OldEntry['state'], string> = {
  fresh: '可以补录',
  held: '要先改',
  same: '已经有了',
  published: '已补录',
  undone: '已撤回',
  gone: '不补录',
}

export const findingText: Record<FindingKindName, string> = {
  number: '号码或住址',
  name: '村民姓名',
  illness: '姓名和病情、救助在一起',
  list: '每户只看自己的名单',
  picture: '图片要人看过',
  broken: '表格有错',
}

export const findingWayText: Record<FindingWayName, string> = {
  mask: '遮住',
  withoutRow: '去掉这一行',
  withoutNames: '去掉姓名',
  withoutTable: '不要这张表',
  withoutPicture: '不要图片',
  seen: '看过了，可以补录',
}
