import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { recordAct } from '../../audit'
import { dropImport } from '../imports/sweep'
import { requireKeeper } from '../keepers'
import { type CountyDoc, registerModels } from '../register.model'
import { goOn, villagesOf } from './go-on'

async function countyOf({ db }: Deps, actor: Actor, region: string, id: string): Promise<CountyDoc> {
  requireKeeper(actor, region)
  const found = await registerModels(db).CountyImport.findOne({ _id: id, region }).lean<CountyDoc>()
  if (!found) throw new AppError('importNotFound')
  return found
}

/** On one word every clean village goes in; a second word takes those that became clean since. */
export async function confirmCounty(
  deps: Deps,
  actor: Actor,
  region: string,
  id: string,
): Promise<CountyDoc> {
  const found = await countyOf(deps, actor, region, id)
  if (found.state === 'reading' || found.state === 'broken') throw new AppError('importState')
  await recordAct(deps, `${id}:${found.state}`, { act: 'registerImported', by: actor, region, subject: id })
  const { CountyImport } = registerModels(deps.db)
  await CountyImport.updateOne(
    { _id: id, state: { $in: ['staged', 'applied'] } },
    { $set: { state: 'applying', touchedAt: deps.clock.now() } },
  )
  goOn(deps)
  return { ...found, state: 'applying' }
}

/** Throws away what was not applied: the villages' staged rows first. */
export async function dropCounty(deps: Deps, actor: Actor, region: string, id: string): Promise<void> {
  const found = await countyOf(deps, actor, region, id)
  if (found.state === 'applying') throw new AppError('importState')
  for (const village of await villagesOf(deps, id)) {
    if (village.state === 'staged' || village.state === 'reading') await dropImport(deps, village._id)
  }
  await registerModels(deps.db).CountyImport.deleteOne({ _id: id, state: { $ne: 'applying' } })
}
