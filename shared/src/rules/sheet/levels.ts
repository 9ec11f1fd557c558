import { type Filled, filledIn, isBlank, plain, textOf } from './cells'
import { dateOf } from './dates'
import { figureOf } from './figure'
import type { Sheet, SheetCell } from './types'
import { isUnit } from './units'
import { isHeadingWord } from './words'

const mostLevels = 3
const longestLabel = 40

type Row = readonly SheetCell[]

/** Whether a cell may stand above a column: words, no figure, no date, no sentence. */
export const mayHead = (text: string): boolean =>
  text.length <= longestLabel &&
  !/[。；;！？]/.test(text) &&
  typeof figureOf(text) === 'string' &&
  /[^\d\s.,、/~～-]/.test(text) &&
  dateOf(text) === undefined &&
  !/^[-—–/]+$/.test(text)

/** A year, a month or a quarter, which look like figures and stand above columns. */
export const isPeriod = (text: string): boolean =>
  /^(?:(?:19|20)\d\d年?度?|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?|第?[一二三四1-4]季度)$/.test(
    plain(text),
  )

/** Groups side by side stand above columns, too; one alone begins a row. */
export const isGroup = (text: string): boolean =>
  /^第?(?:\d{1,3}|[一二三四五六七八九十]{1,3})组$/.test(plain(text))

/** The last row of headings of several levels. */
export function lastLevel(sheet: Sheet, from: number, width: number): number {
  let to = from
  while (to - from + 1 < mostLevels && isLowerLevel(sheet, from, to, width)) to += 1
  return to
}

/** Units alone, in brackets, each below its heading. */
const bracketed = /^[(（][^()（）]{1,8}[)）]$/
const isUnitRow = (filled: readonly Filled[]): boolean =>
  filled.length > 0 && filled.every(({ text }) => bracketed.test(text) && isUnit(plain(text).slice(1, -1)))

/** One word over some of the columns, whose own names all stand in the row below. */
const isSpanAlone = (upper: readonly Filled[]): boolean => upper.length === 1 && (upper[0]?.column ?? 0) > 0
const areHeadings = (lower: readonly Filled[], width: number): boolean =>
  lower.length === width && lower.filter(({ text }) => isHeadingWord(text)).length * 2 >= width

/** Whether the next row parts what stands above it: it fills gaps, and leaves out what is named already. */
function isLowerLevel({ rows, merges }: Sheet, from: number, at: number, width: number): boolean {
  const [upper, lower] = [rows[at] ?? [], rows[at + 1]]
  const filled = filledIn(lower)
  if (lower && isUnitRow(filled)) return true
  if (!lower || filled.length === 0 || !filled.every(({ text }) => mayHead(text) || isPeriod(text)))
    return false
  if (at === from && isSpanAlone(filledIn(upper)) && areHeadings(filled, width)) return true
  const inMerge = merges.some(({ row, rows: deep }) => row >= from && row <= at && row + deep - 1 > at)
  const wide = merges.some(({ row, columns }) => row === at && columns > 1)
  const columns = Array.from({ length: width }, (_, column) => ({
    above: rows.slice(from, at + 1).some((row) => !isBlank(row[column])),
    gap: isBlank(upper[column]),
    same: !isBlank(upper[column]) && textOf(upper[column]) === textOf(lower[column]),
    named: !isBlank(lower[column]),
  }))
  const repeated = columns.filter(({ same }) => same).length
  const spread = new Set(filledIn(upper).map(({ text }) => text)).size < filledIn(upper).length
  if (repeated > 0 && spread) return true
  const covered = columns.every(({ above, named, gap }) => named || above || gap)
  if (inMerge && wide) return covered
  const parts = columns.some(({ gap, named }) => gap && named)
  const leaves = columns.some(({ named }) => !named) || filled.every(({ text }) => isHeadingWord(text))
  // A word right below another heads no part of it, unless a gap beside it does too, or it is a word for a heading.
  const placed = columns.every(({ gap, named }, column) => {
    const beside = columns[column + 1]
    return !named || gap || (beside?.gap && beside.named) || isHeadingWord(textOf(lower[column]))
  })
  return parts && leaves && placed && covered
}

const stems = '甲乙丙丁戊己'

/** A line that numbers the columns (栏次: 1, 2, 3 or 甲, 乙, 1, 2) is no row. */
export function skipColumnNumbers(rows: readonly Row[], at: number): number {
  const texts = filledIn(rows[at]).map(({ text }) => plain(text))
  const numbers = texts.filter((text) => /^\d+$/.test(text)).map(Number)
  const words = texts.slice(0, texts.length - numbers.length)
  const counted = numbers.every((number, n) => number === (numbers[0] ?? 0) + n)
  const numbered = texts.slice(words.length).every((text) => /^\d+$/.test(text))
  if (!counted || !numbered || numbers.length === 0) return at
  const begins = numbers[0] === 1 || numbers[0] === words.length + 1
  const named = words.join('') === '栏次' || stems.startsWith(words.join(''))
  if (!begins || !named || texts.length < 3) return at
  // One 甲, or none, may be a row: then the next one goes on as it does, or has no word where this one has a number.
  if (words.length > 1 || words[0] === '栏次') return at + 1
  if (words.length === 1) return numbers.length > 2 && !isNext(rows, at) ? at + 1 : at
  return isNumbering(rows, at) ? at + 1 : at
}

const isNext = (rows: readonly Row[], at: number): boolean =>
  stems.includes(plain(textOf(rows[at + 1]?.[0])) || '-')

/** Rows of a list have a word somewhere; a numbering line has a number there. */
const isNumbering = (rows: readonly Row[], at: number): boolean =>
  filledIn(rows[at + 1]).some(
    ({ column, text }) => mayHead(text) && /^\d+$/.test(plain(textOf(rows[at]?.[column]))),
  )

export function joinedLabels({ rows, merges }: Sheet, from: number, to: number, width: number): string[] {
  const levels: string[][] = []
  for (let at = from; at <= to; at++) {
    const row = rows[at] ?? []
    const labels = Array.from({ length: width }, (_, column) => textOf(row[column]))
    const spans = merges.filter((merge) => merge.row === at && merge.columns > 1)
    for (const { column, columns } of spans)
      for (let n = 1; n < columns && column + n < width; n++) labels[column + n] ||= labels[column] ?? ''
    if (at < to && spans.length === 0) spread(labels, rows.slice(from, at), rows.slice(at + 1, to + 1))
    levels.push(labels)
  }
  return Array.from({ length: width }, (_, column) => {
    const parts = levels
      .map((labels) => (labels[column] ?? '').replace(/\s+0$|\s+|^[*＊]|[*＊]$/g, ''))
      .filter((part) => part !== '')
    const said = parts.filter((part, at) => part !== parts[at - 1])
    return said.reduce(
      (label, part) => (label === '' || bracketed.test(part) ? label + part : `${label}·${part}`),
      '',
    )
  })
}

/** An upper heading reaches to the right as far as there are lower ones and no other upper one. */
function spread(labels: string[], above: readonly Row[], below: readonly Row[]): void {
  const under = (column: number) => below.some((row) => !isBlank(row[column]))
  const over = (column: number) => above.some((row) => !isBlank(row[column]))
  let last = ''
  for (const [column, label] of labels.entries()) {
    if (label !== '') last = under(column) ? label : ''
    else if (over(column) || !under(column)) last = ''
    else labels[column] = last
  }
}
