import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { refuse } from '../../notices'
import { policyModels } from '../policies.model'
import { policyStore } from './store'

/** What may be discarded: a draft, or what came back. */
const inHand = { state: { $in: ['draft', 'returned'] } } as const

/** Removes a policy that was never published; or a correction, and the policy stays. */
export async function discardPolicy(deps: Deps, actor: Actor, subject: string): Promise<void> {
  const { Policy, PolicyEdition } = policyModels(deps.db)
  const { edition } = await policyStore(deps).work(subject, null)
  refuse('discard', edition, actor)
  if (edition.base) {
    const { deletedCount } = await PolicyEdition.deleteOne({ _id: edition._id, ...inHand })
    if (deletedCount === 0) throw new AppError('wrongState')
    return
  }
  const noted = await Policy.updateOne({ _id: subject, state: 'none' }, { $addToSet: { owed: 'discard' } })
  if (noted.matchedCount === 0) throw new AppError('wrongState')
  if (!(await finishDiscardedPolicy(deps, subject))) throw new AppError('wrongState')
}

/** Answers whether the policy is gone: an edition that has meanwhile been handed in stays. */
export async function finishDiscardedPolicy({ db }: Pick<Deps, 'db'>, policy: string): Promise<boolean> {
  const { Policy, PolicyEdition } = policyModels(db)
  await PolicyEdition.deleteOne({ policy, editionNo: 1, ...inHand })
  if (await PolicyEdition.exists({ policy })) {
    await Policy.updateOne({ _id: policy }, { $pull: { owed: 'discard' } })
    return false
  }
  await Policy.deleteOne({ _id: policy, state: 'none' })
  return true
}
