import { type NoticeView, outwardWords, personalDataIn, plainDateText, shanghaiDate } from '@hutang/shared'
import type { Card } from '../../paper'
import { paperDate } from '../../paper'
import { mastheadOf } from '../board'

/** The words that go out of a notice, of what a visitor reads. */
export interface Said {
  masthead: string
  title: string
  lead: string
  by: string
  /** A visitor reads no more than this: it is for villagers. */
  closed: boolean
}

/** From here on (身份、家庭情况) not even the title goes where it cannot be called back from. */
const closedFrom = 'M2'

const firstSentence = (text: string): string => text.slice(0, text.indexOf('。') + 1)

/** Numbers of people never go out, also of a notice from before there was a gate. */
const isFit = (text: string): boolean => personalDataIn(text).length === 0

/** `view`: a visitor's. Of what is for villagers goes out what a locked screen may show (锁屏上的说法). */
export function saidOf(view: NoticeView, now: Date): Said {
  const { region, item, access, accessText, nil, plain, correction, title, publishedBy } = view
  const lead = nil ? `${nil}。` : (plain ?? '')
  const fit = isFit(title) && isFit(lead)
  const closed = access === 'title' || !fit
  const words = outwardWords({
    ...{ title, name: item.level2, publishedBy, place: region.name, household: false },
    isOpen: fit && item.maskLevel < closedFrom,
  })
  const dates = [
    paperDate(new Date(view.publishedAt)),
    ...(correction
      ? [`${plainDateText(shanghaiDate(new Date(correction.at)), now).replaceAll(' ', '')}更正过`]
      : []),
  ]
  return {
    masthead: mastheadOf(region),
    title: closed ? words.title : title,
    lead: closed ? firstSentence(accessText ?? '') : lead,
    by: `${closed ? words.publishedBy : publishedBy}　${dates.join('，')}`,
    closed,
  }
}

interface Ways {
  /** The page as h5 has it. */
  link: string
  site: string
  /** The mini-program's own code; null: the link alone. */
  wechat: Uint8Array | null
}

/** One code alone: WeChat asks whoever presses long on a picture with two which of them is meant. */
export function groupCard({ masthead, title, lead, by, closed }: Said, { link, site, wechat }: Ways): Card {
  const caption = `长按或扫一扫\n${closed ? '认证后看' : '看全文和表格'}`
  return {
    shape: 'group',
    ...{ masthead, title, lead, by },
    qr: wechat ? { png: wechat, caption, aside: `没有微信，看网页\n${site}` } : { text: link, caption },
  }
}

/** Its link is the message itself. */
export const shareCard = ({ masthead, title, lead, by }: Said): Card => ({
  shape: 'share',
  ...{ masthead, title, lead, by },
  qr: null,
})

/** 群里发的文字: the address whole, so that everybody sees where it leads. */
export function groupText({ masthead, title, lead, by }: Said, link: string, phone: string): string {
  return [
    `【${masthead}】${title}`,
    ...(lead ? [lead] : []),
    by,
    `看全文：${link}`,
    ...(phone ? [`有疑问请打村里电话：${phone}`] : []),
  ].join('\n')
}
