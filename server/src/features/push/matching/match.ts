import { insertMissing } from '../../../storage/insert-once'
import { type AnnouncementDoc, markMatched } from '../../announcements'
import { noticeOf } from '../../notices'
import type { Context } from '../delivery/context'
import { type MatchDoc, pushModels } from '../push.model'
import { concernedBy } from './concerned'
import { placeOf } from './place'

const batchSize = 200

/** Writes the inbox of everybody an announcement concerns. Repeatable: what is written stays as it is. */
export async function matchAnnouncement(ctx: Context, announcement: AnnouncementDoc): Promise<void> {
  const { db, clock } = ctx.deps
  const notice = await noticeOf(db, announcement.notice)
  const place = await placeOf(db, announcement)
  if (notice?.state === 'published' && place) {
    const concerned = await concernedBy(db, announcement, place, clock.now())
    const matches = [...concerned].map(([person, { reasons, wish }]) => ({
      ...matchOf(announcement, person),
      reasons,
      wish,
    }))
    for (let from = 0; from < matches.length; from += batchSize) {
      await insertMissing(pushModels(db).Match, matches.slice(from, from + batchSize))
      await ctx.reached('match')
    }
  }
  await markMatched(ctx.deps, announcement._id)
}

const matchOf = (
  { _id, notice, region, kind, at }: AnnouncementDoc,
  person: string,
): Omit<MatchDoc, 'reasons' | 'wish'> => ({
  _id: `${_id}::${person}`,
  announcement: _id,
  person,
  notice,
  region,
  kind,
  at,
  readAt: null,
  state: 'pending',
  delivery: null,
  claim: null,
  outcome: null,
  nextAt: null,
})
