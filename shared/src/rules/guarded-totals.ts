import type { Cell, Column, TotalRow } from '../contract/domain'
import { countedRows } from './total-rows'
import { type Term, termsOf, totalRows } from './totals'

/** A sum over fewer other households would tell one what another has (WORKFLOW, Audience: M4). */
export const fewestOthers = 3
/** Of the sums in one unit so many at most are shown: each is held against all pairs of the others. */
const mostTerms = 8

export interface GuardedTotals {
  totals: TotalRow[]
  /** Of the sums shown, and of what can be had by adding or subtracting them: the fewest households behind one. */
  fewest: number
}

/**
 * What may stand below a table of which each reader sees the own rows only: sums such that neither one of them, nor
 * the sum or difference of two or three, comes from fewer than four households. So whoever takes off the own row is
 * left with three others at least.
 */
export function guardedTotals(
  columns: readonly Column[],
  rows: readonly { household: string | null; cells: readonly Cell[] }[],
): GuardedTotals {
  const counted = countedRows(columns, rows)
  const shown: { term: Term; values: readonly number[] }[] = []
  let fewest = Number.POSITIVE_INFINITY
  for (const term of termsOf(columns, counted)) {
    const values = byHousehold(columns, term, counted)
    const kind = columns[term.at]?.kind
    const alike = shown.filter((other) => columns[other.term.at]?.kind === kind).map((other) => other.values)
    if (alike.length >= mostTerms) continue
    const least = fewestBehind(values, alike)
    if (least <= fewestOthers) continue
    fewest = Math.min(fewest, least)
    shown.push({ term, values })
  }
  const terms = shown.map(({ term }) => term)
  return { totals: totalRows(columns, terms, counted), fewest }
}

/** The guarded sums for a reader with rows of so many own households. */
export const totalsBeside = ({ totals, fewest }: GuardedTotals, ownHouseholds: number): TotalRow[] =>
  fewest - ownHouseholds >= fewestOthers ? totals : []

/** What each household adds. A row that is tied to none is told apart by its names, or stands for itself. */
function byHousehold(
  columns: readonly Column[],
  term: Term,
  rows: readonly { household: string | null; cells: readonly Cell[] }[],
): number[] {
  const named = columns.flatMap(({ kind }, at) => (kind === 'name' || kind === 'group' ? [at] : []))
  const sums = new Map<string, number>()
  rows.forEach(({ household, cells }, row) => {
    const names = named.map((at) => cells[at] ?? '').join('\n')
    const whose = household ?? (names.trim() === '' ? `#${row}` : `=${names}`)
    sums.set(whose, (sums.get(whose) ?? 0) + (term.of(cells) ?? 0))
  })
  return [...sums.values()]
}

/** The fewest households, but not none, behind the sum itself and behind what it gives with one or two others. */
function fewestBehind(values: readonly number[], others: readonly (readonly number[])[]): number {
  const signs = [1, -1]
  let least = Number.POSITIVE_INFINITY
  const look = (combined: (household: number) => number) => {
    let count = 0
    for (let at = 0; at < values.length; at++) if (combined(at) !== 0) count += 1
    if (count > 0) least = Math.min(least, count)
  }
  const value = (list: readonly number[] | undefined, at: number) => list?.[at] ?? 0
  look((at) => value(values, at))
  others.forEach((one, first) => {
    for (const a of signs) {
      look((at) => value(values, at) + a * value(one, at))
      for (const other of others.slice(first + 1)) {
        for (const b of signs) look((at) => value(values, at) + a * value(one, at) + b * value(other, at))
      }
    }
  })
  return least
}
