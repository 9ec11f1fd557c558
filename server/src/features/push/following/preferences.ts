import type { Preferences } from '@hutang/shared'
import type { Connection } from 'mongoose'
import type { Deps } from '../../../deps'
import { upsertSafely } from '../../../storage/insert-once'
import { moveAfter } from '../../../storage/marks'
import type { PreferenceDoc } from '../push.model'
import { pushModels, wishesMark } from '../push.model'

export const defaultPreferences: Preferences = {
  textSize: 'standard',
  quietFrom: '22:00',
  quietTo: '07:00',
  wechat: true,
}

export const preferencesView = ({ textSize, quietFrom, quietTo, wechat }: PreferenceDoc): Preferences => ({
  textSize,
  quietFrom,
  quietTo,
  wechat,
})

/** As the database has them now. */
export async function preferencesOf(db: Connection, person: string): Promise<Preferences> {
  const kept = await pushModels(db).Preference.findById(person).lean<PreferenceDoc>()
  return kept ? preferencesView(kept) : defaultPreferences
}

export async function changePreferences(
  deps: Deps,
  person: string,
  wanted: Preferences,
): Promise<Preferences> {
  const { db } = deps
  await moveAfter(deps.marks, [wishesMark(person)], () =>
    upsertSafely(() =>
      pushModels(db).Preference.updateOne({ _id: person }, { $set: wanted }, { upsert: true }),
    ),
  )
  // What waited for the morning under the old hours is looked at again.
  await pushModels(db).Match.updateMany({ person, state: 'pending', nextAt: { $ne: null } }, { nextAt: null })
  deps.work.send()
  return wanted
}
