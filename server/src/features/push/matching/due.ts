import { eachSafely } from '../../../each-safely'
import { type AnnouncementDoc, unmatchedAnnouncements } from '../../announcements'
import { type Context, leftToNextPoll } from '../delivery/context'
import { matchAnnouncement } from './match'

const rankOf = ({ urgency }: AnnouncementDoc) => (urgency === 'emergency' ? 0 : 1)

/** Writes the matches of what was announced, emergencies first. */
export async function matchDue(ctx: Context): Promise<void> {
  const { db, log } = ctx.deps
  for await (const page of unmatchedAnnouncements(db)) {
    const inTurn = [...page].sort((a, b) => rankOf(a) - rankOf(b))
    await eachSafely(log, leftToNextPoll, inTurn, (announcement) => matchAnnouncement(ctx, announcement))
  }
}
