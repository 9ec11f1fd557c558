import { MongoError } from '../errors'
import type { Row, Scan } from './scan'
import type { Steps, Turn } from './steps'

const MAX_SORTED = 200_000

interface Wanted<T> {
  /** What is kept of a row to compare it by. */
  entryOf: (row: Row) => T
  order: (a: T, b: T) => number
  /** How many are asked for. */
  keep: number
  /** What would help where there are too many. */
  remedy: string
}

/** The first rows of a scan by an order, in that order. */
export function* firstRows<T>(
  scan: Scan,
  turn: Turn,
  { entryOf, order, keep, remedy }: Wanted<T>,
): Steps<T[]> {
  let entries: T[] = []
  for (let rows = scan.piece(); rows; rows = scan.piece()) {
    for (const row of rows) entries.push(entryOf(row))
    if (entries.length > keep * 2 + 1000) entries = entries.sort(order).slice(0, keep)
    if (entries.length > MAX_SORTED) throw new MongoError(292, `Sort exceeded memory limit: ${remedy}`)
    if (turn.over) yield
  }
  return entries.sort(order)
}
