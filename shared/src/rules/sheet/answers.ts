import type { Cell, Column, ColumnKind } from '../../contract/domain'
import type { Heading } from './types'

export interface KnownHousehold {
  code: string
  name: string
  group: string
}

/** A table of the period before, to say what is new, gone and changed. */
export interface LastTable {
  columns: readonly Column[]
  rows: readonly { household?: string | null; cells: readonly Cell[] }[]
}

export interface SheetOptions {
  /** The columns of the table that the rows go into; empty where there is none yet. */
  columns: readonly Column[]
  /** The usual columns of the item. */
  usual: readonly Column[]
  /** Other headings of the usual columns, by their keys. */
  aliases?: Readonly<Record<string, readonly string[]>>
  households: readonly KnownHousehold[]
  last?: LastTable | null
  /** YYYY-MM-DD, for dates that lack their year. */
  today?: string
  answers?: Partial<SheetAnswers>
}

/** What the clerk said while looking at the preview; rows and columns are those of the sheet, from 0. */
export interface SheetAnswers {
  /** By the id of a question. */
  choices: Readonly<Record<string, string>>
  columns: Readonly<Record<number, ColumnAnswer>>
  /** What a cell should say, by `row,column`. */
  cells: Readonly<Record<string, string>>
  /** The household of a row, null for none; by `row,half`. */
  households: Readonly<Record<string, string | null>>
  /** Rows of the sheet that are not wanted. */
  without: readonly number[]
}

export interface ColumnAnswer {
  /** The key of a column, or one of these. */
  to?: string | typeof toHousehold | typeof toNowhere | typeof toOwn
  label?: string
  kind?: ColumnKind
}
export const toHousehold = ':household'
export const toNowhere = ':nowhere'
export const toOwn = ':own'

/** How a column of the sheet was understood. */
export interface SheetColumn {
  /** In the sheet, from 0. */
  at: number
  /** As the sheet has it; empty where it has none. */
  heading: string
  /** same: its name; alike: another word for it; order: by its place; own: a column of its own; chosen: by the clerk. */
  how: 'same' | 'alike' | 'order' | 'own' | 'chosen'
  to: 'household' | 'nowhere' | 'column'
  /** Its place in the table; -1 where it goes nowhere. */
  place: number
  column: Column | null
  /** The unit its figures were converted from (万元); null where they were not. */
  from: string | null
  examples: readonly string[]
}

export interface SheetProblem {
  row: number
  /** Of the sheet; null where it is about the whole row. */
  column: number | null
  label: string
  /** What the cell says. */
  text: string
  message: string
  /** What would mend it, where that is likely. */
  mend?: string
}

export interface SheetQuestion {
  id: string
  text: string
  choices: readonly { value: string; label: string; detail?: string }[]
  chosen: string
}

/** A sum that the sheet states, and what its rows come to. */
export interface SumCheck {
  row: number
  name: string
  label: string
  column: Column
  stated: number
  computed: number
  agrees: boolean
}

export interface SheetRow {
  /** The row of the sheet, from 0, and which of its halves. */
  at: number
  half: number
  household: string | null
  cells: Cell[]
}

/** A row that no household of the register was found for. */
export interface Unmatched {
  row: number
  half: number
  name: string
  group: string
  /** What was written as its code; empty where nothing was. */
  code: string
  why: 'unknown' | 'several' | 'taken'
  /** Households it may be. */
  likely: readonly KnownHousehold[]
}

export interface HouseholdMatches {
  tied: number
  unmatched: readonly Unmatched[]
}

export interface SheetDifferences {
  /** Rows of the sheet that concern a household which was not in the last table. */
  fresh: readonly { row: number; name: string }[]
  gone: readonly { household: string | null; name: string }[]
  changed: readonly { row: number; name: string; label: string; before: string; after: string }[]
  same: number
}

/** What is not taken into the table. */
export interface LeftOut {
  what: 'hiddenRows' | 'hiddenColumns' | 'line' | 'heading' | 'section' | 'total' | 'row' | 'column'
  row: number | null
  text: string
}

export interface SheetRead {
  heading: Heading
  columns: SheetColumn[]
  table: { columns: Column[]; rows: SheetRow[] }
  problems: SheetProblem[]
  questions: SheetQuestion[]
  sums: SumCheck[]
  /** What the sheet says was there before and is left, in fen; null where it says nothing. */
  balances: { opening: number | null; closing: number | null }
  households: HouseholdMatches
  differences: SheetDifferences | null
  left: LeftOut[]
}
