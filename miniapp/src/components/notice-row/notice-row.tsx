import type { NoticeLine } from '@hutang/shared/contract'
import { dayText } from '../../format/date'
import { lockedText } from '../../format/words'
import { goTo } from '../../navigation'
import { Row, type RowTag } from '../row/row'

export interface NoticeRowProps {
  notice: NoticeLine
  mark?: string
  /** On an item's own page its name goes without saying. */
  withoutItem?: boolean
}

/** A notice in a list: the plain sentence first, then its title, date and item. */
export function NoticeRow({ notice, mark, withoutItem }: NoticeRowProps) {
  const { plain, title, publishedAt, itemName } = notice
  return (
    <Row
      title={plain ?? title}
      detail={plain === null ? undefined : title}
      note={withoutItem ? dayText(publishedAt) : `${dayText(publishedAt)} · ${itemName}`}
      tag={tagOf(notice)}
      mark={mark}
      onPress={() => goTo('notice', { id: notice.id })}
    />
  )
}

function tagOf(notice: NoticeLine): RowTag | undefined {
  if (notice.mine) return { text: '与我家有关', tone: 'good', icon: 'house' }
  if (notice.access === 'title') return { text: lockedText(notice), tone: 'plain', icon: 'lock' }
  return undefined
}
