import { eachSafely } from '../../../each-safely'
import { type AnnouncementDoc, isBeingMatched, unmatchedAnnouncements } from '../../announcements'
import { type Context, leftToNextPoll } from '../delivery/context'
import { matchAnnouncement } from './match'

const rankOf = ({ urgency }: AnnouncementDoc) => (urgency === 'emergency' ? 0 : 1)

/** Writes the matches of what was announced, emergencies first; what another worker is at is left to it. */
export async function matchDue(ctx: Context): Promise<void> {
  const { db, log, clock } = ctx.deps
  for await (const page of unmatchedAnnouncements(db)) {
    const free = page.filter((one) => !isBeingMatched(one, clock.now()))
    const inTurn = free.sort((a, b) => rankOf(a) - rankOf(b))
    await eachSafely(log, leftToNextPoll, inTurn, (announcement) => matchAnnouncement(ctx, announcement))
  }
}
