import type { Cell, Column } from '../contract/domain'
import { cellText } from './cell-text'
import { areaFigure, moneyFigure, plainDateText, shanghaiDate } from './format'

/** "11 月 26 日更正：…"; without the note where the reader sees the title only. */
export function correctionText(at: Date, note: string | null, now: Date): string {
  const date = plainDateText(shanghaiDate(at), now)
  return note === null ? `${date}更正过。` : `${date}更正：${ended(note)}`
}

const ended = (sentence: string): string => (/[。！？.!?]$/.test(sentence) ? sentence : `${sentence}。`)

interface Row {
  columns: readonly Column[]
  cells: readonly Cell[]
}

/** What changed for a household, old and new, one sentence a cell: "您家流转费由1,200.00元改为1,257.00元。" */
export function rowSentences(before: Row | null, after: Row | null): string[] {
  if (!before && !after) return []
  if (!before) return ['您家新列入了这张表。']
  if (!after) return ['您家原来在这张表里，更正后不在了。']
  return after.columns.flatMap((column, at) => {
    const place = before.columns.findIndex(({ key }) => key === column.key)
    const old = before.columns[place]
    const was = old ? said(old, before.cells[place] ?? null) : ''
    const is = said(column, after.cells[at] ?? null)
    if (was === is) return []
    return `您家${nameOf(column)}由${was || '空白'}改为${is || '空白'}。`
  })
}

/** A label without its unit: the figure says it. */
const nameOf = ({ label }: Column): string => label.replace(/[（(][^（()）]*[）)]$/, '') || label

function said({ kind }: Column, cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return cell
  if (kind === 'money') return `${moneyFigure(cell)}元`
  return kind === 'area' ? `${areaFigure(cell)}亩` : cellText({ kind }, cell)
}
