import type { LeftOut, SheetQuestion } from './answers'
import { filledIn, isBlank, isBlankRow, plain, textOf } from './cells'
import { isFirstAside } from './heading'
import { groupKey } from './keys'
import { rowKey } from './shape'
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
}

export interface Layout {
  places: Place[]
  lines: Line[]
  /** What the sections or sides are: their own column, where they are taken. */
  under: { label: '组别' | '收支' | '类别' } | null
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

const sideOf = (heading: string): '收入' | '支出' | null => {
  const word = bareHeading(heading)
  if (/收入|进账/.test(word) === /支出|开支/.test(word)) return null
  return /收入|进账/.test(word) ? '收入' : '支出'
}
const withoutSide = (heading: string): string => bareHeading(heading).replace(/收入|进账|支出|开支|·/g, '')

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
export function layOut(sheet: Sheet, heading: Heading, choices: Readonly<Record<string, string>>): Layout {
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
  const { rows, left } = bodyRows(sheet, heading, places.length)
  const sections = sides ? null : sectionsIn(sheet, rows, columns)
  const lines: Line[] = halves.flatMap((half, part) =>
    rows.flatMap((at): Line[] => {
      if (sections?.heads.has(at)) return []
      const cells = half.map((column) => sheet.rows[at]?.[column] ?? null)
      if (cells.every(isBlank)) return []
      return [{ at, half: part, cells, under: sides?.[part] ?? sections?.under.get(at) ?? null }]
    }),
  )
  const taken = sections !== null && choices.sections !== 'drop'
  if (sections) {
    left.push(...[...sections.heads].map((at) => lineLeft(sheet, at, 'section')))
    questions.push(sectionsQuestion(sections, choices.sections))
  }
  const under = sides ? { label: '收支' as const } : taken && sections ? { label: sections.label } : null
  return { places, lines, under, questions, left }
}

const lineLeft = ({ rows }: Sheet, at: number, what: LeftOut['what']): LeftOut => ({
  what,
  row: at,
  text: (rows[at] ?? []).map(textOf).filter(Boolean).join(' ').slice(0, 60),
})

/** The rows between the headings and the sign-off that are rows: no blank ones, no headings or titles of a next page. */
function bodyRows(
  sheet: Sheet,
  { rows: heads, first, end, lines }: Heading,
  width: number,
): { rows: number[]; left: LeftOut[] } {
  const headings = new Set(
    heads ? range(heads.to - heads.from + 1).map((at) => rowKey(sheet.rows[heads.from + at])) : [],
  )
  const titles = new Set(lines.flatMap(({ row, text }) => (row < first ? [plain(text)] : [])))
  const rows: number[] = []
  const left: LeftOut[] = lines.map(({ row, text }) => ({ what: 'line', row, text }))
  for (let at = first; at < end; at++) {
    const row = sheet.rows[at] ?? []
    if (isBlankRow(row)) continue
    const [first, ...others] = filledIn(row)
    if (headings.has(rowKey(row))) left.push(lineLeft(sheet, at, 'heading'))
    else if (
      (others.length === 0 && first && titles.has(plain(first.text))) ||
      (width > 1 && isFirstAside(row))
    )
      left.push(lineLeft(sheet, at, 'line'))
    else rows.push(at)
  }
  return { rows, left }
}

interface Sections {
  heads: Set<number>
  under: Map<number, string>
  label: '组别' | '收支' | '类别'
}

const ordinal = /^(?:[(]?[一二三四五六七八九十]{1,3}[)]?[、.．]?|[(][一二三四五六七八九十]{1,3}[)])$/
const leadingOrdinal = /^(?:[一二三四五六七八九十]{1,3}[、.．]|[(][一二三四五六七八九十]{1,3}[)])/
const groupHead = /^第?[一二三四五六七八九十百\d]{1,4}(?:村民)?小?[组队][:：]?$/

/** A line that only names what follows: 一组, 一、收入. */
function sectionName(sheet: Sheet, at: number, columns: readonly number[]): string | null {
  const texts = columns.map((column) => plain(textOf(sheet.rows[at]?.[column])))
  const filled = texts.filter((text) => text !== '')
  const [first = '', second = ''] = filled
  if (columns.length < 2 || filled.length > 2 || (texts[0] === '' && texts[1] === '')) return null
  if (filled.length === 2)
    return columns.length > 2 && ordinal.test(first) && !/\d/.test(second)
      ? second.replace(/[:：]$/, '')
      : null
  if (groupHead.test(first)) return first.replace(/[:：]$/, '')
  return leadingOrdinal.test(first) && first.length <= 20
    ? first.replace(leadingOrdinal, '').replace(/[:：]$/, '')
    : null
}

function sectionsIn(sheet: Sheet, rows: readonly number[], columns: readonly number[]): Sections | null {
  const heads = new Set<number>()
  const under = new Map<number, string>()
  const names = new Set<string>()
  let name: string | null = null
  let used = 0
  for (const at of rows) {
    const own = sectionName(sheet, at, columns)
    if (own === null || own === '') {
      if (name === null) continue
      under.set(at, name)
      used += 1
      continue
    }
    heads.add(at)
    names.add(own)
    name = own
  }
  if (heads.size === 0 || used === 0) return null
  const all = (test: (word: string) => boolean) => [...names].every(test)
  const label = all((word) => /^\d+$/.test(groupKey(word)))
    ? '组别'
    : all((word) => sideOf(word) !== null)
      ? '收支'
      : '类别'
  return { heads, under, label }
}

const sectionsQuestion = ({ heads, label }: Sections, answer: string | undefined): SheetQuestion => ({
  id: 'sections',
  text: `有 ${heads.size} 行只写了“一组”“一、收入”这样的小标题。`,
  choices: [
    { value: 'column', label: `写进“${label}”一列`, detail: '下面各行都写上' },
    { value: 'drop', label: '不要小标题' },
  ],
  chosen: answer ?? 'column',
})
