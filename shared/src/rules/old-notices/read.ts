import { coveredText, cutText } from '../privacy/cover'
import { dateOf, findHeading, type Sheet, type SheetCell } from '../sheet'
import { textOf } from '../sheet/cells'
import { dateOfSerial } from '../sheet/dates'
import { visibleText } from '../visible-text'

export const mostOldNotices = 500
export const mostOldPictures = 9

const fields = {
  date: ['日期', '公开日期', '发布日期', '公开时间', '发布时间', '公示日期', '公示时间', '时间'],
  item: ['事项', '公开事项', '事项编号', '二级事项', '公开项目', '事项名称'],
  title: ['标题', '公开标题', '题目', '公示标题'],
  body: ['正文', '内容', '公开内容', '公示内容'],
  table: ['附表文件', '附表', '表格文件', '附件表格', '表格'],
  pictures: ['图片文件', '图片', '照片', '照片文件', '图片附件'],
  plain: ['一句话说清', '一句话', '摘要'],
  owner: ['主体', '账主体'],
  period: ['期别', '所属期', '期间'],
} as const
type Field = keyof typeof fields

export const oldHeadings: readonly string[] = Object.values(fields).flat()

const bare = (label: string): string => label.normalize('NFKC').replace(/\s|\(.*\)|[:*]/g, '')

/** Which column holds what. */
const columnsIn = (labels: readonly string[]): Partial<Record<Field, number>> =>
  Object.fromEntries(
    (Object.keys(fields) as Field[]).flatMap((field) => {
      const words: readonly string[] = fields[field]
      const at = words
        .map((word) => labels.findIndex((label) => bare(label) === word))
        .find((one) => one >= 0)
      return at === undefined ? [] : [[field, at] as const]
    }),
  )

/** Whether a sheet is a list of old notices: it says when, what about and under which title. */
export function isOldList(sheet: Sheet): boolean {
  const { date, item, title } = columnsIn(findHeading(sheet, oldHeadings).labels)
  return date !== undefined && item !== undefined && title !== undefined
}

export interface KnownItem {
  no: number
  name: string
  other: readonly string[]
}

/** An old notice as its row says it. */
export interface OldRow {
  /** Of the sheet, from 1. */
  row: number
  item: number
  /** YYYY-MM-DD */
  date: string
  title: string
  plain: string
  body: string
  /** Names of files; empty: none. */
  table: string
  pictures: string[]
  owner: string
  period: string
}

export interface OldSheet {
  rows: OldRow[]
  refused: { row: number; message: string }[]
}

const longest = { title: 60, plain: 100, body: 20_000 }

/** The item that a person means by its number or by its name. */
export function itemMeant(text: string, items: readonly KnownItem[]): KnownItem | null {
  const said = bare(text).replace(/^第?(\d{1,3})项?$/, '$1')
  if (/^\d{1,3}$/.test(said)) return items.find(({ no }) => no === Number(said)) ?? null
  const numbered = /^第?(\d{1,3})[项.、\s]*(.+)$/.exec(said)
  const name = numbered?.[2] ?? said
  const found = items.filter((one) => [one.name, ...one.other].some((other) => bare(other) === name))
  if (found.length === 1) return found[0] ?? null
  return (numbered && items.find(({ no }) => no === Number(numbered[1]))) ?? null
}

/** The day of a cell, or why it is none. */
export function oldDay(cell: SheetCell | undefined, today: string): { day: string } | { message: string } {
  const text = textOf(cell)
  const day = dateOf(text) ?? dateOfSerial(text)
  if (!day)
    return {
      message:
        text === ''
          ? '没有写日期，请写当时公开的日期，如 2024-03-10。'
          : `日期“${cutText(text, 20)}”看不懂，请写成 2024-03-10 这样。`,
    }
  if (day > today) return { message: `日期 ${day} 还没有到。补录的是以前公开过的，新的请从“写公开”里写。` }
  if (day < '1990-01-01') return { message: `日期 ${day} 太早了，请核对年份。` }
  return { day }
}

/** The first words of the text as its plain sentence, where nobody wrote one. Covered first: half a number is not found. */
export const plainOf = (plain: string, body: string, title: string): string => {
  const [first = ''] = /^[^。！？\n]*[。！？]?/.exec(coveredText(body)) ?? []
  return cutText(visibleText(plain) || visibleText(first) || title, longest.plain)
}

/** Rows with a fault are refused, each with its number and the way out; the others go on. */
export function readOldSheet(sheet: Sheet, items: readonly KnownItem[], today: string): OldSheet {
  const heading = findHeading(sheet, oldHeadings)
  const at = columnsIn(heading.labels)
  const read: OldSheet = { rows: [], refused: [] }
  for (let row = heading.first; row < sheet.rows.length; row++) {
    const cells = sheet.rows[row] ?? []
    const cellOf = (field: Field): SheetCell | undefined =>
      at[field] === undefined ? undefined : cells[at[field]]
    const text = (field: Field): string => visibleText(textOf(cellOf(field)))
    if (
      cells.every((cell) => textOf(cell) === '') ||
      /^注[：:]/.test(textOf(cells.find((cell) => textOf(cell) !== '')))
    )
      continue
    const messages: string[] = []
    const day = oldDay(cellOf('date'), today)
    if ('message' in day) messages.push(day.message)
    const item = itemMeant(text('item'), items)
    if (!item) messages.push(noItem(text('item')))
    messages.push(...lengths(text))
    const pictures = text('pictures')
      .split(/[、，,;；\n]/)
      .flatMap((name) => visibleText(name) || [])
    if (pictures.length > mostOldPictures)
      messages.push(`图片有 ${pictures.length} 张，一条最多 ${mostOldPictures} 张。`)
    if (read.rows.length >= mostOldNotices)
      messages.push(`一次最多 ${mostOldNotices} 条，请把后面的放到另一个文件里。`)
    const [message] = messages
    if (message !== undefined || !item || !('day' in day))
      read.refused.push({ row: row + 1, message: messages.join('') })
    else
      read.rows.push({
        ...{ row: row + 1, item: item.no, date: day.day, title: text('title'), body: text('body') },
        plain: plainOf(text('plain'), text('body'), text('title')),
        ...{ table: text('table'), pictures, owner: text('owner'), period: text('period') },
      })
  }
  return read
}

const noItem = (said: string): string =>
  said === ''
    ? '没有写事项，请写公开目录里的编号或名称。'
    : `公开目录里没有事项“${cutText(said, 20)}”，请写编号或二级事项的名称。`

const lengths = (text: (field: 'title' | 'body' | 'plain') => string): string[] => [
  ...(text('title') === '' ? ['没有写标题。'] : []),
  ...(text('title').length > longest.title
    ? [`标题有 ${text('title').length} 个字，最多 ${longest.title} 个，请写短些。`]
    : []),
  ...(text('plain').length > longest.plain ? [`“一句话说清”最多 ${longest.plain} 个字，请写短些。`] : []),
  ...(text('body').length > longest.body ? [`正文最多 ${longest.body} 个字，请分成两条。`] : []),
]
