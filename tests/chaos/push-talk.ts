/** What the test and the process it kills say to each other. */
export type Ask = { kind: 'publish'; id: string } | { kind: 'settle' }

export interface Told {
  notice: string
  person: string
  result: string
  /** What told it: by itself the match's own; of a summary one for several notices. */
  delivery: string
  isSummary: boolean
}

export type Answer =
  | { kind: 'ready' }
  | { kind: 'published'; id: string }
  | { kind: 'settled'; atRest: boolean; told: Told[] }

export const rounds = Number(process.env.HUTANG_CHAOS_ROUNDS ?? 4)
export const noticesEach = 6
/** Enough for every notice, so that none is kept from a phone for want of one. */
export const grantsEach = rounds * noticesEach
