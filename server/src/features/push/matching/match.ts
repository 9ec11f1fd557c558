import { insertMissing } from '../../../storage/insert-once'
import { readAhead } from '../../../storage/pages'
import {
  type AnnouncementDoc,
  type Description,
  type Gone,
  keepToMatch,
  type Lease,
  leaveToMatch,
  markMatched,
  takeToMatch,
} from '../../announcements'
import type { Context } from '../delivery/context'
import { preferencesOf } from '../following/preferences'
import { laneOf } from '../following/schedule.rules'
import { silenceOf } from '../following/silence.rules'
import { inboxMark } from '../inbox/unread'
import { type MatchDoc, type PreferenceDoc, pushModels, type Reason } from '../push.model'
import { describe } from '../subjects'
import { followingBeside } from './beside'
import { concernedBy } from './concerned'
import { recipientsOf, unread } from './received'
import { withWords } from './words'

/** These are told to who had received it, whatever they follow. */
const ofRecipients: readonly AnnouncementDoc['kind'][] = ['corrected', 'withdrawn', 'takenDown']

/**
 * Writes the inbox of everybody an announcement concerns, a page of people at a time. Repeatable: what is written stays as
 * it is. A worker that dies meanwhile leaves it to the others when its lease is over.
 */
export async function matchAnnouncement(ctx: Context, announced: AnnouncementDoc): Promise<void> {
  const { deps } = ctx
  const about = await describe(deps, announced.subject, announced.kind)
  // It may show again: then it is matched.
  if (about.gone === 'hidden') return
  const lease = await takeToMatch(deps, announced)
  if (!lease) return
  let finished = false
  try {
    finished = await writeMatches(ctx, announced, about, lease)
  } finally {
    if (!finished) await leaveToMatch(deps, lease)
  }
}

/** False where another worker has begun anew. */
async function writeMatches(
  ctx: Context,
  announced: AnnouncementDoc,
  about: Description | Gone,
  lease: Lease,
): Promise<boolean> {
  const { deps } = ctx
  if (about.gone === null) {
    const toRecipients = ofRecipients.includes(announced.kind)
    const announcement = toRecipients ? announced : await withWords(deps, announced, about)
    const pages = toRecipients
      ? recipientsOf(deps, announcement, about)
      : concernedBy(deps, announcement, about)
    if (!(await insertPages(ctx, readAhead(matchesIn(ctx, announcement, about, pages)), lease))) return false
    if (announcement.kind === 'corrected') await unread(deps, announcement)
  }
  await markMatched(deps, announced._id)
  await deps.marks.move(inboxMark)
  return true
}

/** While the database writes one page, the next is on its way. False where another worker has begun anew. */
async function insertPages(ctx: Context, pages: AsyncGenerator<MatchDoc[]>, lease: Lease): Promise<boolean> {
  const { Match } = pushModels(ctx.deps.db)
  const written = async (page: Promise<unknown>) => {
    await page
    await ctx.reached('match')
    return keepToMatch(ctx.deps, lease)
  }
  let last: Promise<unknown> | null = null
  try {
    for await (const matches of pages) {
      const before = last
      last = insertMissing(Match, matches)
      // It is thrown where it is waited for.
      last.catch(() => undefined)
      if (before && !(await written(before))) return false
    }
    return last === null || (await written(last))
  } finally {
    await last?.catch(() => undefined)
  }
}

async function* matchesIn(
  { deps }: Context,
  announcement: AnnouncementDoc,
  about: Description,
  pages: AsyncGenerator<ReadonlyMap<string, Reason[]>>,
): AsyncGenerator<MatchDoc[]> {
  for await (const people of pages) {
    const preferenceFor = await preferencesOf(deps.db, [...people.keys()])
    const alsoFor = await followingBeside(deps, announcement, [...people.keys()])
    const now = deps.clock.now()
    yield [...people].map(([person, reasons]) =>
      matchOf(
        announcement,
        about,
        preferenceFor(person),
        { person, reasons: [...reasons, ...alsoFor(person)] },
        now,
      ),
    )
  }
}

function matchOf(
  { _id, subject, region, kind, urgency, at, validUntil }: AnnouncementDoc,
  { item }: Description,
  preference: PreferenceDoc,
  { person, reasons }: { person: string; reasons: Reason[] },
  now: Date,
): MatchDoc {
  const about = { subject, region, kind, urgency, at, validUntil, reasons }
  // What is over is over for everybody, whenever it is matched.
  const isOver = validUntil !== null && validUntil <= now
  const silence = urgency === 'quiet' ? 'quiet' : isOver ? 'expired' : silenceOf(about, item, preference)
  return {
    _id: `${_id}::${person}`,
    announcement: _id,
    person,
    ...about,
    // From the hour of the announcement: who is behind puts nothing off to the next day.
    ...laneOf(about, preference, at),
    readAt: null,
    state: silence === null ? 'pending' : 'dropped',
    delivery: null,
    token: null,
    outcome: silence,
    againAt: null,
  }
}
