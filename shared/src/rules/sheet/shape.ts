import type { LeftOut, SheetQuestion } from './answers'
import { filledIn, isBlank, plain, textOf } from './cells'
import { withoutGrouping } from './text'
import type { Sheet, SheetCell } from './types'

export const cellKey = (row: number, column: number): string => `${row},${column}`

/** The sheet without what is hidden in it: nothing hidden is published. Rows and columns keep their places. */
export function shownSheet(sheet: Sheet): { sheet: Sheet; left: LeftOut[] } {
  const rows = new Set(sheet.hidden.rows)
  const columns = new Set(sheet.hidden.columns)
  if (rows.size + columns.size === 0) return { sheet, left: [] }
  const left: LeftOut[] = []
  if (rows.size > 0) left.push({ what: 'hiddenRows', row: null, text: `${rows.size} 行是隐藏的` })
  if (columns.size > 0) left.push({ what: 'hiddenColumns', row: null, text: `${columns.size} 列是隐藏的` })
  const shown = sheet.rows.map((row, at) =>
    rows.has(at) ? [] : row.map((cell, place) => (columns.has(place) ? null : cell)),
  )
  return { sheet: { ...sheet, rows: shown }, left }
}

/** The sheet with the cells that the clerk has mended. */
export function mendedSheet(sheet: Sheet, cells: Readonly<Record<string, string>>): Sheet {
  const mends = Object.entries(cells)
  if (mends.length === 0) return sheet
  const rows = [...sheet.rows]
  for (const [key, text] of mends) {
    const [row = -1, column = -1] = key.split(',').map(Number)
    const old = rows[row]
    if (!old || column < 0) continue
    const mended: SheetCell[] = Array.from(
      { length: Math.max(old.length, column + 1) },
      (_, at) => old[at] ?? null,
    )
    mended[column] = text
    rows[row] = mended
  }
  return { ...sheet, rows }
}

const splitters: Record<string, { label: string; parts: RegExp }> = {
  comma: { label: '中文逗号“，”', parts: /\s*，\s*/ },
  stroke: { label: '竖线“|”', parts: /\s*[|｜]\s*/ },
  semicolon: { label: '分号', parts: /\s*[;；]\s*/ },
  mark: { label: '顿号“、”', parts: /\s*、\s*/ },
  space: { label: '空格', parts: /\s+/ },
  colon: { label: '冒号“：”', parts: /\s*：\s*/ },
}

/** A line in its parts; the strokes at both ends of it part nothing. */
const partsOf = (line: string, { parts }: { parts: RegExp }): string[] =>
  line
    .trim()
    .replace(/^[|｜]\s*|\s*[|｜]$/g, '')
    .split(parts)

/** The line under the headings of a table drawn with strokes. */
const isRule = (text: string): boolean => /^[|｜\s:+=-]*-{2,}[|｜\s:+=-]*$/.test(text)

/** Whether the lines of one column fall into as many parts each: at least four of five, and more than one. */
function partsBy(lines: readonly string[], by: { parts: RegExp }): number {
  const counts = new Map<number, number>()
  for (const line of lines) {
    const count = partsOf(line, by).length
    counts.set(count, (counts.get(count) ?? 0) + 1)
  }
  const [most = [0, 0]] = [...counts].sort((a, b) => b[1] - a[1])
  return most[0] > 1 && most[1] * 5 >= lines.length * 3 ? most[0] : 1
}

/** Text that stands in one column, though something parts it: splitting is offered (sheets.md 14). */
export function splitSheet(
  sheet: Sheet,
  answer: string | undefined,
): { sheet: Sheet; question?: SheetQuestion } {
  const single = sheet.rows.every((row) => row.slice(1).every(isBlank))
  const texts = single
    ? withoutGrouping(
        sheet.rows.map((row) => textOf(row[0])),
        '，',
      )
    : []
  const lines = texts.filter((line) => line !== '')
  if (lines.length < 2) return { sheet }
  const sample = lines.slice(0, 200)
  const found = Object.entries(splitters).filter(([, by]) => partsBy(sample, by) > 1)
  const [best] = found
  if (!best) return { sheet }
  const chosen = answer ?? best[0]
  const question: SheetQuestion = {
    id: 'split',
    text: '贴进来的只有一列，每行像是用别的符号分开的。',
    choices: [
      ...found.map(([value, { label }]) => ({ value, label: `按${label}分开` })),
      { value: 'no', label: '不分，就是一列' },
    ],
    chosen,
  }
  const by = splitters[chosen]
  if (!by) return { sheet, question }
  const rows = texts.map((text) => {
    // A title or a note in one piece stays in one piece.
    return text === '' || isRule(text) ? [] : partsOf(text, by).map((part) => part || null)
  })
  return { sheet: { ...sheet, rows }, question }
}

/** A row for comparing: a table printed over several pages repeats its headings. */
export const rowKey = (row: readonly SheetCell[] | undefined): string =>
  filledIn(row)
    .map(({ column, text }) => `${column} ${plain(text)}`)
    .join('|')
