import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { importOf } from './find-import'
import { dropImport } from './sweep'

/** Throws away what was not confirmed. */
export async function dropStaged(deps: Deps, actor: Actor, region: string, id: string): Promise<void> {
  const { state } = await importOf(deps, actor, region, id)
  if (state !== 'staged') throw new AppError('importState')
  await dropImport(deps, id)
}
