import { insertMissing } from '../../../storage/insert-once'
import { type AnnouncementDoc, markMatched } from '../../announcements'
import type { Context } from '../delivery/context'
import { preferencesOf } from '../following/preferences'
import { laneOf } from '../following/schedule.rules'
import { inboxMark } from '../inbox/unread'
import { type MatchDoc, pushModels } from '../push.model'
import { describe } from '../subjects'
import { concernedBy } from './concerned'
import { unread } from './received'

const batchSize = 500

/** Writes the inbox of everybody an announcement concerns. Repeatable: what is written stays as it is. */
export async function matchAnnouncement(ctx: Context, announcement: AnnouncementDoc): Promise<void> {
  const { deps } = ctx
  const about = await describe(deps, announcement.subject, announcement.kind)
  // It may show again: then it is matched.
  if (about.gone === 'hidden') return
  if (about.gone === null) {
    const concerned = await concernedBy(deps, announcement, about)
    const people = [...concerned.keys()]
    for (let from = 0; from < people.length; from += batchSize) {
      const some = people.slice(from, from + batchSize)
      const preferenceFor = await preferencesOf(deps.db, some)
      const matches = some.map((person) => ({
        ...matchOf(announcement, person),
        // The hour of the announcement: who is behind puts nothing off to the next day.
        ...laneOf(announcement, preferenceFor(person), announcement.at),
        reasons: concerned.get(person) ?? [],
      }))
      await insertMissing(pushModels(deps.db).Match, matches)
      await ctx.reached('match')
    }
    if (announcement.kind === 'corrected') await unread(deps, announcement)
  }
  await markMatched(deps, announcement._id)
  await deps.marks.move(inboxMark)
}

const matchOf = (
  { _id, subject, region, kind, urgency, at, validUntil }: AnnouncementDoc,
  person: string,
): Omit<MatchDoc, 'reasons' | 'lane' | 'nextAt'> => ({
  _id: `${_id}::${person}`,
  announcement: _id,
  person,
  subject,
  region,
  kind,
  urgency,
  at,
  validUntil,
  readAt: null,
  state: urgency === 'quiet' ? 'dropped' : 'pending',
  delivery: null,
  token: null,
  outcome: urgency === 'quiet' ? 'quiet' : null,
  againAt: null,
})
