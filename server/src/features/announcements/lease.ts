import { randomUUID } from 'node:crypto'
import type { Deps } from '../../deps'
import { type AnnouncementDoc, announcementModels } from './announcements.model'

/** How long one worker alone writes who is told; while it works it asks for more. */
const leaseMs = 15_000

/** Two workers at one announcement would write the same matches: this saves their work, and guards nothing. */
export interface Lease {
  id: string
  token: string
  until: Date
}

/** Whether another worker is at it. What ends later than a lease can is of a clock that was put back. */
export function isBeingMatched({ leaseUntil }: AnnouncementDoc, now: Date): boolean {
  const left = (leaseUntil?.getTime() ?? 0) - now.getTime()
  return left > 0 && left <= leaseMs
}

/** Null where another worker is at it, or it was matched meanwhile. */
export async function takeToMatch(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  announcement: AnnouncementDoc,
): Promise<Lease | null> {
  const { _id, token: known = null } = announcement
  const now = clock.now()
  if (isBeingMatched(announcement, now)) return null
  const lease = { id: _id, token: randomUUID(), until: new Date(now.getTime() + leaseMs) }
  const { token, until } = lease
  const { matchedCount } = await announcementModels(db).Announcement.updateOne(
    { _id, matchedAt: null, token: known },
    { token, leaseUntil: until },
  )
  return matchedCount > 0 ? lease : null
}

/** False where it took so long that another worker has begun anew. Asks once in half a lease. */
export async function keepToMatch({ db, clock }: Pick<Deps, 'db' | 'clock'>, lease: Lease): Promise<boolean> {
  const now = clock.now().getTime()
  if (now < lease.until.getTime() - leaseMs / 2) return true
  lease.until = new Date(now + leaseMs)
  const { matchedCount } = await announcementModels(db).Announcement.updateOne(
    { _id: lease.id, token: lease.token },
    { leaseUntil: lease.until },
  )
  return matchedCount > 0
}

/** Not matched, and the next poll may try. */
export async function leaveToMatch({ db }: Pick<Deps, 'db'>, { id, token }: Lease): Promise<void> {
  await announcementModels(db).Announcement.updateOne({ _id: id, token }, { token: null, leaseUntil: null })
}
