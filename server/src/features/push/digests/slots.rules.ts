import { shanghaiDate, shanghaiTime } from '@hutang/shared'

export const halfHourMs = 30 * 60_000
const dayMs = 86_400_000

/** After a longer outage than this nobody waits for the digests of its first days: the first run takes everything. */
const mostDaysBack = 8

/** The half hour that has begun. Shanghai is whole hours from UTC. */
export const slotAt = (now: Date): Date => new Date(Math.floor(now.getTime() / halfHourMs) * halfHourMs)

export const runId = (slot: Date): string => `digest:${shanghaiDate(slot)}T${shanghaiTime(slot)}`

/** The slots up to now that have no run yet, the oldest first. `newest`: the slot of the newest run; null: there is none. */
export function slotsMissing(newest: Date | null, now: Date): Date[] {
  const last = slotAt(now).getTime()
  const oldest = last - mostDaysBack * dayMs
  const first = newest === null ? last : Math.max(newest.getTime() + halfHourMs, oldest)
  const count = Math.max(0, (last - first) / halfHourMs + 1)
  return Array.from({ length: count }, (_, n) => new Date(first + n * halfHourMs))
}
