import type { Wish } from '@hutang/shared'
import type { Reason } from '../push.model'

const strength: Record<Wish, number> = { immediate: 2, daily: 1, weekly: 0 }
export const strongerWish = (a: Wish, b: Wish): Wish => (strength[a] >= strength[b] ? a : b)

export interface Concerned {
  reasons: Reason[]
  wish: Wish
}

/** One entry a person, whatever the number of reasons; the strongest wish wins. */
export function addReason(
  all: Map<string, Concerned>,
  person: string,
  { reason, wish }: { reason: Reason; wish: Wish },
): void {
  const known = all.get(person)
  if (!known) {
    all.set(person, { reasons: [reason], wish })
    return
  }
  if (!known.reasons.includes(reason)) known.reasons.push(reason)
  known.wish = strongerWish(known.wish, wish)
}
