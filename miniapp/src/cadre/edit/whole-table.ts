import type { WholeTable } from '../table/rows'

const firstLines = 8
const enough = 2
const bare = (label: string) => label.replace(/[（(].*[)）]|\s/g, '')

/** Whether pasted cells have their headings with them, and are read as a table and not put in cell by cell. */
export function isWholeTable({ columns, rows }: WholeTable, text: string): boolean {
  const lines = text.trimEnd().split(/\r?\n/)
  if (lines.length < enough) return false
  const labels = new Set(columns.map(({ label }) => bare(label)))
  const named = lines
    .slice(0, firstLines)
    .some((line) => line.split('\t').filter((cell) => labels.has(bare(cell.trim()))).length >= enough)
  return named || (rows.length === 0 && (lines[0]?.split('\t').length ?? 0) > 1 && !/\d/.test(lines[0] ?? ''))
}
