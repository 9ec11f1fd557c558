import type { Deps } from '../../../deps'
import { eachSafely } from '../../../each-safely'
import { inPages, oneByOne } from '../../../storage/pages'
import { type PolicyDoc, policyEditionId, policyModels } from '../policies.model'
import { finishBeside } from '../standing/finish'
import { finishTakenDown } from '../standing/takedown'
import { finishPolicyWork } from '../work/announce-work'
import { finishDiscardedPolicy } from './discard'
import { finishAnnouncedPolicy, finishPublishedPolicy } from './finish'

const abandonedMs = 60 * 60_000
/** Editions that are read whole hold their text and their history. */
const wholeEditions = 20

/** Finishes whatever a crash left half done; answers for how many documents. */
export async function finishPendingPolicies(deps: Deps): Promise<number> {
  const { Policy, PolicyEdition } = policyModels(deps.db)
  const each = <T extends { _id: string }>(
    pending: AsyncGenerator<T[]>,
    finish: (one: T) => Promise<unknown>,
  ) => eachSafely(deps.log, 'what a policy still needs could not be finished', oneByOne(pending), finish)
  const finished = [
    await each(inPages(PolicyEdition, { owed: 'current' }, { size: wholeEditions }), (edition) =>
      finishPublishedPolicy(deps, edition),
    ),
    await each(inPages(PolicyEdition, { owed: 'work' }, { size: wholeEditions }), (edition) =>
      finishPolicyWork(deps, edition),
    ),
    await each(inPages(Policy, { owed: 'announce' }), (policy) => finishAnnouncedPolicy(deps, policy)),
    await each(inPages(Policy, { owed: { $in: ['tell', 'status'] } }), (policy) =>
      finishBeside(deps, policy),
    ),
    await each(inPages(Policy, { owed: { $in: ['persons', 'erase'] } }), (policy) =>
      finishTakenDown(deps, policy),
    ),
    await each(inPages(Policy, { owed: 'discard' }), ({ _id }) => finishDiscardedPolicy(deps, _id)),
    await each(inPages(Policy, { owed: 'edition' }), (policy) => abandoned(deps, policy)),
  ]
  return finished.reduce((sum, one) => sum + one, 0)
}

/** A policy whose making broke off before its edition was there, and was not asked for again. */
async function abandoned({ db, clock }: Deps, { _id, createdAt }: PolicyDoc): Promise<boolean> {
  const { Policy, PolicyEdition } = policyModels(db)
  if (await PolicyEdition.exists({ _id: policyEditionId(_id, 1) })) {
    await Policy.updateOne({ _id }, { $pull: { owed: 'edition' } })
    return true
  }
  if (clock.now().getTime() - createdAt.getTime() < abandonedMs) return false
  await Policy.deleteOne({ _id, state: 'none' })
  return true
}
