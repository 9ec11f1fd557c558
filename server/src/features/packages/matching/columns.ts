import { type Bits, bitsFor, rowsFor, setBit } from './bits'
import type { Dictionary } from './dictionary'

/** NaN is not known. */
export interface NumberColumn {
  kind: 'number'
  values: Float64Array
  known: Bits
}
export interface YesNoColumn {
  kind: 'yesNo'
  yes: Bits
  no: Bits
}
/** Choices, codes and days, by their number in a dictionary. */
export interface CodedColumn {
  kind: 'coded'
  ids: Int32Array
  dictionary: Dictionary
}
/** What an enterprise has of a short list, a bit each. */
export interface SetColumn {
  kind: 'set'
  masks: Int32Array
  known: Bits
  bitOf: ReadonlyMap<string, number>
}
export type Column = NumberColumn | YesNoColumn | CodedColumn | SetColumn

export const unknownNumbers = (count: number): Float64Array =>
  new Float64Array(rowsFor(count)).fill(Number.NaN)

export function numberColumn(values: Float64Array): NumberColumn {
  const known = bitsFor(values.length)
  for (let at = 0; at < values.length; at += 1) if (!Number.isNaN(values[at])) setBit(known, at)
  return { kind: 'number', values, known }
}

/** Things that are kept by a key, the oldest ones forgotten. */
export class Kept<T> {
  private readonly made = new Map<string, T>()
  constructor(private readonly most: number) {}

  get(key: string, make: () => T): T {
    const had = this.made.get(key)
    if (had !== undefined) return had
    const [oldest] = this.made.size >= this.most ? this.made.keys() : []
    if (oldest !== undefined) this.made.delete(oldest)
    const value = make()
    this.made.set(key, value)
    return value
  }
}
