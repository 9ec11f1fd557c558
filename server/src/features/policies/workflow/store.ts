import { visitor } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { isDuplicate } from '../../../storage/duplicate'
import type { Stamp, Work, WorkflowStore } from '../../notices'
import { type PolicyDoc, type PolicyEditionDoc, policyModels } from '../policies.model'
import { refuseConcealed } from '../reading/concealed'

export interface PolicyWorking extends Work<PolicyEditionDoc> {
  policy: PolicyDoc
}

/** The steps of policies; of what is hidden (遮住) none is taken. The newest edition, its policy, and where the request's key stands already. */
export function policyStore({
  db,
  clock,
}: Pick<Deps, 'db' | 'clock'>): WorkflowStore<PolicyEditionDoc, PolicyWorking> {
  const { PolicyEdition } = policyModels(db)
  return {
    async work(subject, stamp) {
      const [{ edition, policy }, { used, steps }] = await Promise.all([
        newestOf({ db }, subject),
        usesOf({ db }, stamp),
      ])
      refuseConcealed(policy, visitor, clock.now())
      const earlier = steps.find((one) => one.policy === subject && one._id !== edition._id) ?? null
      return { edition, policy, used, earlier }
    },
    async move({ _id, state, revision }, set) {
      try {
        return await PolicyEdition.findOneAndUpdate(
          { _id, state, revision },
          { $set: set },
          { returnDocument: 'after' },
        ).lean<PolicyEditionDoc>()
      } catch (problem) {
        // The key has meanwhile been used elsewhere.
        if (isDuplicate(problem)) return null
        throw problem
      }
    },
  }
}

/** A policy with its newest edition, whoever may read it. */
export async function newestOf(
  { db }: Pick<Deps, 'db'>,
  subject: string,
): Promise<{ edition: PolicyEditionDoc; policy: PolicyDoc }> {
  const { Policy, PolicyEdition } = policyModels(db)
  const [edition, policy] = await Promise.all([
    PolicyEdition.findOne({ policy: subject }).sort({ editionNo: -1 }).lean<PolicyEditionDoc>(),
    Policy.findById(subject).lean<PolicyDoc>(),
  ])
  if (!edition || !policy) throw new AppError('policyNotFound')
  return { edition, policy }
}

/** What was done under an Idempotency-Key: hashes of the requests, and the editions whose history names it. */
export async function usesOf(
  { db }: Pick<Deps, 'db'>,
  stamp: Stamp | null,
): Promise<{ used: string[]; steps: PolicyEditionDoc[] }> {
  if (!stamp) return { used: [], steps: [] }
  const { key } = stamp
  const { Policy, PolicyEdition } = policyModels(db)
  const [steps, policies] = await Promise.all([
    PolicyEdition.find({ 'history.key': key }).lean<PolicyEditionDoc[]>(),
    Policy.find({ $or: [{ madeBy: key }, { 'steps.key': key }] }, { madeBy: 1, madeHash: 1, steps: 1 }).lean<
      Pick<PolicyDoc, 'madeBy' | 'madeHash' | 'steps'>[]
    >(),
  ])
  const taken = [...steps.map(({ history }) => history), ...policies.map((one) => one.steps)].flat()
  return {
    steps,
    used: [
      ...taken.filter((one) => one.key === key).map(({ hash }) => hash ?? ''),
      ...policies.filter(({ madeBy }) => madeBy === key).map(({ madeHash }) => madeHash ?? ''),
    ],
  }
}
