import type { Wish } from '@hutang/shared'

export const householdReason = '与我家有关'
export const emergencyReason = '应急信息'

/** 村级目录第 50 项，应急信息: every resident is told at once. */
const emergencyItem = 50
export const isEmergency = (item: number, regionLevel: string): boolean =>
  regionLevel === 'village' && item === emergencyItem

const strength: Record<Wish, number> = { immediate: 2, daily: 1, weekly: 0 }
export const strongerWish = (a: Wish, b: Wish): Wish => (strength[a] >= strength[b] ? a : b)

export interface Concern {
  reasons: string[]
  wish: Wish
}

/** One entry a person, whatever the number of reasons; the strongest wish wins. */
export function concern(all: Map<string, Concern>, person: string, reason: string, wish: Wish): void {
  const known = all.get(person)
  if (!known) {
    all.set(person, { reasons: [reason], wish })
    return
  }
  if (!known.reasons.includes(reason)) known.reasons.push(reason)
  known.wish = strongerWish(known.wish, wish)
}
