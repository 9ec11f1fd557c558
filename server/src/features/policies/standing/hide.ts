import { type EndingVerb, endingOf, hiddenUntil } from '@hutang/shared'
import type { UpdateQuery } from 'mongoose'
import type { Deps } from '../../../deps'
import { eachSafely } from '../../../each-safely'
import { inPages, oneByOne } from '../../../storage/pages'
import type { Actor } from '../../accounts'
import { type Act, recordAct } from '../../audit'
import { endingReason, endingSubject, refuseEnding, roleLine, type Stamp } from '../../notices'
import { policiesChanged } from '../marks'
import { type PolicyDoc, type PolicyOwed, policyModels } from '../policies.model'
import { policyEndingTexts } from './ending-texts'
import { stepBeside } from './step'

type Ending = Exclude<EndingVerb, 'withdraw'>

export interface EndingStep {
  actor: Actor
  id: string
  verb: Ending
  reason: string | undefined
  stamp: Stamp | null
}

const acts: Record<Ending, Act> = {
  hide: 'policyHidden',
  unhide: 'policyShownAgain',
  takedown: 'policyTakenDown',
}

/** One of 先遮住, 恢复显示 and 撤下: allowed by the table of endings, recorded, then written in one update. */
export const endPolicy = (
  deps: Deps,
  { actor, id, verb, reason, stamp }: EndingStep,
  change: (by: string, at: Date, reason: string) => { set: UpdateQuery<PolicyDoc>; owed?: PolicyOwed[] },
): Promise<PolicyDoc> =>
  stepBeside(
    deps,
    { actor, id, stamp },
    async (policy) => {
      const note = endingReason(verb, reason) ?? ''
      const by = roleLine(actor, policy.region)
      const { set, owed = [] } = change(by, deps.clock.now(), note)
      const act = { act: acts[verb], by: actor, region: policy.region, subject: id }
      await recordAct(deps, `${id}:${verb}:${policy.turn}`, act)
      return { verb, text: endingOf(verb).name, note, set, owed, by }
    },
    (policy) => refuseEnding(verb, endingSubject(policy), actor, deps.clock.now(), policyEndingTexts),
  )

/** 先遮住: one person's decision, for 24 hours; only who decides still reads it. */
export const hidePolicy = (deps: Deps, asked: Omit<EndingStep, 'verb'>): Promise<PolicyDoc> =>
  endPolicy(deps, { ...asked, verb: 'hide' }, (by, at, reason) => {
    const { person, account } = asked.actor
    const hidden = { person: person._id, account: account._id, at, until: hiddenUntil(at), by, reason }
    return { set: { hidden } }
  })

/** Shows it again before the time is up. */
export const unhidePolicy = (deps: Deps, asked: Omit<EndingStep, 'verb'>): Promise<PolicyDoc> =>
  endPolicy(deps, { ...asked, verb: 'unhide' }, () => ({ set: { hidden: null } }))

/** What nobody has confirmed within its 24 hours; readers see it from that instant on, this notes it. */
export async function showPoliciesAgain(deps: Deps): Promise<number> {
  const at = deps.clock.now()
  const { Policy } = policyModels(deps.db)
  const over = inPages(Policy, { 'hidden.until': { $lte: at } })
  const failed = 'a hidden policy could not be shown again'
  const shown = await eachSafely(deps.log, failed, oneByOne(over), async ({ _id, turn, steps, current }) => {
    const step: PolicyDoc['steps'][number] = {
      ...{ verb: 'unhide', edition: current ?? '', person: null, account: null, by: '到时间自动恢复' },
      ...{ at, text: endingOf('unhide').name, note: '', key: null, hash: null },
    }
    const { matchedCount } = await Policy.updateOne(
      { _id, turn },
      { $set: { hidden: null, changedAt: at, steps: [...steps, step] }, $inc: { turn: 1 } },
    )
    return matchedCount > 0
  })
  if (shown > 0) await policiesChanged(deps)
  return shown
}
