import type { OldBatch } from '@hutang/shared'
import type { Deps } from '../../deps'
import type { Actor } from '../accounts'
import { noteAct } from '../audit'
import { allowed, move } from './moves'
import { takeBackAs } from './take-back'
import { batchView } from './view'

/** Withdraws every notice of the batch, tells nobody, and lets the same be brought in again. */
export async function undoBatch(deps: Deps, actor: Actor, id: string): Promise<OldBatch> {
  const batch = await allowed(deps, actor, id, 'undo')
  const moved = await move(deps, batch, { state: 'undone', owed: 'undo' })
  await noteAct(deps, { act: 'oldNoticesUndone', by: actor, region: batch.region, subject: id })
  await takeBackAs(deps, moved, actor)
  return batchView(deps, actor, { ...moved, owed: null })
}
