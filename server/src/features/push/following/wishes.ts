import type { Preferences } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { cacheByMarks, longestUnseenMs } from '../../../storage/marked-cache'
import { type PreferenceDoc, pushModels, type SubscriptionDoc, wishesMark } from '../push.model'
import { defaultPreferences, preferencesView } from './preferences'

/** What a person wishes to be told and how, as their own pages show it. The engine asks the database itself. */
export interface Wishes {
  preferences: Preferences
  /** Null where the person has not chosen one. */
  textSize: Preferences['textSize'] | null
  /** What is told in the inbox alone. */
  muted: readonly string[]
  /** When the default subscriptions were made for them; null: never, or they have answered. */
  welcomedAt: Date | null
  /** The open subscriptions, the oldest first. */
  open: readonly SubscriptionDoc[]
}

const kept = cacheByMarks<Wishes>({ maxEntries: 5000, ttlMs: longestUnseenMs })

/** As they are kept in memory, until they change. */
export const wishesOf = (deps: Deps, person: string): Promise<Wishes> =>
  kept(deps).get(
    person,
    () => readWishes(deps, person),
    () => [wishesMark(person)],
  )

async function readWishes(deps: Deps, person: string): Promise<Wishes> {
  const [stored, open] = await Promise.all([
    pushModels(deps.db).Preference.findById(person).lean<PreferenceDoc>(),
    openOf(deps, person),
  ])
  const preference = stored ?? defaultPreferences
  const { textSize, muted, welcomedAt } = preference
  return { preferences: preferencesView(preference), textSize, muted, welcomedAt, open }
}

/** The open subscriptions as the database has them now. */
export const openOf = ({ db }: Pick<Deps, 'db'>, person: string): Promise<SubscriptionDoc[]> =>
  pushModels(db)
    .Subscription.find({ person, open: true })
    .sort({ since: 1, scope: 1 })
    .lean<SubscriptionDoc[]>()
