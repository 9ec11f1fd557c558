import type { Cell, Column, NoticeView, Table } from '../../contract/domain'
import { cellText } from '../cell-text'
import { bareLabel, sideOfLabel } from '../column-totals'
import { ownFigures, ownFigureText } from '../own-figures'
import { spokenArea, spokenMoney } from './numbers'
import { spokenSentence } from './text'

/** What is longer is looked at. */
const mostRows = 30
const longestElement = 200
/** What one breath and one utterance of a phone hold; a call of the vendor's plugin holds 1,000 bytes. */
const longestSentence = 120

type Told = Pick<NoticeView, 'title' | 'plain' | 'elements' | 'body' | 'table'>

/** 听一听: a notice as sentences to be read aloud: the plain one, the own household's, the sums, the rows, the rest. */
export function spokenNotice({ title, plain, elements, body, table }: Told): string[] {
  return [
    plain || title,
    ...(table ? spokenTable(table) : []),
    ...elements
      .filter(({ text }) => text.trim() !== '' && text.length <= longestElement)
      .map(({ name, text }) => `${name}：${text}`),
    ...(body ?? '').split(/[\r\n]+/),
  ]
    .map(spokenSentence)
    .filter(Boolean)
    .flatMap(breaths)
}

function spokenTable({ caption, columns, rows, totals, total }: Table): string[] {
  const own = rows.filter((row) => row.own).map(({ cells }) => cells)
  const figures = ownFigures(columns, own)
  const read = rows.slice(0, mostRows)
  return [
    figures.length > 0 ? `您家：${figures.map((one) => `${one.label}${ownFigureText(one)}`).join('，')}` : '',
    total > 0 ? `${caption || '附表'}一共${total}行` : '',
    ...totals.map(({ label, cells }) => [label, ...toldCells(columns, cells)].join('，')),
    ...read.map(({ cells }) => toldCells(columns, cells).join('，')),
    total > read.length && read.length > 0 ? '后面的，请看表' : '',
  ]
}

const toldCells = (columns: readonly Column[], cells: readonly Cell[]): string[] =>
  columns.flatMap((column, at) => told(column, cells[at] ?? null))

/** Names and words stand for themselves; a figure has its heading before it: 支出二万八千六百元. */
function told({ label, kind }: Column, cell: Cell): string[] {
  if (cell === null || cell === '') return []
  if (typeof cell !== 'number')
    return [kind === 'text' || kind === 'name' || kind === 'group' ? cell : cellText({ kind }, cell)]
  if (kind === 'money') {
    const side = sideOfLabel(label)
    return [
      `${side === 'income' ? '收入' : side === 'expense' ? '支出' : bareLabel(label)}${spokenMoney(cell)}`,
    ]
  }
  if (kind === 'area') return [`${bareLabel(label)}${spokenArea(cell)}`]
  const [, unit = ''] = /[(（]([^)）]{1,3})[)）]/.exec(label) ?? []
  return [`${bareLabel(label)}${cellText({ kind }, cell)}${unit}`]
}

/** A long sentence is cut after a mark, so that each part is read to its end; what has none is cut where it must be. */
function breaths(sentence: string): string[] {
  const parts: string[] = []
  let part = ''
  const pieces = sentence.match(/[^，。；！？、]*[，。；！？、]|[^，。；！？、]+$/g) ?? []
  for (const piece of pieces.flatMap(inLengths)) {
    if (part !== '' && part.length + piece.length > longestSentence) {
      parts.push(part)
      part = ''
    }
    part += piece
  }
  return part === '' ? parts : [...parts, part]
}

const inLengths = (piece: string): string[] => {
  const signs = [...piece]
  return Array.from({ length: Math.ceil(signs.length / longestSentence) }, (_, at) =>
    signs.slice(at * longestSentence, (at + 1) * longestSentence).join(''),
  )
}
