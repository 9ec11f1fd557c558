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
  /** Their rows: `name` says nothing else, `sum` also the sum of the lines below it, which are `of`. */
  heads: ReadonlyMap<number, { what: 'name' | 'sum'; of: readonly number[] }>
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
const beginning = /^[(]?第?[一二三四五六七八九十百]|^第?\d{1,4}(?:村民)?小?[组队]/
const longest = 20
const digits = 4

interface Head {
  at: number
  name: string
  by: 'group' | 'ordinal'
  /** （一） stands under 一、. */
  level: 1 | 2
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
  if (groupHead.test(word)) return { at, name, by: 'group', level: 1, figures }
  const level = /^[(]/.test(word) ? 2 : 1
  return apart || leadingOrdinal.test(word) ? { at, name, by: 'ordinal', level, figures } : null
}

/** Whether the figures of a line are the sums of the lines between it and the next. */
function sumsUp(sheet: Sheet, { figures }: Head, below: readonly number[]): boolean {
  if (below.length === 0) return false
  return [...figures].every(([column, stated]) => {
    const parts = below.map((at) => scaled(textOf(sheet.rows[at]?.[column]), digits) ?? 0)
    return parts.reduce((sum, part) => sum + part, 0) === stated
  })
}

/** The rows of each head: up to the next of them; sums, what is carried over and other heads left out. */
function childrenOf(
  sheet: Sheet,
  heads: readonly Head[],
  rows: readonly number[],
  others: ReadonlySet<number>,
): number[][] {
  const children = heads.map((): number[] => [])
  let n = -1
  for (const row of rows) {
    if (row === heads[n + 1]?.at) n += 1
    else if (n >= 0 && !others.has(row) && !isSum(sheet, row)) children[n]?.push(row)
  }
  return children
}

/** 其中：… names a part of what stands above it. */
const isPart = ({ rows }: Sheet, at: number): boolean => /^其中/.test(plain(firstIn(rows[at])?.text ?? ''))

const isSum = (sheet: Sheet, at: number): boolean =>
  !isPart(sheet, at) && filledIn(sheet.rows[at]).some(({ text }) => totalWord(text) !== null)

interface Parent extends Head {
  of: readonly number[]
  /** Its figures are the sums of its rows, or it has none. */
  sound: boolean
}

const parentsOf = (
  sheet: Sheet,
  heads: readonly Head[],
  rows: readonly number[],
  others: ReadonlySet<number>,
): Parent[] => {
  const children = childrenOf(sheet, heads, rows, others)
  return heads.map((head, n) => {
    const of = children[n] ?? []
    return {
      ...head,
      of,
      sound:
        head.figures.size === 0 ||
        sumsUp(sheet, head, of) ||
        sumsUp(
          sheet,
          head,
          of.filter((row) => !isPart(sheet, row)),
        ),
    }
  })
}

/** Heads are lines that say nothing else, and those with rows below them where any of them is the sum of its rows. */
function headsAmong(parents: readonly Parent[]): Parent[] {
  const summing = parents.some(({ sound, figures }) => sound && figures.size > 0)
  return parents.filter(
    ({ figures, by, of }) => figures.size === 0 || (by === 'ordinal' && summing && of.length > 0),
  )
}

/** The sections of a sheet, in one level or two; null where it has none. */
export function sectionsIn(
  sheet: Sheet,
  rows: readonly number[],
  columns: readonly number[],
): Sections | null {
  const found = rows.flatMap((at) => headAt(sheet, at, columns) ?? [])
  const none: ReadonlySet<number> = new Set()
  const inner = headsAmong(parentsOf(sheet, found, rows, none).filter(({ level }) => level === 2))
  const outer = headsAmong(
    parentsOf(
      sheet,
      found.filter(({ level }) => level === 1),
      rows,
      new Set(inner.map(({ at }) => at)),
    ),
  )
  const heads = [...outer, ...inner]
  // Where other lines of the kind have figures of their own, one that says nothing else is a line as well.
  const summing = heads.some(({ sound, figures }) => sound && figures.size > 0)
  const others = found.some(({ at, figures }) => figures.size > 0 && !heads.some((head) => head.at === at))
  if ((others && !summing) || hasOwnGroups(sheet, rows, heads)) return null
  const label = labelOf(outer.length > 0 ? outer : inner)
  const under = new Map<number, string>()
  // 本月收入 and 本年支出 are the two sides that a table adds up apart, whatever stands between.
  for (const { name, of, level } of heads)
    for (const row of of)
      if (label !== '收支') under.set(row, name)
      else if (level === 1 || outer.length === 0) under.set(row, sideOf(name) ?? name)
  if (under.size === 0) return null
  const kinds = heads.map(
    ({ at, figures, of }) => [at, { what: figures.size === 0 ? 'name' : 'sum', of }] as const,
  )
  return { heads: new Map(kinds), under, label }
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
