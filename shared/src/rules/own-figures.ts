import type { Cell, Column, OwnFigure } from '../contract/domain'
import { cellText } from './cell-text'
import { bareLabel, isFigureKind, totalOf } from './column-totals'
import { areaFigure, moneyFigure } from './format'

/** 本季流转费 is of this quarter, 月保障金额 comes each month. */
const periods: [heading: RegExp, word: string][] = [
  [/^(?:本|这)季度?/, '本季'],
  [/^(?:本|这个?)月/, '本月'],
  [/^(?:本|今)年/, '今年'],
  [/^年/, '全年'],
  [/^(?:每)?月/, '每月'],
  [/^拟/, '拟补'],
]

/** How whole numbers are counted, where the heading has no unit in brackets. */
const counters: [heading: RegExp, word: string][] = [
  [/人次$/, '人次'],
  [/次数?$/, '次'],
  [/人数?$/, '人'],
  [/户数?$/, '户'],
  [/工日$/, '个工'],
  [/份数?$/, '份'],
]

const first = (list: readonly [RegExp, string][], label: string): string =>
  list.find(([heading]) => heading.test(label))?.[1] ?? ''

function unitOf({ label, kind }: Column): string {
  if (kind === 'money') return '元'
  if (kind === 'area') return '亩'
  return /[(（]([^)）]{1,3})[)）]/.exec(label)?.[1] ?? first(counters, bareLabel(label))
}

const filled = (cell: Cell | undefined): cell is string | number =>
  cell !== null && cell !== undefined && cell !== ''

/**
 * What a household looks for in its own rows of a table: the money (of several columns the last), then the area or
 * what is counted; where the table has no such figures, its last word (审批结果). The most telling comes first.
 */
export function ownFigures(columns: readonly Column[], rows: readonly (readonly Cell[])[]): OwnFigure[] {
  const [firstRow] = rows
  if (!firstRow) return []
  const figures = columns.flatMap((column, at): OwnFigure[] => {
    const cells = rows.map((cells) => cells[at]).filter((cell) => typeof cell === 'number')
    if (cells.length === 0 || totalOf(column) === 'none') return []
    const { label, kind } = column
    const value = cells.reduce((sum, cell) => sum + cell, 0)
    return [{ label: bareLabel(label), kind, value, unit: unitOf(column) }]
  })
  const last = (kind: Column['kind']) => figures.filter((one) => one.kind === kind).slice(-1)
  const found = [...last('money'), ...last('area'), ...last('number'), ...last('integer')].slice(0, 2)
  if (found.length > 0) return found
  const words = columns.flatMap(({ label, kind }, at): OwnFigure[] => {
    const value = firstRow[at]
    return kind === 'text' && filled(value) ? [{ label: bareLabel(label), kind, value, unit: '' }] : []
  })
  return words.slice(-1)
}

/** A figure with its unit: "1,257.00 元", "4.19 亩", "8 次". */
export function ownFigureText({ kind, value, unit }: OwnFigure): string {
  if (typeof value !== 'number') return value
  const digits =
    kind === 'money' ? moneyFigure(value) : kind === 'area' ? areaFigure(value) : cellText({ kind }, value)
  return [digits, unit].filter(Boolean).join(' ')
}

function spoken(figure: OwnFigure): string {
  const text = ownFigureText(figure)
  if (!isFigureKind(figure.kind)) return `${figure.label}：${text}`
  if ((figure.kind === 'integer' || figure.kind === 'number') && figure.unit === '')
    return `${figure.label} ${text}`
  return [first(periods, figure.label), text].filter(Boolean).join(' ')
}

/** "我家 4.19 亩 · 本季 1,257.00 元"; empty where there is nothing to say. */
export const ownSentence = (figures: readonly OwnFigure[], whose = '我家'): string =>
  figures.length === 0 ? '' : `${whose} ${[...figures].reverse().map(spoken).join(' · ')}`
