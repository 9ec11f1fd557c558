import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { noticeModels } from '../notices.model'
import { finishDiscarded } from './finish'
import { refuse } from './step'
import { workingEdition } from './store'
import { workMark } from './waiting'

/** Removes a notice that was never published, with all that belongs to it. */
export async function discardNotice(deps: Deps, actor: Actor, noticeId: string): Promise<void> {
  const edition = await workingEdition(deps, noticeId)
  refuse('discard', edition, actor)
  const noted = await noticeModels(deps.db).Notice.updateOne(
    { _id: noticeId, state: 'none' },
    { $addToSet: { owed: 'discard' } },
  )
  if (noted.matchedCount === 0) throw new AppError('wrongState')
  const gone = await finishDiscarded(deps, noticeId)
  await deps.marks.move(workMark(edition.region))
  if (!gone) throw new AppError('wrongState')
}
