import { whenText } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { moveAfter } from '../../../storage/marks'
import { viewerOfPerson } from '../../accounts'
import { scopeOf } from '../../announcements'
import { type PreferenceDoc, pushModels, wishesMark } from '../push.model'
import { keepPreference } from './preferences'
import { endIntervals, follow } from './subscriptions'
import { openOf, type Wishes } from './wishes'

/** What a new villager is subscribed to, besides what concerns the own household. */
const category = '财务公开'

/**
 * Somebody has become a verified resident: who has chosen nothing yet is subscribed to the usual, and asked whether they
 * want it. Repeatable: the preference comes first and says that the subscription is owed.
 */
export async function welcome(deps: Deps, person: string): Promise<void> {
  const { Preference, Subscription } = pushModels(deps.db)
  const [preference, followed] = await Promise.all([
    Preference.findById(person).lean<PreferenceDoc>(),
    Subscription.exists({ person }),
  ])
  if (followed || (preference && preference.welcomedAt === null)) return
  const viewer = await viewerOfPerson(deps.db, person, deps.clock.now())
  const home = viewer?.residences[0]
  if (!home) return
  await moveAfter(deps.marks, [wishesMark(person)], async () => {
    await keepPreference(deps, person, { welcomedAt: preference?.welcomedAt ?? deps.clock.now() })
    await follow(deps, person, [{ region: home.region, category }])
  })
}

/** What was subscribed for them, in words, until they have answered. */
export const welcomeText = ({ welcomedAt, preferences }: Wishes): string | null =>
  welcomedAt === null
    ? null
    : `已为您订阅“与我家有关”和“${category}”，${whenText(preferences).replace('告诉您', '')}。不想要，点这里关掉。`

/** Their answer; given again, nothing happens. */
export async function answerWelcome(deps: Deps, person: string, keep: boolean): Promise<void> {
  const preference = await pushModels(deps.db).Preference.findById(person).lean<PreferenceDoc>()
  if (!preference?.welcomedAt) return
  const given = (await openOf(deps, person)).filter(
    ({ scope, region, since }) =>
      scope === scopeOf({ region, category }) && since >= (preference.welcomedAt ?? since),
  )
  await moveAfter(deps.marks, [wishesMark(person)], async () => {
    if (!keep)
      await endIntervals(
        deps,
        person,
        given.map(({ _id }) => _id),
      )
    await keepPreference(deps, person, { ...(keep ? {} : { household: false }), welcomedAt: null })
  })
}
