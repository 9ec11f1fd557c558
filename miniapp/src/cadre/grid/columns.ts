import type { ColumnKind } from '@hutang/shared/contract'
import { cellText, isFigureKind, parseCell } from '@hutang/shared/rules'
import { headText, cellText as shownText } from '../../format/cell'
import type { Households } from '../table/problems'
import type { Row, WholeTable } from '../table/rows'

/** A column as the grid shows and writes it: 户号 first where rows may be a household's, then those of the table. */
export interface GridColumn {
  key: string
  label: string
  kind: ColumnKind | 'household'
  /** Figures stand at the right. */
  right: boolean
  /** As it is typed. */
  text(row: Row): string
  /** As it is read. */
  shown(row: Row): string
  put(row: Row, text: string): Row
}

export interface GridContext {
  households: Households
  /** For a date without its year. */
  today: string
}

const ofHousehold = ({ households }: GridContext): GridColumn => {
  const codes = new Set(households.map(({ code }) => code))
  const named = (text: string) => households.filter(({ name }) => name === text)
  return {
    key: ' household',
    label: '户号',
    kind: 'household',
    right: false,
    text: ({ household }) => household ?? '',
    shown: ({ household }) => household ?? '',
    put(row, typed) {
      const text = typed.trim()
      const [only, other] = codes.has(text) ? [] : named(text)
      return { ...row, household: only && !other ? only.code : text || null }
    },
  }
}

const ofTable = (column: WholeTable['columns'][number], at: number, { today }: GridContext): GridColumn => ({
  key: column.key,
  label: headText(column.label, column.kind),
  kind: column.kind,
  right: isFigureKind(column.kind),
  text: ({ cells }) => cellText(column, cells[at] ?? null),
  shown({ cells }) {
    const cell = cells[at] ?? null
    if (cell === null) return ''
    return column.kind === 'date' ? cellText(column, cell) : shownText(cell, column.kind)
  },
  put(row, text) {
    const read = parseCell(column, text, { today, year: today.slice(0, 4) })
    // What was not understood stays as it was typed, marked, until it is mended.
    const kept = 'cell' in read ? read.cell : (column.kind === 'date' && read.mend) || text.trim()
    const cells = row.cells.slice()
    cells[at] = kept
    return { ...row, cells }
  },
})

/** Whether rows of this table may be a household's. */
export const hasHouseholds = ({ columns, rows }: WholeTable, { households }: GridContext): boolean =>
  households.length > 0 && (columns.some(({ kind }) => kind === 'name') || rows.some((row) => row.household))

export const columnsOf = (
  columns: WholeTable['columns'],
  withHousehold: boolean,
  context: GridContext,
): GridColumn[] => [
  ...(withHousehold ? [ofHousehold(context)] : []),
  ...columns.map((column, at) => ofTable(column, at, context)),
]

const widths: Record<GridColumn['kind'], number> = {
  household: 104,
  name: 104,
  group: 92,
  text: 148,
  integer: 92,
  number: 104,
  area: 112,
  money: 132,
  date: 120,
}

/** In CSS pixels: as wide as their kind needs, and what is left goes to the first column of words. */
export function widthsOf(columns: readonly GridColumn[], room: number, scale: number): number[] {
  const wanted = columns.map(({ kind, label }) =>
    Math.round(scale * Math.max(widths[kind], Math.min(label.length * 17 + 26, 220))),
  )
  const left = room - wanted.reduce((sum, width) => sum + width, 0)
  const words = columns.findIndex(({ kind }) => kind === 'text')
  const widest = words < 0 ? columns.length - 1 : words
  return wanted.map((width, at) => (at === widest ? width + Math.max(0, left) : width))
}
