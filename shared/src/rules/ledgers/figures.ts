import type { Cell, Column, TotalRow } from '../../contract/domain'
import type { LedgerFigures, LedgerKindLine, LedgerPart, LedgerSide, LedgerSum } from '../../contract/ledgers'
import { sideOfLabel } from '../column-totals'
import { countedRows } from '../total-rows'
import { type Term, termsOf } from '../totals'
import type { LedgerColumn, LedgerItem, LedgerPlace, LedgerRule } from './types'

interface Row {
  readonly household?: string | null
  readonly cells: readonly Cell[]
}

/** What a reader gets of a table. `rows` is null where they see only their own. */
export interface Shown {
  columns: readonly Column[]
  totals: readonly TotalRow[]
  rows: readonly Row[] | null
}

export const noFigures: LedgerFigures = {
  opening: null,
  income: null,
  expense: null,
  closing: null,
  sums: [],
  kinds: [],
}

const columnOf = (item: LedgerItem, part: LedgerColumn['part']): LedgerColumn | undefined =>
  item.columns.find((column) => column.part === part)

const placeOf = (columns: readonly Column[], wanted: LedgerColumn | undefined): number =>
  wanted ? columns.findIndex(({ key, label }) => key === wanted.key || label === wanted.label) : -1

/** Income and spending as the lines below the table give them; a column of one side alone has a plain sum. */
export function sidesOf(
  columns: readonly Column[],
  totals: readonly TotalRow[],
): Record<LedgerSide, number | null> {
  const side = (wanted: LedgerSide): number | null => {
    const cells = totals.flatMap((line) =>
      columns.flatMap(({ kind, label }, at) => {
        const cell = line.cells[at]
        if (kind !== 'money' || typeof cell !== 'number') return []
        const own = line.kind === wanted || (line.kind === 'sum' && sideOfLabel(label) === wanted)
        return own ? [cell] : []
      }),
    )
    return cells.length === 0 ? null : cells.reduce((sum, cell) => sum + cell, 0)
  }
  const [income, expense] = [side('income'), side('expense')]
  if (income === null && expense === null) return { income, expense }
  return { income: income ?? 0, expense: expense ?? 0 }
}

/** Of a budget only what was planned is read. */
function plannedOnly(item: LedgerItem, { columns, totals, rows }: Shown): Shown {
  const at = placeOf(columns, columnOf(item, 'planned'))
  if (item.role !== 'budget' || at < 0) return { columns, totals, rows }
  const only = totals.map((line) => ({
    ...line,
    cells: line.cells.map((cell, place) => (place === at ? cell : null)),
  }))
  return { columns, totals: only, rows }
}

const sumsOf = (columns: readonly Column[], totals: readonly TotalRow[]): LedgerSum[] =>
  totals.flatMap((line) =>
    line.kind === 'sum'
      ? columns.flatMap(({ key, label, kind }, at): LedgerSum[] => {
          const value = line.cells[at]
          if (typeof value !== 'number') return []
          if (kind !== 'money' && kind !== 'area' && kind !== 'integer' && kind !== 'number') return []
          return [{ key, label, kind, value }]
        })
      : [],
  )

/** What a period comes to, of what the reader gets. */
export function figuresOf({ rule, item }: LedgerPlace, shown: Shown, part: LedgerPart | null): LedgerFigures {
  const read = plannedOnly(item, shown)
  const { columns, totals, rows } = read
  const kinds = rows ? kindsOf({ rule, item }, columns, rows) : []
  if (!rule.balances) return { ...noFigures, sums: sumsOf(columns, totals), kinds }
  return {
    opening: part?.opening ?? null,
    ...sidesOf(columns, totals),
    closing: part?.closing ?? null,
    sums: [],
    kinds,
  }
}

const mostKinds = 12
const rest: Record<LedgerSide | 'none', string> = { income: '其他收入', expense: '其他支出', none: '其他' }

/** Rows by their kind, the greatest first, income before spending. */
export function kindsOf(
  { rule, item }: LedgerPlace,
  columns: readonly Column[],
  rows: readonly Row[],
): LedgerKindLine[] {
  const counted = countedRows(columns, rows)
  const [kindAt, summaryAt] = [
    placeOf(columns, columnOf(item, 'kind')),
    placeOf(columns, columnOf(item, 'summary')),
  ]
  if (!rule.balances && kindAt < 0) return []
  const found = new Map<string, LedgerKindLine>()
  for (const { cells } of counted)
    for (const { side, value, unit } of amountsOf({ rule, item }, columns, counted, cells)) {
      const said = kindAt < 0 ? '' : kindName(cells[kindAt])
      const name = said || byWords(rule, side, summaryAt < 0 ? '' : String(cells[summaryAt] ?? ''))
      const key = `${side}:${name}`
      const line = found.get(key) ?? { name, side, value: 0, unit, rows: 0 }
      found.set(key, { ...line, value: line.value + value, rows: line.rows + 1 })
    }
  return inOrder([...found.values()])
}

/** 收入：租金 in a column of accounts is 租金, 已拆 8 ㎡ in one of progress 已拆. */
const kindName = (cell: Cell | undefined): string =>
  String(cell ?? '')
    .trim()
    .replace(/^(?:收入|支出|开支)\s*[:：、-]\s*/, '')
    .replace(/(\p{Script=Han})\s*\d[\d.]*\s*\S{0,3}$/u, '$1')

/** The kind that the words of a summary speak of. */
export function byWords(
  { kindWords }: Pick<LedgerRule, 'kindWords'>,
  side: LedgerSide | null,
  summary: string,
): string {
  const own = kindWords.filter((kind) => kind.side === side)
  const found = own.find(({ words }) => words.some((word) => summary.includes(word)))
  return found?.name ?? own.find(({ words }) => words.length === 0)?.name ?? rest[side ?? 'none']
}

interface Amount {
  side: LedgerSide | null
  value: number
  unit: LedgerKindLine['unit']
}

const termsKept = new WeakMap<readonly Row[], { said: string; terms: Term[] }>()

function termsFor(columns: readonly Column[], rows: readonly Row[]): Term[] {
  const said = JSON.stringify(columns)
  const kept = termsKept.get(rows)
  if (kept?.said === said) return kept.terms
  const terms = termsOf(columns, rows)
  termsKept.set(rows, { said, terms })
  return terms
}

/** What a row adds: to income or spending, or to the amount of its ledger. */
function amountsOf(
  { rule, item }: LedgerPlace,
  columns: readonly Column[],
  rows: readonly Row[],
  cells: readonly Cell[],
): Amount[] {
  if (!rule.balances) {
    const at = placeOf(columns, columnOf(item, 'amount'))
    const [value, unit] = [cells[at], columns[at]?.kind]
    if (typeof value !== 'number') return []
    return unit === 'money' || unit === 'area' || unit === 'integer' || unit === 'number'
      ? [{ side: null, value, unit }]
      : []
  }
  const planned = item.role === 'budget' ? placeOf(columns, columnOf(item, 'planned')) : -1
  return termsFor(columns, rows).flatMap((term): Amount[] => {
    if (planned >= 0 && term.at !== planned) return []
    const side = sideOfTerm(term, columns)
    const value = side && term.of(cells)
    return side && value !== null ? [{ side, value, unit: 'money' }] : []
  })
}

function sideOfTerm({ kind, at }: Term, columns: readonly Column[]): LedgerSide | null {
  if (kind === 'income' || kind === 'expense') return kind
  return kind === 'sum' && columns[at]?.kind === 'money' ? sideOfLabel(columns[at].label) : null
}

const sideOrder = { income: 0, expense: 1, none: 2 } as const

/** The smallest of a side are taken together where there are many. */
export function inOrder(lines: readonly LedgerKindLine[]): LedgerKindLine[] {
  const sides = new Map<LedgerSide | 'none', LedgerKindLine[]>()
  for (const line of lines) sides.set(line.side ?? 'none', [...(sides.get(line.side ?? 'none') ?? []), line])
  return [...sides]
    .sort(([a], [b]) => sideOrder[a] - sideOrder[b])
    .flatMap(([side, own]) => {
      const sorted = own.sort((a, b) => b.value - a.value || b.rows - a.rows || (a.name < b.name ? -1 : 1))
      if (sorted.length <= mostKinds) return sorted
      const others = sorted.slice(mostKinds - 1)
      const head = sorted.slice(0, mostKinds - 1)
      const [first] = others
      if (!first) return head
      const together = others.reduce((sum, { value }) => sum + value, 0)
      const count = others.reduce((sum, { rows }) => sum + rows, 0)
      return [...head, { ...first, name: rest[side], value: together, rows: count }]
    })
}
