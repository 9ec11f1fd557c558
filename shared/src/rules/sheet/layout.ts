import type { LeftOut, SheetAnswers, SheetQuestion } from './answers'
import { filledIn, firstIn, isBlank, plain, textOf } from './cells'
import { isFirstAside } from './heading'
import { type Sections, sectionsIn, sectionsQuestion, sideOf, type UnderLabel } from './sections'
import { rowKey } from './shape'
import { type SumKind, totalOfRow } from './sum-rows'
import type { Heading, Sheet, SheetCell } from './types'
import { bareHeading } from './words'

/** A column of the table to be: its heading and where it stands in each half of the sheet. */
export interface Place {
  heading: string
  columns: number[]
}

/** A row of the table to be, before its cells are read. */
export interface Line {
  at: number
  half: number
  cells: SheetCell[]
  /** The section it stands under (一组, 支出), or the side of its half. */
  under: string | null
  /** Whether it is a sum itself. */
  total: SumKind | null
  /** The rows that it is the sum of, where they are known. */
  of: readonly number[]
  /** What a sum is called. */
  name: string
}

export interface Layout {
  places: Place[]
  lines: Line[]
  /** What the sections or sides are: their own column, where they are taken. */
  under: { label: UnderLabel } | null
  /** Its halves are income and spending: each has sums of its own. */
  apart: boolean
  questions: SheetQuestion[]
  left: LeftOut[]
}

const range = (length: number): number[] => Array.from({ length }, (_, at) => at)

/** Columns that hold anything below their heading, or have one. */
function usedColumns({ rows }: Sheet, { labels, first, end }: Heading): number[] {
  const used = new Set<number>()
  for (const [column, label] of labels.entries()) if (label !== '') used.add(column)
  for (let at = first; at < end; at++)
    for (const [column, cell] of (rows[at] ?? []).entries())
      if (!used.has(column) && !isBlank(cell)) used.add(column)
  return [...used].sort((a, b) => a - b)
}

const withoutSide = (heading: string): string => plain(heading).replace(/收入|进账|支出|开支|·/g, '')

/** Two or more halves beside each other: the same headings again, or those of the other side (sheets.md 16). */
function halvesOf(
  columns: readonly number[],
  labels: readonly string[],
): { halves: number[][]; sides: string[] | null } | null {
  const words = columns.map((column) => labels[column] ?? '')
  for (let parts = 4; parts > 1; parts--) {
    const size = columns.length / parts
    if (!Number.isInteger(size) || size < 2 || words.some((word) => word === '')) continue
    const halves = range(parts).map((part) => columns.slice(part * size, (part + 1) * size))
    const same = (of: (word: string) => string) =>
      words.every((word, at) => of(word) === of(words[at % size] ?? ''))
    if (same(bareHeading)) return { halves, sides: null }
    const sides = halves.map(([column = -1]) => sideOf(labels[column] ?? ''))
    if (parts === 2 && sides[0] && sides[1] && sides[0] !== sides[1] && size > 1 && same(withoutSide))
      return { halves, sides: sides.map(String) }
  }
  return null
}

const halvesQuestion = (count: number, sides: boolean, answer: string | undefined): SheetQuestion => ({
  id: 'halves',
  text: sides ? '这张表收入和支出左右各一半。' : `这张表左右排了 ${count} 份，列名一样。`,
  choices: [
    { value: 'under', label: '上下接起来', detail: sides ? '另加一列“收支”' : '每份的行接在前一份下面' },
    { value: 'beside', label: '就这样并排', detail: '列名重复的会编号' },
  ],
  chosen: answer ?? 'under',
})

/** Takes the sheet apart: places, lines, and what is none of them. */
export function layOut(sheet: Sheet, heading: Heading, { choices, without }: SheetAnswers): Layout {
  const columns = usedColumns(sheet, heading)
  const found = halvesOf(columns, heading.labels)
  const questions = found ? [halvesQuestion(found.halves.length, found.sides !== null, choices.halves)] : []
  const stacked = found !== null && questions[0]?.chosen === 'under'
  const halves = stacked ? found.halves : [columns]
  const sides = stacked ? found.sides : null
  const label = (column: number) => heading.labels[column] ?? ''
  const places = range(halves[0]?.length ?? 0).map((at): Place => {
    const from = halves[0]?.[at] ?? 0
    return {
      heading: sides ? withoutSide(label(from)) || '项目' : label(from),
      columns: halves.map((half) => half[at] ?? 0),
    }
  })
  const { rows, left } = bodyRows(sheet, heading, places.length, new Set(without))
  const sections = sides ? null : sectionsIn(sheet, rows, columns)
  const lines = halves.flatMap((half, part) =>
    rows.flatMap((at): Line[] => {
      const cells = half.map((column) => sheet.rows[at]?.[column] ?? null)
      const head = sections?.heads.get(at)
      if (head?.what === 'name' || cells.every(isBlank)) return []
      const under = sides?.[part] ?? sections?.under.get(at) ?? null
      const total = head ? 'below' : totalOfRow(cells)
      return [{ at, half: part, cells, under, total, of: head?.of ?? [], name: total ? nameOf(cells) : '' }]
    }),
  )
  countParts(lines)
  if (sections) {
    left.push(
      ...[...sections.heads].flatMap(([at, { what }]) =>
        what === 'name' ? [lineLeft(sheet, at, 'section')] : [],
      ),
    )
    questions.push(sectionsQuestion(sections, choices.sections))
  }
  return {
    places,
    lines,
    under: underOf(sides, sections, choices.sections),
    apart: sides !== null,
    questions,
    left,
  }
}

/** 其中：… right below a sum is one of the rows that it sums; below a row it is a part of that one. */
function countParts(lines: Line[]): void {
  for (const [at, line] of lines.entries()) {
    const above = lines[at - 1]
    const ofSum = above?.total === 'added' || above?.total === 'below'
    if (ofSum && above.half === line.half && /^其中/.test(line.name))
      Object.assign(line, { total: null, name: '' })
  }
}

const nameOf = (cells: readonly SheetCell[]): string =>
  plain(cells.map(textOf).find((text) => /[^\d\s.,]/.test(text)) ?? '')

function underOf(sides: unknown, sections: Sections | null, answer: string | undefined): Layout['under'] {
  if (sides) return { label: '收支' }
  return sections && answer !== 'drop' ? { label: sections.label } : null
}

const lineLeft = ({ rows }: Sheet, at: number, what: LeftOut['what']): LeftOut => ({
  what,
  row: at,
  text: (rows[at] ?? []).map(textOf).filter(Boolean).join(' ').slice(0, 60),
})

/** A title on a later page: 低保表（续）. */
const withoutPage = (text: string): string => plain(text).replace(/[(]?(?:续\d*|续表|第.{1,3}页)[)]?$/, '')

/** The rows between the headings and the sign-off that are rows: no blank ones, no headings or titles of a next page. */
function bodyRows(
  sheet: Sheet,
  { rows: heads, first, end, lines }: Heading,
  width: number,
  without: ReadonlySet<number>,
): { rows: number[]; left: LeftOut[] } {
  const headings = new Map(
    range(heads ? heads.to - heads.from + 1 : 0).map((at) => {
      const row = sheet.rows[(heads?.from ?? 0) + at]
      return [firstIn(row)?.text, rowKey(row)]
    }),
  )
  const titles = new Set(lines.flatMap(({ row, text }) => (row < first ? [withoutPage(text)] : [])))
  const rows: number[] = []
  const left: LeftOut[] = lines.map(({ row, text }) => ({ what: 'line', row, text }))
  for (let at = first; at < end; at++) {
    const row = sheet.rows[at] ?? []
    const first = firstIn(row)
    if (!first) continue
    const alone = () => filledIn(row).length === 1
    if (without.has(at)) left.push(lineLeft(sheet, at, 'row'))
    else if (headings.has(first.text) && headings.get(first.text) === rowKey(row))
      left.push(lineLeft(sheet, at, 'heading'))
    else if ((titles.has(withoutPage(first.text)) && alone()) || (width > 1 && isFirstAside(row)))
      left.push(lineLeft(sheet, at, 'line'))
    else rows.push(at)
  }
  return { rows, left }
}
