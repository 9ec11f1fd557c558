import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { type By, type Stamp, takeStep } from '../../notices'
import type { PolicyDoc, PolicyEditionDoc } from '../policies.model'
import { finishPublishedPolicy } from './finish'
import { type PolicyWorking, policyStore } from './store'

/**
 * Publishes exactly the approved content. The edition becomes published and its policy has to follow; everything after
 * that is repeatable, here or by the sweep.
 */
export async function publishPolicy(
  deps: Deps,
  actor: Actor,
  subject: string,
  contentHash: string,
  stamp: Stamp | null,
): Promise<PolicyWorking> {
  return publishPolicyAs(deps, actor, subject, (found) => found.approvedHash === contentHash, stamp)
}

/** `wanted` says whether the edition is still what was decided about. */
export async function publishPolicyAs(
  deps: Deps,
  actor: By,
  subject: string,
  wanted: (edition: PolicyEditionDoc) => boolean,
  stamp: Stamp | null,
): Promise<PolicyWorking> {
  const now = deps.clock.now()
  const step = { actor, subject, verb: 'publish', stamp, now } as const
  const { edition, work } = await takeStep(policyStore(deps), step, async (found, { policy }) => {
    if (!wanted(found) || found.contentHash !== found.approvedHash) throw new AppError('wrongState')
    const message = endedReason(policy, found)
    if (message) throw new AppError('wrongState', { message })
    return { set: { publishedAt: now, scheduledFor: null, owed: ['current' as const] } }
  })
  const policy = await finishPublishedPolicy(deps, edition)
  if (!policy) throw new AppError('wrongState', { message: endedText })
  return { ...work, edition, policy }
}

const endedText = '这条政策已被撤回或先遮住，现在不能签发更正。'

/** A correction takes the place of what is public; where nothing is any more, there is nothing to correct. */
export function endedReason(policy: PolicyDoc, { base }: PolicyEditionDoc): string | null {
  const state = base === null ? 'none' : 'published'
  return policy.state === state && policy.current === base ? null : endedText
}
