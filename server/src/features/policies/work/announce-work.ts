import type { Deps } from '../../../deps'
import { announceWork } from '../../announcements'
import { toDoId, toDoOf } from '../../notices'
import { type PolicyEditionDoc, policyModels } from '../policies.model'
import { recordStep } from './recorded'

/** Set by the step itself, so that a crash after it forgets nobody. */
export const withPolicyWork = ({ owed }: Pick<PolicyEditionDoc, 'owed'>): PolicyEditionDoc['owed'] =>
  owed.includes('work') ? owed : [...owed, 'work']

/** Tells who has the next step. Repeatable: a step is announced once. */
export async function finishPolicyWork(
  deps: Pick<Deps, 'db' | 'clock'>,
  edition: PolicyEditionDoc,
): Promise<void> {
  if (!edition.owed.includes('work')) return
  const { _id, region, revision } = edition
  const toDo = toDoOf(edition)
  if (toDo) {
    await recordStep(deps, edition, toDo.verb)
    await announceWork(deps, {
      subject: { kind: 'policyWork', id: toDoId(toDo) },
      edition: _id,
      region,
      at: toDo.at,
    })
  }
  // A step that came between owes its own.
  await policyModels(deps.db).PolicyEdition.updateOne({ _id, revision }, { $pull: { owed: 'work' } })
}
