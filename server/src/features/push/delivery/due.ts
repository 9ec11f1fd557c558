import { announcementsOf } from '../../announcements'
import { defaultPreferences } from '../following/preferences'
import type { MatchDoc, PreferenceDoc } from '../push.model'
import { pushModels } from '../push.model'
import type { Context } from './context'
import { quietUntil } from './quiet.rules'

const batchSize = 200

/** Pending matches to be told at once whose hint says: look now. Oldest first. */
export async function dueMatches({ deps }: Context): Promise<MatchDoc[]> {
  const { db, clock } = deps
  const wanted = { state: 'pending' as const, wish: 'immediate' as const }
  const found = await pushModels(db)
    .Match.find({ ...wanted, nextAt: null })
    .limit(batchSize)
    .lean<MatchDoc[]>()
  const hinted = await pushModels(db)
    .Match.find({ ...wanted, nextAt: { $lte: clock.now() } })
    .limit(batchSize)
    .lean<MatchDoc[]>()
  return [...hinted, ...found]
}

/** Quiet hours hold before anything is taken, so that the morning's truth is what is sealed. */
export async function holdQuiet({ deps }: Context, due: readonly MatchDoc[]): Promise<MatchDoc[]> {
  const { db, clock } = deps
  const people = [...new Set(due.map((match) => match.person))]
  const [kept, announcements] = await Promise.all([
    pushModels(db)
      .Preference.find({ _id: { $in: people } })
      .lean<PreferenceDoc[]>(),
    announcementsOf(
      db,
      due.map((match) => match.announcement),
    ),
  ])
  const hours = new Map(kept.map((preference) => [preference._id, preference]))
  const urgent = new Set(announcements.filter(({ urgency }) => urgency === 'emergency').map(({ _id }) => _id))
  const free: MatchDoc[] = []
  for (const match of due) {
    const until = urgent.has(match.announcement)
      ? null
      : quietUntil(clock.now(), hours.get(match.person) ?? defaultPreferences)
    if (!until) free.push(match)
    else await pushModels(db).Match.updateOne({ _id: match._id, state: 'pending' }, { nextAt: until })
  }
  return free
}
