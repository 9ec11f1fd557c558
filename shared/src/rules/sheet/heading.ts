import { filledIn, firstIn, isBlankRow, textOf } from './cells'
import { dateOf } from './dates'
import { figureOf } from './figure'
import { isGroup, isPeriod, joinedLabels, lastLevel, mayHead, skipColumnNumbers } from './levels'
import type { Heading, Sheet, SheetCell, SheetLine } from './types'
import {
  asideOf,
  bareHeading,
  isClosing,
  isExample,
  isHeadingWord,
  isTableName,
  isTitle,
  unitIn,
} from './words'

/** Headings stand within the first rows that hold anything. */
const searched = 15

type Row = readonly SheetCell[]

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
  const labels = found
    ? joinedLabels(sheet, found.from, found.to, width)
    : Array.from({ length: width }, () => '')
  return {
    title: titleOf(lines, body),
    unit: unitOf(lines) ?? labels.flatMap((label) => unitOfLine(label) ?? [])[0] ?? null,
    rows: found,
    // A unit that stands in the line of the headings heads nothing.
    labels: labels.map((label) => (unitOfLine(label) === null ? label : '')),
    first: body,
    end,
    lines,
  }
}

/** The line above the rows that names a table (…公示表), else the first of them. */
function titleOf(lines: readonly SheetLine[], first: number): string | null {
  const titles = lines.filter(({ kind, row }) => kind === 'title' && row < first)
  const found = titles.find(({ text }) => isTableName(text)) ?? titles[0]
  return found?.text.replace(/\s*\n\s*/g, '') ?? null
}

/** One text over the whole width: a title, or a merged line. */
const isOneText = (row: Row): boolean => new Set(filledIn(row).map(({ text }) => text)).size === 1

/** A line of 编制单位, 单位, 日期 and the like. Years and months alone may be headings. */
export function isAside(row: Row): boolean {
  const filled = filledIn(row)
  const kinds = filled.flatMap(({ text }) => asideOf(text) ?? [])
  return kinds.some((kind) => kind !== 'period' || filled.length === 1) && kinds.length * 2 >= filled.length
}

/**
 * The same among the rows, where only the first cell can say so: a later one may be a remark. A line with a figure is
 * a row, unless its first cell names what the figure is (监督电话：).
 */
export function isFirstAside(row: Row): boolean {
  const first = firstIn(row)
  if (first === undefined) return false
  if (isExample(first.text)) return true
  if (asideOf(first.text) === null || !isAside(row)) return false
  return /[:：]$/.test(first.text) || filledIn(row).every(({ text }) => typeof figureOf(text) === 'string')
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
    const groups = filled.filter(({ text }) => isGroup(text)).length
    const beside = (text: string) => isPeriod(text) || (groups > 1 && isGroup(text))
    if (!filled.every(({ text }) => mayHead(text) || beside(text))) break
    const named = filled.filter(({ text }) => isNamed(text, words)).length
    const periods = filled.filter(({ text }) => beside(text)).length
    if ((named + periods) * 2 >= filled.length && named > 0)
      return isUnderPeriods(sheet.rows, at) ? at - 1 : at
    if (weak === null && filled.length * 2 >= width) weak = at
  }
  return weak !== null && isAboveOthers(sheet.rows, weak) ? weak : null
}

/** Quarters or months over the headings, each over some of them. */
function isUnderPeriods(rows: readonly Row[], at: number): boolean {
  const above = filledIn(rows[at - 1])
  return above.length > 1 && (above[0]?.column ?? 0) > 0 && above.every(({ text }) => isPeriod(text))
}

const isNamed = (text: string, { known }: Words): boolean =>
  known.has(bareHeading(text)) || isHeadingWord(text)

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
    const said = filled.filter(({ text }) => isClosing(text) || asideOf(text) !== null)
    // Dates alone are a row where there are several.
    const dates = filled.length > 1 && filled.every(({ text }) => dateOf(text) !== undefined)
    const closing = said.length === filled.length && !dates && (width > 1 || isFirstAside(row))
    const sentence =
      width > 2 &&
      filled.length === 1 &&
      filled.some(({ text }) => text.length > 20 && /[，。；,;]/.test(text))
    if (!isBlankRow(row) && !isFirstAside(row) && !closing && !sentence) break
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
      lines.push({ row, kind: kindOfLine(text, from > 0), text })
    }
  }
  return lines
}

function kindOfLine(text: string, below: boolean): SheetLine['kind'] {
  const aside = asideOf(text)
  if (aside) return aside
  if (below) return isClosing(text) ? 'signOff' : 'note'
  return isClosing(text) ? 'office' : 'title'
}

/** The unit said around the rows, in a line of its own or at the end of the title (（单位：万元）). */
const unitOf = (lines: readonly SheetLine[]): string | null =>
  lines.flatMap(({ text }) => unitIn(text) ?? [])[0] ?? null

const unitOfLine = (label: string): string | null => (asideOf(label) === 'unit' ? unitIn(label) : null)
