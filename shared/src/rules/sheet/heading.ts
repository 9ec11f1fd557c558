import { dateOf, scaled } from '../table-cells'
import { filledIn, isBlank, isBlankRow, plain, textOf } from './cells'
import type { Heading, Sheet, SheetCell, SheetLine } from './types'
import { asideOf, bareHeading, isClosing, isHeadingWord, isTitle, unitIn } from './words'

/** Headings stand within the first rows that hold anything. */
const searched = 15
const mostLevels = 3
const longestLabel = 40

type Row = readonly SheetCell[]

/** Whether a cell may stand above a column: words, no figure, no date, no sentence. */
const mayHead = (text: string): boolean =>
  text.length <= longestLabel &&
  !/[。；;！？]/.test(text) &&
  scaled(text, 6) === undefined &&
  dateOf(text) === undefined &&
  !/^[-—–/]+$/.test(text)

interface Words {
  known: ReadonlySet<string>
}

/** Finds the headings of a sheet, and tells the lines around its rows apart. `known`: names that columns have already. */
export function findHeading(sheet: Sheet, known: readonly string[] = []): Heading {
  const words: Words = { known: new Set(known.map(bareHeading)) }
  const { rows } = sheet
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0)
  const from = headingRow(sheet, width, words)
  const to = from === null ? null : lastLevel(sheet, from, width)
  const found = from !== null && to !== null ? { from, to } : null
  const first = found ? found.to + 1 : firstRowBelow(rows, width)
  const body = found ? skipColumnNumbers(rows, first) : first
  const end = Math.max(body, endOfRows(rows, body, width))
  const lines = [...linesOf(rows, 0, found ? found.from : body), ...linesOf(rows, end, rows.length)]
  return {
    title: lines.find(({ kind, row }) => kind === 'title' && row < body)?.text ?? null,
    unit: unitOf(rows, lines, found?.from ?? body),
    rows: found,
    labels: found
      ? joinedLabels(sheet, found.from, found.to, width)
      : Array.from({ length: width }, () => ''),
    first: body,
    end,
    lines,
  }
}

/** One text over the whole width: a title, or a merged line. */
const isOneText = (row: Row): boolean => new Set(filledIn(row).map(({ text }) => text)).size === 1

/** A line of 编制单位, 单位, 日期 and the like. */
export function isAside(row: Row): boolean {
  const filled = filledIn(row)
  const asides = filled.filter(({ text }) => asideOf(text) !== null).length
  return asides > 0 && asides * 2 >= filled.length
}

function headingRow(sheet: Sheet, width: number, words: Words): number | null {
  let weak: number | null = null
  let looked = 0
  for (const [at, row] of sheet.rows.entries()) {
    if (isBlankRow(row)) continue
    if (++looked > searched) break
    const filled = filledIn(row)
    const alone = width > 1 && isOneText(row)
    if (alone && !isUpperLevel(sheet.rows, at, filled, words)) continue
    if (!alone && isAside(row)) continue
    if (!filled.every(({ text }) => mayHead(text) || isYear(text))) break
    const named = filled.filter(({ text }) => isNamed(text, words)).length
    if (named * 2 >= filled.length && named > 0) return at
    if (weak === null && filled.length * 2 >= width) weak = at
  }
  return weak !== null && isAboveOthers(sheet.rows, weak) ? weak : null
}

const isNamed = (text: string, { known }: Words): boolean =>
  known.has(bareHeading(text)) || isHeadingWord(text)

const isYear = (text: string): boolean => /^(?:19|20)\d\d年?$/.test(plain(text))

/** A single word in the middle of a line, with headings in the line below: the upper of two levels. */
function isUpperLevel(
  rows: readonly Row[],
  at: number,
  [one]: { column: number; text: string }[],
  words: Words,
) {
  if (!one || one.column === 0 || isTitle(one.text) || asideOf(one.text)) return false
  const below = filledIn(rows[at + 1])
  return (
    below.length > 1 &&
    below.every(({ text }) => mayHead(text)) &&
    below.some(({ text }) => isNamed(text, words))
  )
}

/** Words that no list knows are headings where all below them, or figures, are of another kind. */
function isAboveOthers(rows: readonly Row[], at: number): boolean {
  const filled = filledIn(rows[at])
  if (filled.length < 2) return false
  const below = rows.slice(at + 1, at + 1 + searched).filter((row) => !isBlankRow(row))
  if (below.length === 0) return false
  const figures = filled.some(({ column }) => {
    const cells = below.map((row) => textOf(row[column])).filter((text) => text !== '')
    return cells.length > 0 && cells.every((text) => !mayHead(text))
  })
  return (
    figures ||
    (filled.length === (rows[at] ?? []).length &&
      below.every((row) => filledIn(row).every(({ text }) => mayHead(text))))
  )
}

/** The last row of headings of several levels. */
function lastLevel(sheet: Sheet, from: number, width: number): number {
  let to = from
  while (to - from + 1 < mostLevels && isLowerLevel(sheet, from, to, width)) to += 1
  return to
}

/** Whether the next row parts what stands above it: it fills gaps, and leaves out what is named already. */
function isLowerLevel({ rows, merges }: Sheet, from: number, at: number, width: number): boolean {
  const [upper, lower] = [rows[at] ?? [], rows[at + 1]]
  const filled = filledIn(lower)
  if (!lower || filled.length === 0 || !filled.every(({ text }) => mayHead(text) || isYear(text)))
    return false
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
  const parts = columns.some(({ gap, named }) => gap && named)
  const covered = columns.every(({ above, named, gap }) => named || above || gap)
  const new_ = columns.every(({ gap, above, named }) => !gap || named || !above)
  if (inMerge && wide) return covered
  const leaves = columns.some(({ named }) => !named) || filled.every(({ text }) => isHeadingWord(text))
  return parts && new_ && leaves && covered
}

/** A line that numbers the columns (栏次: 1, 2, 3 or 甲, 乙, 1, 2) is no row. */
function skipColumnNumbers(rows: readonly Row[], at: number): number {
  const texts = filledIn(rows[at]).map(({ text }) => plain(text))
  const numbers = texts.filter((text) => /^\d+$/.test(text)).map(Number)
  const words = texts.filter((text) => !/^\d+$/.test(text))
  const counted = numbers.length > 1 && numbers.every((number, n) => number === (numbers[0] ?? 0) + n)
  const start = numbers[0] === 1 || numbers[0] === words.length + 1
  return counted &&
    start &&
    words.every((word) => /^[甲乙丙丁戊己]$|^栏次$/.test(word)) &&
    numbers.length + words.length === texts.length &&
    texts.length > 2 &&
    isNumbering(rows, at)
    ? at + 1
    : at
}

/** Rows of a list begin with a word or a code of their own somewhere: only a numbering line has neither. */
const isNumbering = (rows: readonly Row[], at: number): boolean =>
  filledIn(rows[at + 1]).some(
    ({ column, text }) => mayHead(text) && /^\d+$/.test(plain(textOf(rows[at]?.[column]))),
  )

function joinedLabels({ rows, merges }: Sheet, from: number, to: number, width: number): string[] {
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
      .map((labels) => (labels[column] ?? '').replace(/\s+/g, ''))
      .filter((part) => part !== '')
    return parts.filter((part, at) => part !== parts[at - 1]).join('·')
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

/** Where there are no headings: the first row that is no title and no line of its own. */
function firstRowBelow(rows: readonly Row[], width: number): number {
  const at = rows.findIndex((row) => !isBlankRow(row) && !isAside(row) && !(width > 2 && isOneText(row)))
  return at < 0 ? rows.length : at
}

/** Lines that close a sheet are no rows: who made it, notes, a date, an office. */
function endOfRows(rows: readonly Row[], first: number, width: number): number {
  let end = rows.length
  while (end > first) {
    const row = rows[end - 1] ?? []
    const filled = filledIn(row)
    const closing =
      filled.every(({ text }) => isClosing(text) || asideOf(text) !== null) && (width > 1 || isAside(row))
    const sentence =
      width > 2 &&
      filled.length === 1 &&
      filled.some(({ text }) => text.length > 20 && /[，。；,;]/.test(text))
    if (!isBlankRow(row) && !isAside(row) && !closing && !sentence) break
    end -= 1
  }
  return end
}

function linesOf(rows: readonly Row[], from: number, to: number): SheetLine[] {
  const lines: SheetLine[] = []
  for (let row = from; row < to; row++) {
    const seen = new Set<string>()
    for (const { text } of filledIn(rows[row])) {
      if (seen.has(text)) continue
      seen.add(text)
      lines.push({ row, kind: kindOfLine(text, from > 0, lines), text })
    }
  }
  return lines
}

function kindOfLine(text: string, below: boolean, before: readonly SheetLine[]): SheetLine['kind'] {
  const aside = asideOf(text)
  if (aside) return aside
  if (below) return isClosing(text) ? 'signOff' : 'note'
  if (isClosing(text)) return 'office'
  return before.some(({ kind }) => kind === 'title') ? 'note' : 'title'
}

/** The unit said above the rows, in a line or at the end of the title (（单位：万元）). */
function unitOf(rows: readonly Row[], lines: readonly SheetLine[], first: number): string | null {
  for (const { row, text } of lines) {
    const unit = row < first || rows.length > 0 ? unitIn(text) : null
    if (unit !== null) return unit
  }
  return null
}
