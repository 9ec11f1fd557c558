import type { Sheet } from './types'

/** Where a quoted cell that begins here ends, or -1: a quote opens a cell only if it closes before a separator. */
function closingQuote(source: string, from: number, separator: string): number {
  let at = from + 1
  for (;;) {
    const quote = source.indexOf('"', at)
    if (quote < 0) return -1
    if (source.charAt(quote + 1) === '"') {
      at = quote + 2
      continue
    }
    const next = source.charAt(quote + 1)
    if (next !== '' && next !== separator && next !== '\n') return -1
    // A spreadsheet never puts a tab into a cell; a comma, and a line break, it puts into quotes.
    return separator === '\t' && source.slice(from, quote).includes('\t') ? -1 : quote
  }
}

/** Lines that say what parts the cells of all. */
const sampled = 200

const grouping: Record<string, RegExp> = {
  ',': /(\d),(?=\d{3}(?!\d))/g,
  '，': /([\d０-９])，(?=[\d０-９]{3}(?![\d０-９]))/g,
}

/**
 * Lines without the commas that group figures, where only that makes them all as long as each other
 * (“1组，甲，1，200” under three headings); else as they are.
 */
export function withoutGrouping(lines: readonly string[], comma: string): string[] {
  const pattern = grouping[comma]
  const plain = pattern ? lines.map((line) => line.replace(pattern, '$1')) : [...lines]
  const lengths = (of: readonly string[]) => {
    const counts = of.slice(0, sampled).map((line) => line.split(comma).length)
    return new Set(counts.filter((count) => count > 1)).size
  }
  return lengths(plain) === 1 && lengths(lines) > 1 ? plain : [...lines]
}

/** Tabs, else commas or semicolons; undefined where nothing parts the cells (commas that group figures do not). */
function separatorOf(source: string): string | undefined {
  if (source.includes('\t')) return '\t'
  const lines = source
    .replace(/(\d),(?=\d{3}(?!\d))/g, '$1')
    .split('\n', sampled)
    .filter((line) => line.trim() !== '')
  const holding = (sign: string) => lines.filter((line) => line.includes(sign)).length
  const [commas, semicolons] = [holding(','), holding(';')]
  const sign = semicolons > commas ? ';' : ','
  // A comma in a few lines is one of those lines, unless the first has it.
  const parts = Math.max(commas, semicolons) * 2 >= lines.length || lines[0]?.includes(sign)
  return lines.length > 0 && parts ? sign : undefined
}

/** What spreadsheets put before a text that looks like a formula, so that nobody's computer runs it. */
const guard = /^'(?=[=+\-@＝＋－＠])/

/** The one sheet of pasted text or of a .csv file: tabs or commas, quotes around breaks and separators. */
export function sheetOfText(text: string): Sheet {
  const source = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const separator = separatorOf(source)
  const loose = separator === ',' && !source.includes('"')
  const plain = loose ? withoutGrouping(source.split('\n'), ',').join('\n') : source
  const rows = source.trim() === '' ? [] : cellsOf(plain, separator)
  while (rows.at(-1)?.every((cell) => cell === null)) rows.pop()
  return { name: '', rows, merges: [], hidden: { rows: [], columns: [] } }
}

const cellOf = (text: string): string | null => (text.trim() === '' ? null : text.replace(guard, ''))

function cellsOf(source: string, separator = '\t'): (string | null)[][] {
  const rows: (string | null)[][] = []
  let row: (string | null)[] = []
  let at = 0
  while (at <= source.length) {
    const close = source.charAt(at) === '"' ? closingQuote(source, at, separator) : -1
    const end = close >= 0 ? close + 1 : endOfCell(source, at, separator)
    const cell = close >= 0 ? source.slice(at + 1, close).replaceAll('""', '"') : source.slice(at, end)
    row.push(cellOf(cell))
    if (source.charAt(end) !== separator) {
      rows.push(row)
      row = []
    }
    at = end + 1
  }
  return rows
}

function endOfCell(source: string, from: number, separator: string): number {
  for (let at = from; at < source.length; at++) {
    const letter = source.charAt(at)
    if (letter === separator || letter === '\n') return at
  }
  return source.length
}
