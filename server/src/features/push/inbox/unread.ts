import type { Connection } from 'mongoose'
import { pushModels } from '../push.model'

/** Moves when an announcement is matched: there is something new in inboxes. */
export const inboxMark = 'inbox'

/** Why a match is no longer shown: what it announced cannot be read any more, or another entry says it already. */
export const hiddenOutcomes = ['withdrawn', 'takenDown', 'notPublished', 'told', 'done'] as const

/** What the inbox shows: everything but what was withdrawn before it was told, and corrections told by another entry. */
export const shownTo = (person: string) => ({ person, outcome: { $nin: [...hiddenOutcomes] } })

export const unreadOf = (db: Connection, person: string): Promise<number> =>
  pushModels(db).Match.countDocuments({ ...shownTo(person), readAt: null })

/** The same of many persons in one command; whoever has none is left out. */
export async function unreadOfMany(
  db: Connection,
  persons: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const counted = await pushModels(db).Match.aggregate<{ _id: string; unread: number }>([
    { $match: { person: { $in: [...persons] }, readAt: null, outcome: { $nin: [...hiddenOutcomes] } } },
    { $group: { _id: '$person', unread: { $sum: 1 } } },
  ])
  return new Map(counted.map(({ _id, unread }) => [_id, unread]))
}
