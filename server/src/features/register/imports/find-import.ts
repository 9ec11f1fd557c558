import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { requireKeeper } from '../keepers'
import { type ImportDoc, registerModels } from '../register.model'

/** An import of this village, for whoever keeps its register. */
export async function importOf(
  { db }: Pick<Deps, 'db'>,
  actor: Actor,
  region: string,
  id: string,
): Promise<ImportDoc> {
  requireKeeper(actor, region)
  const found = await registerModels(db).RegisterImport.findOne({ _id: id, region }).lean<ImportDoc>()
  if (!found) throw new AppError('importNotFound')
  return found
}
