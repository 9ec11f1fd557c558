import type { Preferences } from '@hutang/shared'
import type { Deps } from '../../deps'
import type { Models } from '../../models'
import { isDuplicate } from '../../storage/duplicate'
import type { PreferenceDoc } from './push.model'

export const defaultPreferences: Preferences = {
  textSize: 'standard',
  quietFrom: '22:00',
  quietTo: '07:00',
  wechat: true,
}

const viewOf = ({ textSize, quietFrom, quietTo, wechat }: PreferenceDoc): Preferences => ({
  textSize,
  quietFrom,
  quietTo,
  wechat,
})

export async function preferencesOf(
  models: Pick<Models, 'Preference'>,
  person: string,
): Promise<Preferences> {
  const kept = await models.Preference.findById(person).lean<PreferenceDoc>()
  return kept ? viewOf(kept) : defaultPreferences
}

export async function changePreferences(
  deps: Deps,
  person: string,
  wanted: Preferences,
): Promise<Preferences> {
  const { models } = deps
  const write = () => models.Preference.updateOne({ _id: person }, { $set: wanted }, { upsert: true })
  try {
    await write()
  } catch (error) {
    if (!isDuplicate(error)) throw error
    await write()
  }
  // What waited for the morning under the old hours is looked at again.
  await models.Match.updateMany({ person, state: 'pending', nextAt: { $ne: null } }, { nextAt: null })
  deps.wake?.()
  return wanted
}
