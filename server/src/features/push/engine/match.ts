import { isDuplicate } from '../../../storage/duplicate'
import type { NoticeDoc } from '../../notices/notices.model'
import { concernedBy } from '../concerned'
import { placeOf } from '../place'
import type { AnnouncementDoc, MatchDoc } from '../push.model'
import type { Context } from './context'

const batchSize = 200

/** Writes the inbox of everybody an announcement concerns. Repeatable: what is written stays as it is. */
export async function matchAnnouncement(ctx: Context, announcement: AnnouncementDoc): Promise<void> {
  const { models, clock } = ctx.deps
  const notice = await models.Notice.findById(announcement.notice).lean<NoticeDoc>()
  const place = await placeOf(models, announcement)
  if (notice?.state === 'published' && place) {
    const concerned = await concernedBy(models, announcement, place, clock.now())
    const matches = [...concerned].map(([person, { reasons, wish }]) => ({
      ...matchOf(announcement, person),
      reasons,
      wish,
    }))
    for (let from = 0; from < matches.length; from += batchSize) {
      await insertMissing(ctx, matches.slice(from, from + batchSize))
      await ctx.reached('match')
    }
  }
  await models.Announcement.updateOne({ _id: announcement._id, matchedAt: null }, { matchedAt: clock.now() })
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

async function insertMissing({ deps }: Context, matches: MatchDoc[]): Promise<void> {
  try {
    await deps.models.Match.insertMany(matches, { ordered: false, lean: true })
  } catch (error) {
    if (!onlyDuplicates(error)) throw error
  }
}

function onlyDuplicates(error: unknown): boolean {
  const { writeErrors } = error as { writeErrors?: unknown }
  const all = Array.isArray(writeErrors) ? writeErrors : [error]
  return all.every((one) => isDuplicate(one))
}
