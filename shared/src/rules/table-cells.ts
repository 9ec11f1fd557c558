import type { Cell, Column } from '../contract/domain'
import { cellText, digitsOf } from './cell-text'
import { dateOf, dateOfSerial, likelyDate } from './sheet/dates'
import { type Figure, figureOf, hasFoldingSigns, type NoFigure, rounded, scaledFigure } from './sheet/figure'
import { fitsUnit, scaleOf } from './sheet/units'

/** Decimal text as an integer of 10^-digits, exactly; undefined where it is no figure or is finer than that. */
export function scaled(text: string, digits: number): number | undefined {
  const figure = figureOf(text)
  return typeof figure === 'string' ? undefined : scaledFigure(figure, digits)
}

/** What is known of a cell beside its column: ten to the how many its figures are in (万元: 4), the year of its sheet. */
export interface CellContext {
  shift?: number
  year?: string | null
  /** The day on which it is read, for a date without a year where the sheet says none. */
  today?: string
}

/** A cell as its column keeps it, or what is wrong with it and, where that is likely, what it should be. */
export type ReadCell = { cell: Cell } | { problem: string; mend?: string }

const longestText = 200
const nothing = /^(?:[-—–―/\\／]+|无)$/

/** Reads a cell as it was typed or pasted. */
export function parseCell(column: Column, raw: string, context: CellContext = {}): ReadCell {
  const text = raw.trim()
  if (text === '') return { cell: null }
  switch (column.kind) {
    case 'integer':
    case 'number':
    case 'area':
    case 'money':
      return nothing.test(text) ? { cell: null } : parseFigure(column, text, context)
    case 'date':
      return nothing.test(text) ? { cell: null } : parseDate(text, context)
    default:
      if (column.kind !== 'text' && /^[-—–/]+$/.test(text)) return { cell: null }
      return text.length > longestText ? { problem: `最多 ${longestText} 个字。` } : { cell: text }
  }
}

const figureProblems: Record<Exclude<NoFigure, 'words'>, string> = {
  two: '这一格好像有两个数，请只留一个。',
  comma: '逗号的位置不对：千位逗号后面要有三位数，小数请用点。',
  lost: '表格软件把它记成了缩写，已经丢了末几位，请照原件填。',
}

const expected: Partial<Record<Column['kind'], string>> = {
  integer: '不是整数。',
  number: '不是数，最多四位小数。',
  area: '不是面积，请填亩数，最多两位小数。',
  money: '不是金额，请填元，最多两位小数。',
}

function parseFigure(column: Column, text: string, { shift = 0 }: CellContext): ReadCell {
  const figure = figureOf(text)
  const shown = text.replace(/\s+/g, ' ')
  if (typeof figure === 'string') {
    if (figure !== 'words') return { problem: `“${shown}”：${figureProblems[figure]}` }
    return { problem: `“${shown}”${expected[column.kind]}`, ...suggested(column, text, shift) }
  }
  const unit = unitProblem(column, figure)
  if (unit)
    return { problem: `“${shown}”${unit}`, ...(/\//.test(figure.unit) ? suggested(column, text, shift) : {}) }
  const more = ownScale(figure) ? (scaleOf(figure.unit)?.shift ?? 0) : shift
  const digits = digitsOf[column.kind] ?? 0
  const value = scaledFigure(figure, digits, more)
  if (value === undefined) {
    const near = more === 0 && figure.shift === 0 ? rounded(figure, digits) : undefined
    const mend = near === undefined ? {} : { mend: cellText(column, near) }
    return { problem: `“${shown}”${expected[column.kind]}`, ...mend }
  }
  if (column.kind === 'area' && value < 0) return { problem: '面积不能是负数。' }
  return { cell: value }
}

/** A cell that says its own unit (12.5万元, 3元) needs none of its heading's. */
const ownScale = ({ unit, shift }: Figure): boolean => shift > 0 || scaleOf(unit) !== undefined

function unitProblem(column: Column, { unit }: Figure): string | null {
  if (unit === '') return null
  const plainUnit = unit.split('/')[0] ?? unit
  if (column.kind === 'money') {
    if (scaleOf(unit)?.of !== '元') return '不是金额，请填元，最多两位小数。'
    return unit === plainUnit || column.label.includes(unit) ? null : '写的是单价，请看这一列该填什么。'
  }
  if (column.kind === 'area') return scaleOf(unit)?.of === '亩' ? null : '不是亩数，请换算成亩。'
  if (fitsUnit(unit, column.label)) return null
  return `的单位是“${unit}”，和列名对不上。`
}

/** The only figure in a text with words around it (约1200, 1200（已付）). */
function suggested(column: Column, text: string, shift: number): { mend?: string } {
  const found = text.normalize('NFKC').match(/\d[\d,.]*/g) ?? []
  const [only] = found
  if (!only || found.length > 1 || hasFoldingSigns(text) || shift > 0 || /[百千万亿%]/.test(text)) return {}
  const figure = figureOf(only)
  if (typeof figure === 'string' || scaledFigure(figure, digitsOf[column.kind] ?? 0) === undefined) return {}
  return { mend: only }
}

function parseDate(text: string, { year = null, today }: CellContext): ReadCell {
  const value = dateOf(text) ?? dateOfSerial(text)
  if (value !== undefined) return { cell: value }
  const mend = likelyDate(text, year, today)
  return { problem: `“${text}”不是日期，请写成 2026-11-20。`, ...(mend === undefined ? {} : { mend }) }
}
