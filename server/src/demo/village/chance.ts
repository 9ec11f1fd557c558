/** A source of numbers that is the same on every machine and every day (mulberry32), so that the village is. */
export interface Chance {
  /** An integer from 0 up to, not including, `limit`. */
  below(limit: number): number
  between(from: number, to: number): number
  pick<T>(list: readonly [T, ...T[]]): T
}

export function chance(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    below,
    between: (from, to) => from + below(to - from + 1),
    pick: (list) => list[below(list.length)] ?? list[0],
  }
}

/** The element at a place of a list that goes round. */
export function around<T>(list: readonly T[], at: number): T {
  const one = list[((at % list.length) + list.length) % list.length]
  if (one === undefined) throw new RangeError('an empty list has no element')
  return one
}
