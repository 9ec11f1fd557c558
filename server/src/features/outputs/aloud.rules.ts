import {
  bareLabel,
  type Cell,
  type Column,
  cellText,
  type NoticeView,
  personalDataIn,
  spokenArea,
  spokenDecimal,
  spokenMoney,
  spokenSentence,
  type Table,
} from '@hutang/shared'
import { paperDate } from '../../paper'
import type { Said } from './said.rules'

/** What is longer is read by each for themselves. */
const longestBody = 400
const longestElement = 120
const mostSums = 6

const elsewhere = '详细的内容，请看村务公开栏，或者用手机打开护塘小程序看。'

/** The sentences of 大喇叭, of what a visitor reads: `said` decides whether it is more than the title. */
export function aloudOf(view: NoticeView, said: Said, phone: string): string[] {
  const { region, item, publishedAt, publishedBy } = view
  const opening = [
    region.level === 'village' ? '村民朋友们，大家好。' : '各位乡亲，大家好。',
    `现在播报${region.name}的一条公开。`,
  ]
  const closing = [
    ...(phone ? [`有疑问，请打村里电话${phone}。`] : []),
    `${said.closed ? region.name : publishedBy}，${paperDate(new Date(publishedAt))}公开。`,
    '播报完毕，谢谢大家。',
  ]
  const place = region.level === 'village' ? '村委会' : '镇政府'
  const middle = said.closed
    ? [
        ...(said.title === view.title ? [said.title] : []),
        `这条公开，${said.lead || '请打开看。'}`,
        `请用手机打开护塘小程序，或者带身份证明到${place}看。`,
      ]
    : contentOf(view, said, item.level2)
  return [...opening, ...middle, ...closing].map(spokenSentence).filter(Boolean)
}

function contentOf(
  { elements, body, table, correction }: NoticeView,
  said: Said,
  itemName: string,
): string[] {
  const fit = (text: string) => personalDataIn(text).length === 0
  const told = elements.filter(
    ({ name, text }) =>
      text.trim() !== '' && text.length <= longestElement && fit(text) && fit(`${name}：${text}`),
  )
  const plainBody = body?.trim() ?? ''
  const readsBody = plainBody !== '' && plainBody.length <= longestBody && fit(plainBody)
  return [
    said.title.includes(itemName) ? '' : `事项是${itemName}`,
    said.title,
    correction ? '这条公开更正过，以现在播报的为准' : '',
    said.lead,
    ...told.map(({ name, text }) => `${name}：${text}`),
    ...(readsBody ? plainBody.split(/[\r\n]+/) : []),
    ...(table ? tableSentences(table) : []),
    elsewhere,
  ]
}

/** A table is not read row by row: how long it is, and its sums. */
function tableSentences({ caption, columns, totals, total }: Table): string[] {
  const name = caption || '表'
  const sums = totals.flatMap(({ label, cells }) => {
    const figures = columns.flatMap((column, at) => figureOf(column, cells[at] ?? null)).slice(0, mostSums)
    return figures.length > 0 ? [`${label}，${figures.join('，')}`] : []
  })
  return [...(total > 0 ? [`${name}一共${total}行`] : []), ...sums]
}

function figureOf(column: Column, cell: Cell): string[] {
  if (typeof cell !== 'number') return []
  const { kind, label } = column
  const [, unit = ''] = /[(（]([^)）]{1,3})[)）]/.exec(label) ?? []
  const spoken =
    kind === 'money'
      ? spokenMoney(cell)
      : kind === 'area'
        ? spokenArea(cell)
        : `${spokenDecimal(cellText({ kind }, cell))}${unit}`
  return [`${bareLabel(label)}${spoken}`]
}
