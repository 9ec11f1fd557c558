import { escapeHtml } from '../../rules/escape-html'
import type { Message, MessageLine } from '../channel'
import { anchor, button, htmlLetter, pale } from './html'

/** What a message says as an e-mail: the same in plain text and in HTML. */
export interface Letter {
  subject: string
  text: string
  html: string
}

export interface LetterLinks {
  /** The address of a page of the mini-program with its query. */
  page(link: string): string
  /** The page with one button that ends e-mail. */
  unsubscribe: string
  /** Where a person chooses what and how they are told. */
  settings: string
}

/** Readable by a person of seventy: large, plain, without pictures, and nothing tells who has opened it. */
export function letterOf(message: Message, links: LetterLinks): Letter {
  const groups = groupsOf(message)
  const heading = headingOf(message)
  const all = message.kind === 'single' ? null : links.page(message.link)
  return {
    subject: subjectOf(message),
    text: plainText(heading, groups, links, all),
    html: htmlPage(heading, groups, links, all),
  }
}

interface Group {
  /** Empty: a single needs no heading of its category. */
  category: string
  lines: MessageLine[]
}

const subjectOf = ({ kind, title, count, emergency }: Message): string =>
  kind === 'single' ? `${emergency ? '应急：' : ''}${title}` : `${count}条新公开：${title}`

const headingOf = ({ kind, count, publishedBy }: Message): string => {
  if (kind === 'single') return publishedBy
  return kind === 'digest' ? `有${count}条新公开` : `刚才又有${count}条新公开`
}

/** The categories in the order in which their first line comes. */
function groupsOf(message: Message): Group[] {
  const { kind, title, name, link, publishedAt, lines } = message
  if (kind === 'single') {
    const why = lines[0]?.why ?? ''
    return [{ category: '', lines: [{ category: '', title, name, why, link, publishedAt }] }]
  }
  const byCategory = new Map<string, MessageLine[]>()
  for (const line of lines) byCategory.set(line.category, [...(byCategory.get(line.category) ?? []), line])
  return [...byCategory].map(([category, of]) => ({ category, lines: of }))
}

const shanghai = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'long',
  day: 'numeric',
})

/** What stands below the title: the item where the title does not say it, the day, and why the person is told. */
const factsOf = ({ title, name, publishedAt, why }: MessageLine): string =>
  [title.includes(name) ? '' : name, shanghai.format(publishedAt), why].filter(Boolean).join(' · ')

const closing = '您在护塘留了这个邮箱，所以收到这封信。'

function plainText(heading: string, groups: Group[], links: LetterLinks, all: string | null): string {
  const parts = groups.map(({ category, lines }) =>
    [
      ...(category ? [`【${category}】`] : []),
      ...lines.map((line) => `${line.title}\n${factsOf(line)}\n${links.page(line.link)}`),
    ].join('\n\n'),
  )
  return [
    heading,
    ...parts,
    ...(all ? [`全部消息：\n${all}`] : []),
    `${closing}\n改变接收方式：${links.settings}\n不再收邮件：${links.unsubscribe}\n`,
  ].join('\n\n')
}

function htmlPage(heading: string, groups: Group[], links: LetterLinks, all: string | null): string {
  const body = groups.map(({ category, lines }) => {
    const title = category
      ? `<h2 style="margin:24px 0 0;font-size:20px;line-height:1.5">${escapeHtml(category)}</h2>\n`
      : ''
    const shown = all ? htmlLine : htmlSingle
    return title + lines.map((line) => shown(line, links)).join('\n')
  })
  return htmlLetter(
    heading,
    `${body.join('\n')}
${all ? `<p style="margin:24px 0 0">${anchor(all, '看全部消息', button)}</p>` : ''}
<p style="margin:32px 0 0;padding-top:16px;border-top:1px solid #e4ddd1;font-size:18px;${pale}">${escapeHtml(closing)}<br>
${anchor(links.settings, '改变接收方式', 'color:#1b4b84')}　${anchor(links.unsubscribe, '不再收邮件', 'color:#1b4b84')}</p>`,
  )
}

/** A publication by itself: what there is to press looks like it. */
const htmlSingle = (line: MessageLine, links: LetterLinks): string => `<p style="margin:16px 0 0">
<span style="font-size:20px;font-weight:600">${escapeHtml(line.title)}</span><br>
<span style="font-size:18px;${pale}">${escapeHtml(factsOf(line))}</span></p>
<p style="margin:16px 0 0">${anchor(links.page(line.link), '打开查看', button)}</p>`

const htmlLine = (line: MessageLine, links: LetterLinks): string => `<p style="margin:16px 0 0">
${anchor(links.page(line.link), line.title, 'color:#1b4b84;font-size:20px;font-weight:600')}<br>
<span style="font-size:18px;${pale}">${escapeHtml(factsOf(line))}</span></p>`
