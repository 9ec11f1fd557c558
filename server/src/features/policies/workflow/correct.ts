import { dateTimeText, type EditionState, type PolicyContent } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { insertOnce } from '../../../storage/insert-once'
import type { Actor } from '../../accounts'
import { begunCorrection, keepsIt, refuse, refuseReused, type Stamp } from '../../notices'
import { type PolicyEditionDoc, policyEditionId, policyModels } from '../policies.model'
import { unsaid } from './edit'
import { type PolicyWorking, policyStore } from './store'

/** Who loses a race looks again: then the other's draft is there. */
const rounds = 3

/** Begun and not published yet. */
export const underWay: readonly EditionState[] = ['draft', 'returned', 'submitted', 'approved', 'scheduled']

/**
 * Begins a correction: a draft of the next edition that says what the published one says, or what is given. Nothing of the
 * published one changes. One at a time; who has begun it is given it again.
 */
export async function correctPolicy(
  deps: Deps,
  actor: Actor,
  subject: string,
  stamp: Stamp | null,
  content?: PolicyContent,
): Promise<PolicyWorking> {
  for (let round = 0; round < rounds; round++) {
    const work = await policyStore(deps).work(subject, stamp)
    refuseReused(work.used, stamp)
    const { edition: newest, policy } = work
    if (newest.editionNo > 1 && underWay.includes(newest.state)) {
      if (keepsIt(newest, actor.viewer)) return work
      throw new AppError('policyCorrectionBegun', { message: begunText(newest, deps.clock.now()) })
    }
    refuse('correct', newest, actor)
    if (policy.state !== 'published' || policy.current !== newest._id)
      throw new AppError('wrongState', { message: '这条政策已经撤回，不能再更正。' })
    const begun = correctionOf(newest, actor, content ?? newest.content, stamp, deps.clock.now())
    if (await insertOnce(policyModels(deps.db).PolicyEdition, begun)) return { ...work, edition: begun }
  }
  throw new AppError('wrongState')
}

function begunText({ history }: PolicyEditionDoc, now: Date): string {
  const [first] = history
  if (!first) return '已经有人在更正这条政策，请等他改好，或与他商量。'
  return `${first.by} ${dateTimeText(first.at, now)}已开始更正这条政策，请等更正签发，或与对方商量。`
}

function correctionOf(
  base: PolicyEditionDoc,
  actor: Actor,
  content: PolicyContent,
  stamp: Stamp | null,
  now: Date,
): PolicyEditionDoc {
  const begun = begunCorrection(base, actor, stamp, now)
  return {
    ...begun,
    _id: policyEditionId(base.policy, begun.editionNo),
    policy: base.policy,
    content,
    change: unsaid,
    owed: [],
  }
}
