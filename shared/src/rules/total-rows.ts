import type { Cell, Column } from '../contract/domain'
import { isFigureKind } from './column-totals'

interface AnyRow {
  household?: string | null
  cells: readonly Cell[]
}

const added =
  /^(?:以上|各项|[本当][日周旬月季年期次页前]|全[村镇组年]|.{1,5}[组村队]|土地|资金)?(?:收入|支出|收支)?(?:总?合计|小计|总计|共计|总和|合计数|总数|共)(?:金额|数)?[:：]?(?:(?:\d[\d,.]*[户人亩元笔份次件]?)*|(?:人民币)?[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正]+)$/
/** What was there before, what is left, running sums over earlier periods, averages, and parts of the line above. */
const carried =
  /^(?:(?:上|本|去|至|当)?[日周旬月季年期次前]?(?:年?末|初|底)?(?:累计(?:发生额)?|结余|结存|余额|结转)(?:数|下[月年期])?|承前页|过次页|(?:平均|人均|户均|均值)[数值]?|其中[:：].*|其中)$/

/** Letters without which a word is none of these. */
const telling = /[计总共结余累承过平均其]/

/** A word without spaces, a number in front (一、 1.) and what stands in brackets behind it. */
const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/^[(]?[一二三四五六七八九十\d]{1,2}[)]?[、.．)]/, '')
    .replace(/[(][^)]*[)]/g, '')
    .replace(/[:：]$/, '')

export type TotalRowKind = 'added' | 'carried'

/** Whether a word begins a row of sums: 合计, 小计; or one that comes from elsewhere: 上月结余. */
export function totalWord(text: string): TotalRowKind | null {
  if (!telling.test(text)) return null
  const word = bare(text)
  if (added.test(word)) return 'added'
  return carried.test(word) ? 'carried' : null
}

/**
 * A row that a spreadsheet ends or begins with, not one of the things in it: `added` sums the rows above it,
 * `carried` comes from elsewhere (上月结余). Its first cell that is no figure says so, and it concerns no household.
 */
export function totalRowKind(columns: readonly Column[], { household, cells }: AnyRow): TotalRowKind | null {
  if (household) return null
  const at = columns.findIndex(
    ({ kind }, place) => !isFigureKind(kind) && typeof cells[place] === 'string' && cells[place] !== '',
  )
  return totalWord(String(cells[at] ?? ''))
}

/** The rows that count. */
export const countedRows = <R extends AnyRow>(columns: readonly Column[], rows: readonly R[]): R[] =>
  rows.filter((row) => totalRowKind(columns, row) === null)
