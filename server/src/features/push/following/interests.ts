import type { Deps } from '../../../deps'
import { isDuplicate } from '../../../storage/duplicate'
import { insertOnce } from '../../../storage/insert-once'
import { moveAfter } from '../../../storage/marks'
import type { PreferenceDoc, SubscriptionDoc } from '../push.model'
import { pushModels, wishesMark } from '../push.model'

/**
 * What an account follows goes where the account goes, so that nobody has to subscribe again after being
 * verified. Every step can be repeated; where both persons follow the same scope, one interval ends.
 */
export async function moveInterests(deps: Deps, from: string, to: string, inbox: boolean): Promise<void> {
  if (from === to) return
  await moveAfter(deps.marks, [wishesMark(from), wishesMark(to)], () => writeMove(deps, from, to, inbox))
}

async function writeMove(deps: Deps, from: string, to: string, inbox: boolean): Promise<void> {
  const { Subscription, Match } = pushModels(deps.db)
  const open = await Subscription.find({ person: from, open: true }).lean<SubscriptionDoc[]>()
  for (const subscription of open) await moveSubscription(deps, subscription, to)
  if (inbox) {
    await Subscription.updateMany({ person: from, open: false }, { $set: { person: to } })
    await Match.updateMany({ person: from }, { $set: { person: to } })
  }
  await copyPreference(deps, from, to)
}

async function moveSubscription(deps: Deps, { _id }: SubscriptionDoc, to: string): Promise<void> {
  try {
    await pushModels(deps.db).Subscription.updateOne({ _id, open: true }, { $set: { person: to } })
  } catch (error) {
    if (!isDuplicate(error)) throw error
    await endSubscriptions(deps, { _id })
  }
}

/** The person is no more: nothing is announced to them from now on. */
export const endInterests = (deps: Deps, person: string): Promise<void> =>
  moveAfter(deps.marks, [wishesMark(person)], () => endSubscriptions(deps, { person }))

async function endSubscriptions(deps: Deps, which: { _id: string } | { person: string }): Promise<void> {
  await pushModels(deps.db).Subscription.updateMany(
    { ...which, open: true },
    { $set: { open: false, until: deps.clock.now() } },
  )
}

async function copyPreference(deps: Deps, from: string, to: string): Promise<void> {
  const own = await pushModels(deps.db).Preference.findById(from).lean<PreferenceDoc>()
  if (!own) return
  await insertOnce(pushModels(deps.db).Preference, { ...own, _id: to })
}
