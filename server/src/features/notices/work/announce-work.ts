import type { Deps } from '../../../deps'
import { announceWork } from '../../announcements'
import { type EditionDoc, noticeModels } from '../notices.model'
import { idOf, toDoOf } from './steps.rules'

/** Set by the step itself, so that a crash after it forgets nobody. */
export const withWork = ({ owed }: Pick<EditionDoc, 'owed'>): EditionDoc['owed'] =>
  owed.includes('work') ? owed : [...owed, 'work']

/** Tells who has the next step. Repeatable: a step is announced once. */
export async function finishWork(deps: Pick<Deps, 'db'>, edition: EditionDoc): Promise<void> {
  if (!edition.owed.includes('work')) return
  const { _id, region, revision } = edition
  const toDo = toDoOf(edition)
  if (toDo) {
    await announceWork(deps, {
      subject: { kind: 'work', id: idOf(toDo) },
      edition: _id,
      region,
      at: toDo.at,
    })
  }
  // A step that came between owes its own.
  await noticeModels(deps.db).Edition.updateOne({ _id, revision }, { $pull: { owed: 'work' } })
}
