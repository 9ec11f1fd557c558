import { inPages, mergePages } from '../../../storage/pages'
import { announcementsOf } from '../../announcements'
import { defaultPreferences } from '../following/preferences'
import { quietUntil } from '../following/quiet.rules'
import type { MatchDoc, PreferenceDoc } from '../push.model'
import { pushModels } from '../push.model'
import type { Context } from './context'

const isOlder = (a: MatchDoc, b: MatchDoc): boolean =>
  a.at.getTime() === b.at.getTime() ? a._id < b._id : a.at < b.at

/** Pending matches to be told at once whose time has come, a page at a time, the oldest first. */
export async function* dueMatches({ deps }: Context): AsyncGenerator<MatchDoc[]> {
  const { Delivery, Match } = pushModels(deps.db)
  const wanted = { state: 'pending', lane: 'now' }
  const queries = [null, { $lte: deps.clock.now() }].map((nextAt) =>
    inPages(Match, { ...wanted, nextAt }, { by: 'at' }),
  )
  for await (const page of mergePages(queries, isOlder)) {
    // A match whose delivery is there already is another worker's, or the sweep's if that one is gone.
    const begun = await Delivery.find({ _id: { $in: page.map(({ _id }) => _id) } }, { _id: 1 }).lean()
    const others = new Set(begun.map(({ _id }) => _id))
    yield page.filter(({ _id }) => !others.has(_id))
  }
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
  const held = new Map<number, string[]>()
  for (const match of due) {
    const until = urgent.has(match.announcement)
      ? null
      : quietUntil(clock.now(), hours.get(match.person) ?? defaultPreferences)
    if (until) held.set(until.getTime(), [...(held.get(until.getTime()) ?? []), match._id])
    else free.push(match)
  }
  for (const [until, ids] of held) {
    await pushModels(db).Match.updateMany(
      { _id: { $in: ids }, state: 'pending' },
      { nextAt: new Date(until) },
    )
  }
  return free
}
