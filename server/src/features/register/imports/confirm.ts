import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { type ImportDoc, registerModels } from '../register.model'
import { applyImport } from './apply'
import { importOf } from './find-import'

/** Applies what was looked at. Questions without an answer are left aside, where that was said. */
export async function confirmImport(
  deps: Deps,
  actor: Actor,
  region: string,
  id: string,
  leaveOpen: boolean,
): Promise<ImportDoc> {
  const found = await importOf(deps, actor, region, id)
  if (found.state === 'applied') return found
  if (found.state !== 'staged') throw new AppError('importState')
  if (found.counts.open > 0 && !leaveOpen) {
    const message = `还有${found.counts.open}处要问您。答完再确认，或者说“先放着”。`
    throw new AppError('notReady', { message, fields: [{ field: 'leaveOpen', message }] })
  }
  return applyImport(deps, await begin(deps, found, 'staged', 'applying'), actor)
}

/** One of several who ask at once goes on. */
export async function begin(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { _id }: ImportDoc,
  from: 'staged' | 'applied',
  to: 'applying' | 'undoing',
): Promise<ImportDoc> {
  const begun = await registerModels(db)
    .RegisterImport.findOneAndUpdate(
      { _id, state: from },
      { $set: { state: to, cursor: '', done: 0, touchedAt: clock.now() } },
      { returnDocument: 'after' },
    )
    .lean<ImportDoc>()
  if (!begun) throw new AppError('importState')
  return begun
}
