import type { Deps } from '../../../deps'
import { type Act, recordAct } from '../../audit'
import type { ToDo } from '../../notices'
import type { PolicyDoc, PolicyEditionDoc } from '../policies.model'

type Recording = Pick<Deps, 'db' | 'clock'>

const acts: Record<ToDo['verb'] | 'publish', Act | null> = {
  submit: 'policySubmitted',
  approve: 'policyApproved',
  return: 'policyReturned',
  publish: 'policyPublished',
  // The machine's own.
  cancel: null,
}

/** Puts a step of an edition on record, once however often what it owes is finished. */
export async function recordStep(
  deps: Recording,
  { _id, policy, region, history }: PolicyEditionDoc,
  verb: ToDo['verb'] | 'publish',
): Promise<void> {
  const act = acts[verb]
  const times = history.filter((entry) => entry.verb === verb)
  const last = times.at(-1)
  if (!act || !last) return
  const by = { person: { _id: last.person }, from: null }
  await recordAct(deps, `${_id}:${times.length}`, { act, by, region, subject: policy })
}

/** 额满, 暂停, 恢复, 延期 and 撤回. */
export async function recordBeside(
  deps: Recording,
  { _id, region, steps, turn }: PolicyDoc,
  verb: PolicyDoc['steps'][number]['verb'],
): Promise<void> {
  const last = steps.findLast((step) => step.verb === verb)
  if (!last?.person) return
  const act = verb === 'withdraw' ? 'policyWithdrawn' : 'policyStatusChanged'
  const by = { person: { _id: last.person }, from: null }
  await recordAct(deps, `${_id}:${turn}`, { act, by, region, subject: _id })
}
