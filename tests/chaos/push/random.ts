/** Numbers by a seed (mulberry32): the same seed, the same run. */
export interface Random {
  next(): number
  int(from: number, to: number): number
  pick<T>(all: readonly T[]): T
  chance(of: number): boolean
}

export function randomBy(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    int: (from, to) => from + Math.floor(next() * (to - from + 1)),
    pick: (all) => all[Math.floor(next() * all.length)] as (typeof all)[number],
    chance: (of) => next() < of,
  }
}

/** What a number between 0 and 1 stands for. */
export const chosen = <T>(all: readonly T[], of: number): T | undefined => all[Math.floor(of * all.length)]
