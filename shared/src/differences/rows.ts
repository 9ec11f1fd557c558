import type { CellChange } from '../contract/differences'
import type { Cell, Column } from '../contract/domain'
import { longestRising } from './rising'

export interface ComparedRow {
  /** Names the row in both tables, where it was copied from one to the other. */
  key?: string | null
  household: string | null
  cells: readonly Cell[]
}

export interface ComparedTable {
  columns: readonly Column[]
  rows: readonly ComparedRow[]
}

/** A row that is different, by its places (from 0) in the two tables; null: it is not in that table. */
export interface RowPlaces {
  before: number | null
  after: number | null
  /** Cells, or the household, say something else. */
  changed: boolean
}

/**
 * The rows that are different, in the order of the table of now; one that was removed stands where it stood. Rows
 * are matched by household, then by key, then by equal cells, at last by place where half of the cells are equal.
 * A row that only makes room for others is not different.
 */
export function rowDifferences(before: ComparedTable, after: ComparedTable): RowPlaces[] {
  const places = placesIn(before.columns, after.columns)
  const matched = matchRows(before, after, places)
  const kept = new Set(longestRising(matched))
  const isMatched = new Set(matched.filter((place) => place >= 0))
  const changes: RowPlaces[] = []
  let next = 0
  const removedUpTo = (end: number) => {
    for (; next < end; next++)
      if (!isMatched.has(next)) changes.push({ before: next, after: null, changed: false })
  }
  matched.forEach((from, to) => {
    if (from < 0) {
      changes.push({ before: null, after: to, changed: false })
      return
    }
    if (kept.has(to)) removedUpTo(from)
    const [old, now] = [before.rows[from], after.rows[to]]
    if (!old || !now) return
    const changed = old.household !== now.household || !sameCells(old, now, places)
    if (changed || !kept.has(to)) changes.push({ before: from, after: to, changed })
  })
  removedUpTo(before.rows.length)
  return changes
}

/** The cells that say something else, under the columns of now. */
export function cellChanges(
  before: { columns: readonly Column[]; cells: readonly Cell[] },
  after: { columns: readonly Column[]; cells: readonly Cell[] },
): CellChange[] {
  const places = placesIn(before.columns, after.columns)
  return after.columns.flatMap(({ key, label, kind }, at) => {
    const was = before.cells[places[at] ?? -1] ?? null
    const is = after.cells[at] ?? null
    return was === is ? [] : [{ column: key, label, kind, before: was, after: is }]
  })
}

/** For each column of now its place before, by its key; -1 where it is new. */
const placesIn = (before: readonly Column[], after: readonly Column[]): number[] =>
  after.map(({ key }) => before.findIndex((column) => column.key === key))

const sameCells = (old: ComparedRow, now: ComparedRow, places: readonly number[]): boolean =>
  places.every((from, at) => (old.cells[from] ?? null) === (now.cells[at] ?? null))

/** For each row of now its place before, or -1. */
function matchRows(before: ComparedTable, after: ComparedTable, places: readonly number[]): number[] {
  const matched = after.rows.map(() => -1)
  const taken = new Set<number>()
  const match = (to: number, from: number) => {
    matched[to] = from
    taken.add(from)
  }
  const under = (row: ComparedRow) => JSON.stringify(places.map((from) => row.cells[from] ?? null))
  const byNow = (row: ComparedRow) => JSON.stringify(places.map((_, at) => row.cells[at] ?? null))
  const names: [
    (row: ComparedRow) => string | null | undefined,
    (row: ComparedRow) => string | null | undefined,
  ][] = [
    [({ household }) => household, ({ household }) => household],
    [({ key }) => key, ({ key }) => key],
    [under, byNow],
  ]
  for (const [ofOld, ofNow] of names) {
    // The first of equal ones is taken first: it stands last.
    const waiting = new Map<string, number[]>()
    for (let from = before.rows.length - 1; from >= 0; from--) {
      const row = before.rows[from]
      const name = row && !taken.has(from) ? ofOld(row) : null
      if (!name) continue
      const places = waiting.get(name)
      if (places) places.push(from)
      else waiting.set(name, [from])
    }
    after.rows.forEach((row, to) => {
      const from = matched[to] === -1 ? waiting.get(ofNow(row) ?? '')?.pop() : undefined
      if (from !== undefined) match(to, from)
    })
  }
  const isAlike = (from: number, to: number): boolean => {
    const equal = places.filter((place, at) => {
      const cell = after.rows[to]?.cells[at] ?? null
      return cell !== null && cell === (before.rows[from]?.cells[place] ?? null)
    })
    return equal.length > 0 && 2 * equal.length >= places.length
  }
  for (const { from, to } of gapsBetween(matched, before.rows.length)) {
    const old = from.filter((place) => !taken.has(place))
    to.forEach((place, at) => {
      const other = old[at]
      if (other !== undefined && isAlike(other, place)) match(place, other)
    })
  }
  return matched
}

/** The rows without a match between two rows that stayed in their order. */
function gapsBetween(matched: readonly number[], length: number): { from: number[]; to: number[] }[] {
  const anchors = longestRising(matched)
  const gaps: { from: number[]; to: number[] }[] = []
  let [lastFrom, lastTo] = [-1, -1]
  for (const to of [...anchors, matched.length]) {
    const from = matched[to] ?? length
    const free = between(lastTo, to).filter((place) => matched[place] === -1)
    if (free.length > 0) gaps.push({ from: between(lastFrom, from), to: free })
    lastFrom = from
    lastTo = to
  }
  return gaps
}

const between = (after: number, before: number): number[] =>
  Array.from({ length: Math.max(0, before - after - 1) }, (_, at) => after + 1 + at)
