import { scaled } from '../table-cells'
import { totalWord } from '../total-rows'
import type { SheetQuestion } from './answers'
import { filledIn, firstIn, plain, textOf } from './cells'
import { groupKey } from './keys'
import type { Sheet } from './types'
import { bareHeading } from './words'

export type UnderLabel = '组别' | '收支' | '类别'

/** Lines that name what follows them: 一组, 一、收入. */
export interface Sections {
  /** Their rows: `name` says nothing else, `sum` also the sum of the lines below it. */
  heads: ReadonlyMap<number, 'name' | 'sum'>
  /** What each row stands under. */
  under: ReadonlyMap<number, string>
  label: UnderLabel
}

export const sideOf = (heading: string): '收入' | '支出' | null => {
  const word = bareHeading(heading)
  const [income, expense] = [/收入|进账/.test(word), /支出|开支/.test(word)]
  if (income === expense) return null
  return income ? '收入' : '支出'
}

const ordinal = /^(?:[(]?[一二三四五六七八九十]{1,3}[)]?[、.．]?)$/
const leadingOrdinal = /^(?:[一二三四五六七八九十]{1,3}[、.．]|[(][一二三四五六七八九十]{1,3}[)])/
const groupHead = /^第?[一二三四五六七八九十百\d]{1,4}(?:村民)?小?[组队][:：]?$/
/** How a section may begin. */
const beginning = /^[(]?第?[一二三四五六七八九十百\d]/
const longest = 20
const digits = 4

interface Head {
  at: number
  name: string
  by: 'group' | 'ordinal'
  /** Its figures, by column. */
  figures: ReadonlyMap<number, number>
}

/** A line that begins as a section does, and holds nothing but figures besides. */
function headAt(sheet: Sheet, at: number, columns: readonly number[]): Head | null {
  const begin = firstIn(sheet.rows[at])
  if (!begin || !beginning.test(plain(begin.text))) return null
  const filled = filledIn(sheet.rows[at]).filter(({ column }) => columns.includes(column))
  const [first, second, ...others] = filled
  if (!first || columns.length < 2 || columns.indexOf(first.column) > 1) return null
  const word = plain(first.text)
  if (totalWord(word) !== null) return null
  const apart = second !== undefined && ordinal.test(word) && columns.length > 2 && !/\d/.test(second.text)
  const rest = apart ? others : filled.slice(1)
  const figures = new Map<number, number>()
  for (const { column, text } of rest) {
    const value = scaled(text, digits)
    if (value === undefined) return null
    figures.set(column, value)
  }
  const name = (apart ? plain(second.text) : word.replace(leadingOrdinal, '')).replace(/[:：]$/, '')
  if (name === '' || name.length > longest || totalWord(name) !== null) return null
  if (groupHead.test(word)) return { at, name, by: 'group', figures }
  return apart || leadingOrdinal.test(word) ? { at, name, by: 'ordinal', figures } : null
}

/** Whether the figures of a line are the sums of the lines between it and the next. */
function sumsUp(sheet: Sheet, { figures }: Head, below: readonly number[]): boolean {
  if (below.length === 0) return false
  return [...figures].every(([column, stated]) => {
    const parts = below.map((at) => scaled(textOf(sheet.rows[at]?.[column]), digits) ?? 0)
    return parts.reduce((sum, part) => sum + part, 0) === stated
  })
}

/** The rows of each head: up to the next one, sums and what is carried over left out. */
function childrenOf(sheet: Sheet, heads: readonly Head[], rows: readonly number[]): number[][] {
  const children = heads.map((): number[] => [])
  let n = -1
  for (const row of rows) {
    if (row === heads[n + 1]?.at) n += 1
    else if (n >= 0 && !filledIn(sheet.rows[row]).some(({ text }) => totalWord(text) !== null))
      children[n]?.push(row)
  }
  return children
}

/** The sections of a sheet; null where it has none. */
export function sectionsIn(
  sheet: Sheet,
  rows: readonly number[],
  columns: readonly number[],
): Sections | null {
  const found = rows.flatMap((at) => headAt(sheet, at, columns) ?? [])
  const bare = found.filter(({ figures }) => figures.size === 0)
  const children = childrenOf(sheet, found, rows)
  const summing = found.filter((head, n) => head.figures.size > 0 && sumsUp(sheet, head, children[n] ?? []))
  if (bare.length === 0 && summing.length === 0) return null
  const heads = found.filter(
    ({ figures, by }, n) =>
      figures.size === 0 || (by === 'ordinal' && summing.length > 0 && (children[n] ?? []).length > 0),
  )
  // Where other lines say their group themselves, one that says nothing else is a line as well.
  const others = found.filter(
    (head) => !heads.includes(head) && head.figures.size > 0 && summing.length === 0,
  )
  if (others.length > 0 || hasOwnGroups(sheet, rows, heads)) return null
  const under = new Map<number, string>()
  const below = childrenOf(sheet, heads, rows)
  const label = labelOf(heads)
  heads.forEach(({ name }, n) => {
    // 本月收入 and 本年支出 are the two sides that a table adds up apart.
    const said = label === '收支' ? (sideOf(name) ?? name) : name
    for (const row of below[n] ?? []) under.set(row, said)
  })
  if (under.size === 0) return null
  const kinds = new Map(heads.map(({ at, figures }) => [at, figures.size === 0 ? 'name' : 'sum'] as const))
  return { heads: kinds, under, label }
}

function hasOwnGroups(sheet: Sheet, rows: readonly number[], heads: readonly Head[]): boolean {
  const at = new Set(heads.map((head) => head.at))
  if (!heads.some(({ by }) => by === 'group')) return false
  return rows.some(
    (row) =>
      !at.has(row) &&
      filledIn(sheet.rows[row])
        .slice(0, 2)
        .some(({ text }) => groupHead.test(plain(text))),
  )
}

function labelOf(heads: readonly Head[]): UnderLabel {
  const all = (test: (name: string) => boolean) => heads.every(({ name }) => test(name))
  if (all((name) => /^\d+$/.test(groupKey(name)))) return '组别'
  return all((name) => sideOf(name) !== null) ? '收支' : '类别'
}

export const sectionsQuestion = ({ heads, label }: Sections, answer: string | undefined): SheetQuestion => ({
  id: 'sections',
  text: `有 ${heads.size} 行是“一组”“一、收入”这样的小标题。`,
  choices: [
    { value: 'column', label: `写进“${label}”一列`, detail: '下面各行都写上' },
    { value: 'drop', label: '不要小标题' },
  ],
  chosen: answer ?? 'column',
})
