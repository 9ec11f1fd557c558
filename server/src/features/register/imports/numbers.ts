import { createHmac, randomBytes } from 'node:crypto'
import type { RegisterRow } from '@hutang/shared'

/** What the id numbers of one import say of its rows; the numbers themselves end with the import's reading. */
export interface Told {
  /** An earlier row with the same number. */
  twin: number | null
  /** Its number is another than its namesake's in the household. */
  apart: boolean
}

const bytes = 6
const entryNumbers = 3

/**
 * Tells rows apart by their id numbers, within one reading of one file. It keeps 48 bits of an HMAC by a key that was
 * never written anywhere, and the row, in a flat table of twelve bytes a row; nothing of it is stored.
 */
export function createNumbers(places = 1 << 14) {
  const key = randomBytes(32)
  let size = places
  let table = new Uint32Array(size * entryNumbers)
  let held = 0
  const marked = (number: string): [number, number] => {
    const digest = createHmac('sha256', key).update(number).digest()
    return [digest.readUInt32LE(0) || 1, digest.readUIntLE(4, bytes - 4)]
  }

  const find = (low: number, high: number): number => {
    let at = low % size
    for (;;) {
      const base = at * entryNumbers
      if (table[base] === 0 || (table[base] === low && table[base + 1] === high)) return base
      at = (at + 1) % size
    }
  }

  const grow = (): void => {
    const old = table
    size *= 2
    table = new Uint32Array(size * entryNumbers)
    for (let base = 0; base < old.length; base += entryNumbers)
      if (old[base] !== 0)
        table.set(old.subarray(base, base + entryNumbers), find(old[base] ?? 0, old[base + 1] ?? 0))
  }

  /** By household and name: which numbers were seen, in the household that is being read. */
  let namesakes = new Map<string, Set<string>>()
  let household = ''

  return {
    tell({ facts, idNumber, region }: RegisterRow): Told {
      if (household !== `${region}:${facts.block}`) {
        household = `${region}:${facts.block}`
        namesakes = new Map()
      }
      if (idNumber.kind !== 'good') return { twin: null, apart: false }
      const [low, high] = marked(idNumber.number)
      const seen = namesakes.get(facts.name) ?? new Set()
      const apart = seen.size > 0 && !seen.has(`${low}.${high}`)
      namesakes.set(facts.name, seen.add(`${low}.${high}`))
      const base = find(low, high)
      if (table[base] !== 0) return { twin: table[base + 2] ?? null, apart }
      table.set([low, high, facts.row], base)
      held += 1
      if (held * 2 > size) grow()
      return { twin: null, apart }
    },
  }
}
