import {
  type Column,
  cellText,
  type KnownHousehold,
  readSheet,
  type Sheet,
  type SheetCell,
  type SheetOptions,
  type SheetRead,
  sheetOfText,
} from '@hutang/shared'

/** A sheet as a file holds it. */
export const sheetOf = (rows: SheetCell[][], more: Partial<Sheet> = {}): Sheet => ({
  name: '',
  rows,
  merges: [],
  hidden: { rows: [], columns: [] },
  ...more,
})

/** Reads pasted text, or a sheet of a file, into a new table without usual columns. */
export const reading = (source: string | Sheet, options: Partial<SheetOptions> = {}): SheetRead =>
  readSheet(typeof source === 'string' ? sheetOfText(source) : source, {
    columns: [],
    usual: [],
    households: [],
    ...options,
  })

/** The rows as texts, with figures as a spreadsheet writes them. */
export const textsOf = ({ table: { columns, rows } }: SheetRead): string[][] =>
  rows.map(({ cells }) => columns.map((column, at) => cellText(column, cells[at] ?? null)))

/** One column of the rows, by its name. */
export const columnOf = (read: SheetRead, label: string): string[] => {
  const at = read.table.columns.findIndex((column) => column.label === label)
  return textsOf(read).map((row) => row[at] ?? 'no such column')
}

export const kindsOf = ({ table: { columns } }: SheetRead): [string, Column['kind'], Column['total']][] =>
  columns.map(({ label, kind, total }) => [label, kind, total])

export const labelsOf = ({ table: { columns } }: SheetRead): string[] => columns.map(({ label }) => label)

/** What a question would do if nobody answered it; undefined where it is not asked. */
export const chosenIn = ({ questions }: SheetRead, id: string): string | undefined =>
  questions.find((question) => question.id === id)?.chosen

/** A register of four households; two have one name. */
export const households: KnownHousehold[] = [
  { code: 'HT-01-001', name: '唐燕', group: '1组' },
  { code: 'HT-02-001', name: '沈国良', group: '2组' },
  { code: 'HT-03-001', name: '沈国良', group: '3组' },
  { code: 'HT-03-002', name: '陆文华', group: '3组' },
]
