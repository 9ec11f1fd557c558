import type { Column } from '../../contract/domain'
import type { LedgerBody, LedgerKind, LedgerSide } from '../../contract/ledgers'
import type { PeriodKind } from '../periods'

export const columnParts = [
  'kind',
  'summary',
  'income',
  'expense',
  'planned',
  'actual',
  'amount',
  'cost',
  'count',
  'opening',
  'change',
] as const
/** How a column goes on from period to period: fees are added, land is what it was last, a list of its own time is neither. */
export const columnOvers = ['sum', 'last', 'none'] as const

export interface LedgerColumn extends Column {
  required: boolean
  /** Other headings under which accounting programs and registers export it. */
  aliases: readonly string[]
  part?: (typeof columnParts)[number]
  over?: (typeof columnOvers)[number]
}

export interface LedgerItem {
  no: number
  period: PeriodKind
  role: 'period' | 'budget'
  /** A period of a body is said by one notice; what is published again is a correction. */
  one: boolean
  columns: readonly LedgerColumn[]
}

/** Within every row: what is to be added, what is to be taken off, and what must come out. */
export interface RowCheck {
  no: number
  plus: readonly string[]
  minus: readonly string[]
  equals: string
}

/** config/ledgers/<kind>.json */
export interface LedgerRule {
  kind: LedgerKind
  name: string
  what: string
  /** The usual one first. */
  bodies: readonly LedgerBody[]
  /** opening + income − expense = closing */
  balances: boolean
  items: readonly LedgerItem[]
  rowChecks: readonly RowCheck[]
  /** Kinds by words of the summary, where no column says the kind; the last of a side takes the rest. */
  kindWords: readonly { name: string; side: LedgerSide; words: readonly string[] }[]
  /** Headings as accounting programs export them. */
  shapes: readonly { name: string; headings: readonly string[] }[]
}

/** An item with the ledger that it is a period of. */
export interface LedgerPlace {
  rule: LedgerRule
  item: LedgerItem
}
