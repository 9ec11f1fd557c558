import type { OldBatch, OldEntry } from '@hutang/shared/contract'
import type { TagTone } from '../../../components'
import { momentText } from '../../../format/date'

export const batchTone = ({ state }: OldBatch): TagTone => {
  if (state === 'published') return 'good'
  if (state === 'returned') return 'missing'
  return state === 'undone' ? 'plain' : 'soon'
}

export const entryTones: Record<OldEntry['state'], TagTone> = {
  fresh: 'info',
  held: 'missing',
  same: 'plain',
  published: 'good',
  undone: 'plain',
  gone: 'plain',
}

export const batchNote = ({ made }: OldBatch): string => `${made.by} · ${momentText(made.at)}`

/** 可以补录 12 条，2 条要先改，3 条已经有了，1 行读不了 */
export const countsText = ({ fresh, held, same, published, refused }: OldBatch['counts']): string =>
  [
    ...(published > 0 ? [`已补录 ${published} 条`] : []),
    ...(fresh > 0 ? [`可以补录 ${fresh} 条`] : []),
    ...(held > 0 ? [`${held} 条要先改`] : []),
    ...(same > 0 ? [`${same} 条已经有了`] : []),
    ...(refused > 0 ? [`${refused} 行读不了`] : []),
  ].join('，') || '没有可以补录的'

/** 2024 年 3 月 10 日 */
export const dayText = (date: string): string => {
  const [year, month, day] = date.split('-').map(Number)
  return `${year} 年 ${month} 月 ${day} 日`
}
