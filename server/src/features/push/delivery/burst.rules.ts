import type { DeliveryDoc } from '../push.model'

/** So many go singly within the window; what comes more goes as one at its end. */
export const mostSingles = 3
export const burstWindowMs = 10 * 60_000

export type RecentSingle = Pick<DeliveryDoc, '_id' | 'person' | 'at'>

/**
 * Until when a single waits that is too much; null where it may go. `others`: the person's other singles, read after its
 * own was inserted, so that two workers may send fewer than three and never more.
 */
export function heldByBurst(others: readonly RecentSingle[], now: Date): Date | null {
  const recent = others.filter(({ at }) => at.getTime() > now.getTime() - burstWindowMs)
  if (recent.length < mostSingles) return null
  const first = Math.min(...recent.map(({ at }) => at.getTime()))
  return new Date(first + burstWindowMs)
}
