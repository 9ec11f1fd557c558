import type { Deps } from '../../../deps'
import { announce } from '../../announcements'
import { announcedPolicy } from '../announced'
import { type PolicyDoc, policyModels } from '../policies.model'
import { recordBeside } from '../work/recorded'

/** What still follows a step beside the text. Each may be repeated: an announcement is made once. */
export async function finishBeside(deps: Deps, policy: PolicyDoc): Promise<PolicyDoc> {
  const { _id, current, steps, turn, ended, owed } = policy
  const newest = steps.findLast(({ verb }) => verb === 'availability')
  // What was withdrawn since is told as that.
  if (owed.includes('status') && newest && policy.state === 'published') {
    // Each step is announced by itself: its edition with its number.
    const edition = `${newest.edition}.${turn}`
    await announce(deps, await announcedPolicy(deps, policy, { edition, kind: 'status', at: newest.at }))
  }
  const kind = policy.state === 'takenDown' ? 'takenDown' : 'withdrawn'
  if (owed.includes('tell') && current && ended)
    await announce(deps, await announcedPolicy(deps, policy, { edition: current, kind, at: ended.at }))
  for (const [pending, verb] of [
    ['status', 'availability'],
    ['tell', 'withdraw'],
  ] as const)
    if (owed.includes(pending) && policy.state !== 'takenDown') await recordBeside(deps, policy, verb)
  // A step that came between owes its own.
  await policyModels(deps.db).Policy.updateOne(
    { _id, turn },
    { $pull: { owed: { $in: ['status', 'tell'] } } },
  )
  return { ...policy, owed: owed.filter((one) => one !== 'status' && one !== 'tell') }
}
