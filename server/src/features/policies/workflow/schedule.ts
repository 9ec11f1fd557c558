import { type Api, transitionOf } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { eachSafely } from '../../../each-safely'
import { AppError } from '../../../errors'
import { inPages, oneByOne } from '../../../storage/pages'
import { type Actor, standingOf } from '../../accounts'
import { refuseScheduledTime, type Stamp, takeStep } from '../../notices'
import { type PolicyEditionDoc, policyModels } from '../policies.model'
import { finishPolicyWork } from '../work/announce-work'
import { endedReason, publishPolicyAs } from './publish'
import { type PolicyWorking, policyStore } from './store'

/** Sets when exactly the approved content is to be published by itself. */
export async function schedulePolicy(
  deps: Deps,
  actor: Actor,
  subject: string,
  { at, contentHash }: Api['POST /api/policies/:id/schedule']['body'],
  stamp: Stamp | null,
): Promise<PolicyWorking> {
  const now = deps.clock.now()
  const scheduledFor = new Date(at)
  const step = { actor, subject, verb: 'schedule', stamp, now } as const
  const { edition, work } = await takeStep(policyStore(deps), step, async (found, { policy }) => {
    refuseScheduledTime(scheduledFor, now)
    if (found.approvedHash !== contentHash || found.contentHash !== contentHash)
      throw new AppError('wrongState')
    const message = endedReason(policy, found)
    if (message) throw new AppError('wrongState', { message })
    return { set: { scheduledFor, scheduledBy: actor.account._id } }
  })
  return { ...work, edition }
}

/** Takes the time back; the edition waits for its signatory again. */
export async function cancelPolicySchedule(
  deps: Deps,
  actor: Actor,
  subject: string,
  stamp: Stamp | null,
): Promise<PolicyWorking> {
  const step = { actor, subject, verb: 'cancel', stamp, now: deps.clock.now() } as const
  const { edition, work } = await takeStep(policyStore(deps), step, async () => ({
    set: { scheduledFor: null },
  }))
  return { ...work, edition }
}

/** Editions that are read whole hold their text and their history. */
const size = 20

/** Publishes what is due, the oldest first; after an outage what was missed, each once. */
export async function publishDuePolicies(deps: Deps): Promise<number> {
  const due = inPages(
    policyModels(deps.db).PolicyEdition,
    { state: 'scheduled', scheduledFor: { $lte: deps.clock.now() } },
    { by: 'scheduledFor', size },
  )
  return eachSafely(deps.log, 'a scheduled policy could not be published', oneByOne(due), (edition) =>
    publishScheduled(deps, edition),
  )
}

const lostText = '定时签发的人已经不在这个岗位上，所以没有自动公开，请现在的签发人再看一遍后签发。'

/** The decision is that of whoever scheduled it, so it must still be theirs to take. */
async function publishScheduled(deps: Deps, edition: PolicyEditionDoc): Promise<boolean> {
  const { revision } = edition
  const actor = edition.scheduledBy ? await standingOf(deps, edition.scheduledBy) : null
  if (!actor) return recallScheduled(deps, edition, lostText)
  try {
    await publishPolicyAs(deps, actor, edition.policy, (found) => found.revision === revision, null)
    return true
  } catch (problem) {
    if (!(problem instanceof AppError)) throw problem
    return recallScheduled(deps, edition, problem.code === 'wrongState' ? problem.message : lostText)
  }
}

/** It waits for its signatory again, who is told. False: it has moved on. */
async function recallScheduled(deps: Deps, edition: PolicyEditionDoc, reason: string): Promise<boolean> {
  const at = deps.clock.now()
  const { _id, revision, author } = edition
  const entry = { verb: 'cancel' as const, person: author, by: '系统', at, reason, key: null, hash: null }
  const moved = await policyModels(deps.db)
    .PolicyEdition.findOneAndUpdate(
      { _id, revision, state: 'scheduled' },
      {
        $set: {
          state: transitionOf('cancel').to as PolicyEditionDoc['state'],
          scheduledFor: null,
          revision: revision + 1,
          history: [...edition.history, entry],
          updatedAt: at,
          owed: ['work'],
        },
      },
      { returnDocument: 'after' },
    )
    .lean<PolicyEditionDoc>()
  if (moved) await finishPolicyWork(deps, moved)
  return moved !== null
}
