import { memoryOf, overMemory } from './memory'
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
  /** The bytes that may be kept, unless every entry is small. */
  memory?: number
}

/** The first rows of a scan by an order, in that order. */
export function* firstRows<T>(
  scan: Scan,
  turn: Turn,
  { entryOf, order, keep, remedy, memory = Number.POSITIVE_INFINITY }: Wanted<T>,
): Steps<T[]> {
  const sizeOf = (some: T[]) => some.reduce((sum, entry) => sum + memoryOf(entry), 0)
  const bounded = memory < Number.POSITIVE_INFINITY
  let entries: T[] = []
  let size = 0
  for (let rows = scan.piece(); rows; rows = scan.piece()) {
    const more = rows.map(entryOf)
    for (const entry of more) entries.push(entry)
    if (bounded) size += sizeOf(more)
    if (entries.length > keep * 2 + 1000 || (size > memory && entries.length > keep)) {
      entries = entries.sort(order).slice(0, keep)
      if (bounded) size = sizeOf(entries)
    }
    if (entries.length > MAX_SORTED || size > memory)
      throw overMemory(`Sort exceeded memory limit: ${remedy}`)
    if (turn.over) yield
  }
  return entries.sort(order)
}
