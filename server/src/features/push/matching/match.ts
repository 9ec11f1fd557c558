import { insertMissing } from '../../../storage/insert-once'
import { type AnnouncementDoc, markMatched } from '../../announcements'
import type { Context } from '../delivery/context'
import { inboxMark } from '../inbox/unread'
import { type MatchDoc, pushModels } from '../push.model'
import { describe } from '../subjects'
import { concernedBy } from './concerned'
import { unread } from './received'

const batchSize = 200

/** Writes the inbox of everybody an announcement concerns. Repeatable: what is written stays as it is. */
export async function matchAnnouncement(ctx: Context, announcement: AnnouncementDoc): Promise<void> {
  const { deps } = ctx
  const about = await describe(deps, announcement.subject, announcement.kind)
  // It may show again: then it is matched.
  if (about.gone === 'hidden') return
  if (about.gone === null) {
    const concerned = await concernedBy(deps, announcement, about)
    const matches = [...concerned].map(([person, { reasons, wish }]) => ({
      ...matchOf(announcement, person),
      reasons,
      wish,
    }))
    for (let from = 0; from < matches.length; from += batchSize) {
      await insertMissing(pushModels(deps.db).Match, matches.slice(from, from + batchSize))
      await ctx.reached('match')
    }
    if (announcement.kind === 'corrected') await unread(deps, announcement)
  }
  await markMatched(deps, announcement._id)
  await deps.marks.move(inboxMark)
}

const matchOf = (
  { _id, subject, region, kind, urgency, at }: AnnouncementDoc,
  person: string,
): Omit<MatchDoc, 'reasons' | 'wish'> => ({
  _id: `${_id}::${person}`,
  announcement: _id,
  person,
  subject,
  region,
  kind,
  at,
  readAt: null,
  state: urgency === 'quiet' ? 'dropped' : 'pending',
  delivery: null,
  token: null,
  outcome: urgency === 'quiet' ? 'quiet' : null,
  nextAt: null,
})
