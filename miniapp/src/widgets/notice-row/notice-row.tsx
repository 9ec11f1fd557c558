import type { NoticeLine } from '@hutang/shared/contract'
import { Row, type RowTag } from '../../components/row/row'
import { dayText } from '../../format/date'
import { lockedText } from '../../format/words'
import { goTo } from '../../hooks/navigation'
import { region } from '../../store/region'

export interface NoticeRowProps {
  notice: NoticeLine
  mark?: string
  /** On an item's own page its name goes without saying, and the title tells one from another. */
  withoutItem?: boolean
  /** Under the heading 与我家有关 each row need not say so again. */
  withoutMine?: boolean
}

/** A notice in a list: the plain sentence first, then date and item; the title where it adds something. */
export function NoticeRow({ notice, mark, withoutItem, withoutMine }: NoticeRowProps) {
  const { plain, title, publishedAt, itemName, regionName } = notice
  // Somebody may belong to another village than the one being read: its figures must not pass for this one's.
  const elsewhere = notice.region !== region.use()
  const titled = withoutItem || (mark !== undefined && title.includes(mark))
  return (
    <Row
      title={plain ?? title}
      detail={plain !== null && titled ? title : undefined}
      note={[dayText(publishedAt), elsewhere && regionName, !withoutItem && itemName]
        .filter(Boolean)
        .join(' · ')}
      tag={notice.mine && withoutMine ? undefined : tagOf(notice)}
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
