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
  /** Only that there is something new (锁屏上的说法): what is in a group cannot be called back. */
  outward: boolean
}

const firstSentence = (text: string): string => text.slice(0, text.indexOf('。') + 1)

/** Numbers of people never go out, also of a notice from before there was a gate. */
const isFit = (text: string): boolean => personalDataIn(text).length === 0

/** `view`: a visitor's. What is for villagers alone goes out without its title. */
export function saidOf(view: NoticeView, now: Date): Said {
  const { region, item, access, accessText, nil, plain, correction } = view
  const lead = nil ? `${nil}。` : (plain ?? '')
  const outward = access === 'title' || !isFit(view.title) || !isFit(lead)
  const words = outwardWords({
    title: view.title,
    name: item.level2,
    publishedBy: view.publishedBy,
    isOpen: false,
    household: false,
    place: region.name,
  })
  const dates = [
    paperDate(new Date(view.publishedAt)),
    ...(correction
      ? [`${plainDateText(shanghaiDate(new Date(correction.at)), now).replaceAll(' ', '')}更正过`]
      : []),
  ]
  return {
    masthead: mastheadOf(region),
    title: outward ? words.title : view.title,
    lead: outward ? firstSentence(accessText ?? '') : lead,
    by: `${outward ? words.publishedBy : view.publishedBy}　${dates.join('，')}`,
    outward,
  }
}

export const groupCard = ({ masthead, title, lead, by, outward }: Said, link: string): Card => ({
  shape: 'group',
  ...{ masthead, title, lead, by },
  qr: { text: link, caption: outward ? '长按或扫一扫\n认证后看' : '长按或扫一扫\n看全文和表格' },
})

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
