import type { Preferences } from '@hutang/shared'
import type { Connection } from 'mongoose'
import type { Deps } from '../../../deps'
import { isDuplicate } from '../../../storage/duplicate'
import type { PreferenceDoc } from '../push.model'
import { pushModels } from '../push.model'

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

export async function preferencesOf(db: Connection, person: string): Promise<Preferences> {
  const kept = await pushModels(db).Preference.findById(person).lean<PreferenceDoc>()
  return kept ? viewOf(kept) : defaultPreferences
}

/** Null where the person has not chosen one. */
export const textSizeOf = async (db: Connection, person: string): Promise<PreferenceDoc['textSize'] | null> =>
  (await pushModels(db).Preference.findById(person).lean<PreferenceDoc>())?.textSize ?? null

export async function changePreferences(
  deps: Deps,
  person: string,
  wanted: Preferences,
): Promise<Preferences> {
  const { db } = deps
  const write = () => pushModels(db).Preference.updateOne({ _id: person }, { $set: wanted }, { upsert: true })
  try {
    await write()
  } catch (error) {
    if (!isDuplicate(error)) throw error
    await write()
  }
  // What waited for the morning under the old hours is looked at again.
  await pushModels(db).Match.updateMany({ person, state: 'pending', nextAt: { $ne: null } }, { nextAt: null })
  deps.work.send()
  return wanted
}
