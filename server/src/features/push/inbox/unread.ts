import type { Connection } from 'mongoose'
import { pushModels } from '../push.model'

/** Why a match is no longer shown: what it announced cannot be read any more, or another entry says it already. */
export const hiddenOutcomes = ['withdrawn', 'takenDown', 'notPublished', 'told', 'done'] as const

/** What the inbox shows: everything but what was withdrawn before it was told, and corrections told by another entry. */
export const shownTo = (person: string) => ({ person, outcome: { $nin: [...hiddenOutcomes] } })

export const unreadOf = (db: Connection, person: string): Promise<number> =>
  pushModels(db).Match.countDocuments({ ...shownTo(person), readAt: null })
