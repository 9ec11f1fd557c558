import type { FoundIn, NoticeLine } from '@hutang/shared/contract'
import { ownSentence, validityText } from '@hutang/shared/rules'
import { Row, type RowTag } from '../../components/row/row'
import { clock } from '../../format/clock'
import { dayText } from '../../format/date'
import { lockedText, ownerOf, shortName } from '../../format/words'
import { goTo } from '../../hooks/navigation'
import { region } from '../../store/region'

export interface NoticeRowProps {
  notice: NoticeLine
  /** Why a search found it: the title is shown as it is, and the part that holds the words. */
  found?: FoundIn
  /** On the page of an item: shows the title instead of the item's name. */
  withoutItem?: boolean
  /** Under the heading 与我家有关: leaves out that tag, and begins with the household's own figures. */
  withoutMine?: boolean
  /** 遮住: those figures are left out. */
  hidden?: boolean
}

/** A notice in a list: the plain sentence (一句话), then date and item. */
export function NoticeRow({ notice, found, withoutItem, withoutMine, hidden }: NoticeRowProps) {
  const { plain, title, publishedAt, correctedAt, validUntil, itemName, regionName } = notice
  const until = validUntil ? validityText(new Date(validUntil), new Date(clock.now())) : ''
  const own = withoutMine && !hidden ? ownSentence(notice.own, ownerOf(notice)) : ''
  // A notice of another village is marked with its name, so that its figures are not mistaken.
  const elsewhere = notice.region !== region.use()
  return (
    <Row
      {...(found
        ? foundTexts(notice, found)
        : own
          ? { title: own, detail: plain ?? title }
          : texts(notice, withoutItem))}
      note={[
        dayText(publishedAt),
        until,
        notice.backfilledAt && '补录',
        correctedAt && '已更正',
        elsewhere && regionName,
        !withoutItem && shortName(itemName),
      ]
        .filter(Boolean)
        .join(' · ')}
      tag={tagOf(notice, withoutMine)}
      onPress={() => goTo('notice', { id: notice.id })}
    />
  )
}

const texts = ({ plain, title }: NoticeLine, titled = false) => ({
  title: plain ?? title,
  detail: plain !== null && titled ? title : undefined,
})

const foundTexts = ({ plain, title }: NoticeLine, { titleMarks, snippet }: FoundIn) => ({
  title,
  detail: snippet?.text ?? plain ?? undefined,
  marks: { title: titleMarks, detail: snippet?.marks ?? [] },
})

function tagOf(notice: NoticeLine, withoutMine?: boolean): RowTag | undefined {
  if (notice.stateText) return { text: notice.stateText, tone: 'plain', icon: 'info' }
  if (notice.mine && withoutMine) return undefined
  if (notice.mine) return { text: '与我家有关', tone: 'good', icon: 'house' }
  if (notice.access === 'title') return { text: lockedText(notice), tone: 'plain', icon: 'lock' }
  return undefined
}
