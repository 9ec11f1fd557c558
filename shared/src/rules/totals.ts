import type { Cell, Column, TotalRow } from '../contract/domain'
import { isFigureKind, type Side, sideOfLabel, sideStem, totalOf } from './column-totals'
import { countedRows } from './total-rows'

/** One sum below a table: what each row adds to it, under which column it stands. */
export interface Term {
  kind: TotalRow['kind']
  at: number
  /** Null: the row has nothing there. */
  of(cells: readonly Cell[]): number | null
}

export const totalLabels: Record<TotalRow['kind'], string> = {
  sum: '合计',
  income: '收入合计',
  expense: '支出合计',
  balance: '结余',
}

const kindsInOrder = ['sum', 'income', 'expense', 'balance'] as const

const number = (cell: Cell | undefined): number | null => (typeof cell === 'number' ? cell : null)

const incomeRow = /^(?:收入|进账|收(?:$|[:：、(（]))/
const expenseRow = /^(?:支出|开支|出账|支(?:$|[:：、(（]))/
const claimRow = /^(?:债权|应收)/
const debtRow = /^(?:债务|应付)/

interface Groups {
  at: number
  /** Claims and debts (债权, 债务) are not added at all, income and spending apart. */
  of: 'sides' | 'claims'
}

/** Whether every row says one or the other there, and both are said. The first row that says neither ends the reading. */
function tellsApart(
  rows: readonly { cells: readonly Cell[] }[],
  at: number,
  one: RegExp,
  other: RegExp,
): boolean {
  let [ones, others] = [false, false]
  for (const { cells } of rows) {
    const word = String(cells[at] ?? '').trim()
    const [isOne, isOther] = [one.test(word), other.test(word)]
    if (!isOne && !isOther) return false
    ones ||= isOne
    others ||= isOther
  }
  return ones && others
}

/** The column that says of each row whether it is income or spending, or a claim or a debt; null where none does. */
function groupsOf(columns: readonly Column[], rows: readonly { cells: readonly Cell[] }[]): Groups | null {
  for (const [at, { kind }] of columns.entries()) {
    if (kind !== 'text' && kind !== 'group') continue
    if (tellsApart(rows, at, incomeRow, expenseRow)) return { at, of: 'sides' }
    if (tellsApart(rows, at, claimRow, debtRow)) return { at, of: 'claims' }
  }
  return null
}

const sideOfRow = (cells: readonly Cell[], at: number): Side =>
  incomeRow.test(String(cells[at]).trim()) ? 'income' : 'expense'

/** Two sums and what is left of one column, told apart row by row; `left` says whether spending is written as minus. */
function apart(at: number, sideOf: (cells: readonly Cell[]) => Side, signed: boolean): Term[] {
  const only = (side: Side, cells: readonly Cell[]) => (sideOf(cells) === side ? number(cells[at]) : null)
  const spent = (cells: readonly Cell[]) => {
    const cell = only('expense', cells)
    return cell === null || !signed ? cell : -cell
  }
  return [
    { kind: 'income', at, of: (cells) => only('income', cells) },
    { kind: 'expense', at, of: spent },
    {
      kind: 'balance',
      at,
      of: (cells) => {
        const out = spent(cells)
        return out === null ? only('income', cells) : -out
      },
    },
  ]
}

/** An income column with its spending column: each summed, and the balance under the income. */
function pair(income: number, expense: number): Term[] {
  return [
    { kind: 'income', at: income, of: (cells) => number(cells[income]) },
    { kind: 'expense', at: expense, of: (cells) => number(cells[expense]) },
    {
      kind: 'balance',
      at: income,
      of: (cells) => {
        const [in_, out] = [number(cells[income]), number(cells[expense])]
        return in_ === null && out === null ? null : (in_ ?? 0) - (out ?? 0)
      },
    },
  ]
}

const plainSum = (at: number): Term => ({ kind: 'sum', at, of: (cells) => number(cells[at]) })

/**
 * The sums that a table may show. Income and spending are never added (sheets.md rule 2): by a group column
 * (收入、支出), by the headings of two columns, or by the sign.
 */
export function termsOf(columns: readonly Column[], rows: readonly { cells: readonly Cell[] }[]): Term[] {
  const groups = groupsOf(columns, rows)
  const sided = columns.map((column) => (totalOf(column) === 'balance' ? sideOfLabel(column.label) : null))
  const partnerOf = (at: number, side: Side): number => {
    const stem = sideStem(columns[at]?.label ?? '')
    const found = columns.flatMap(({ label }, place) =>
      sided[place] === side && sideStem(label) === stem ? [place] : [],
    )
    return found.length === 1 ? (found[0] ?? -1) : -1
  }
  return columns.flatMap((column, at): Term[] => {
    const total = totalOf(column)
    if (total === 'none') return []
    if (groups && column.kind === 'money') {
      if (groups.of === 'claims') return []
      return apart(at, (cells) => sideOfRow(cells, groups.at), false)
    }
    if (total === 'sum') return [plainSum(at)]
    const side = sided[at]
    if (side === 'income') {
      const partner = partnerOf(at, 'expense')
      return partner >= 0 && partnerOf(partner, 'income') === at ? pair(at, partner) : [plainSum(at)]
    }
    if (side === 'expense') {
      const partner = partnerOf(at, 'income')
      return partner >= 0 && partnerOf(partner, 'expense') === at ? [] : [plainSum(at)]
    }
    return apart(at, (cells) => ((number(cells[at]) ?? 0) < 0 ? 'expense' : 'income'), true)
  })
}

/** The terms added up over the rows, as rows below the table; null where nothing is to be said. */
export function totalRows(
  columns: readonly Column[],
  terms: readonly Term[],
  rows: readonly { cells: readonly Cell[] }[],
): TotalRow[] {
  return kindsInOrder.flatMap((kind) => {
    const cells: Cell[] = columns.map(() => null)
    for (const term of terms) if (term.kind === kind) cells[term.at] = sumOf(term, rows)
    return cells.some((cell) => cell !== null) ? [{ kind, label: totalLabels[kind], cells }] : []
  })
}

/** Exact, or null beyond what a number holds exactly. */
function sumOf(term: Term, rows: readonly { cells: readonly Cell[] }[]): number | null {
  let sum: number | null = null
  for (const { cells } of rows) {
    const one = term.of(cells)
    if (one !== null) sum = (sum ?? 0) + one
  }
  return sum !== null && Number.isSafeInteger(sum) ? sum : null
}

/** What stands below a table whose rows the reader sees; rows that are sums themselves are not counted again. */
export function tableTotals(
  columns: readonly Column[],
  rows: readonly { household?: string | null; cells: readonly Cell[] }[],
): TotalRow[] {
  const counted = columns.some(({ kind }) => isFigureKind(kind)) ? countedRows(columns, rows) : []
  return totalRows(columns, termsOf(columns, counted), counted)
}
