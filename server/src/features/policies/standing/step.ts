import { gateFields } from '@hutang/shared'
import type { UpdateQuery } from 'mongoose'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { isDuplicate } from '../../../storage/duplicate'
import type { Actor } from '../../accounts'
import { byLine, refuseReused, type Stamp } from '../../notices'
import { policiesChanged } from '../marks'
import {
  type PolicyDoc,
  type PolicyEditionDoc,
  type PolicyOwed,
  type PolicyStepDoc,
  policyModels,
} from '../policies.model'
import { isHiddenNow } from '../reading/concealed'
import { refusedBeside } from '../workflow/abilities'
import { usesOf } from '../workflow/store'

/** Rounds a step may lose to others before it gives up; each time everything is looked at anew. */
const rounds = 4
const mostSteps = 200

export interface StepBeside {
  verb: PolicyStepDoc['verb']
  text: string
  note: string
  set: UpdateQuery<PolicyDoc>
  owed: readonly PolicyOwed[]
  /** Name and role in words; absent: as who signs. */
  by?: string
}

export interface AskedBeside {
  actor: Actor
  id: string
  stamp: Stamp | null
}

/**
 * One step of a policy as a whole, beside its editions: one update that holds only if no other step came between. Answers
 * the policy as it is after it, also to the repeat of a request that has taken effect.
 */
export async function stepBeside(
  deps: Deps,
  { actor, id, stamp }: AskedBeside,
  change: (policy: PolicyDoc, current: PolicyEditionDoc) => StepBeside | Promise<StepBeside>,
  refuse: (policy: PolicyDoc) => void = (policy) => refuseBeside(policy, actor, deps.clock.now()),
): Promise<PolicyDoc> {
  const { Policy, PolicyEdition } = policyModels(deps.db)
  for (let round = 0; round < rounds; round++) {
    const [policy, { used }] = await Promise.all([Policy.findById(id).lean<PolicyDoc>(), usesOf(deps, stamp)])
    refuseReused(used, stamp)
    if (!policy) throw new AppError('policyNotFound')
    if (stamp && policy.steps.some(({ key }) => key === stamp.key)) return policy
    refuse(policy)
    const current = await PolicyEdition.findById(policy.current).lean<PolicyEditionDoc>()
    if (!current) throw new AppError('policyNotFound')
    const { verb, text, note, set, owed, by } = await change(policy, current)
    const step: PolicyStepDoc = {
      verb,
      edition: current._id,
      person: actor.person._id,
      account: actor.account._id,
      by: by ?? byLine(actor, policy.region, 'publish'),
      at: deps.clock.now(),
      text,
      note,
      key: stamp?.key ?? null,
      hash: stamp?.hash ?? null,
    }
    const after = await write(deps, policy, step, { set, owed })
    if (after) return after
  }
  throw new AppError('wrongState')
}

function refuseBeside(policy: PolicyDoc, { viewer }: Actor, now: Date): void {
  const message = refusedBeside(policy, viewer)
  if (!message && isHiddenNow(policy, now)) throw new AppError('hiddenNow')
  if (!message) return
  const mayDecide = refusedBeside({ ...policy, state: 'published' }, viewer) === null
  throw new AppError(mayDecide ? 'wrongState' : 'forbidden', { message })
}

/** The commit point: null where another step came first. */
async function write(
  deps: Deps,
  { _id, state, turn, current, steps, stepKey }: PolicyDoc,
  step: PolicyStepDoc,
  { set, owed }: Pick<StepBeside, 'set' | 'owed'>,
): Promise<PolicyDoc | null> {
  try {
    return await policyModels(deps.db)
      .Policy.findOneAndUpdate(
        { _id, state, turn, current },
        {
          $set: {
            ...set,
            changedAt: step.at,
            steps: [...steps, step].slice(-mostSteps),
            stepKey: step.key ?? stepKey,
          },
          $addToSet: { owed: { $each: [...owed] } },
          $inc: { turn: 1 },
        },
        { returnDocument: 'after' },
      )
      .lean<PolicyDoc>()
  } catch (problem) {
    // The key has meanwhile been used elsewhere.
    if (isDuplicate(problem)) return null
    throw problem
  } finally {
    // Also where it failed: it may have been written all the same.
    await policiesChanged(deps)
  }
}

export function refuseWords(field: string, title: string, text: string): void {
  const fields = gateFields([{ field, title, text }])
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
}
