import type { Preferences } from '@hutang/shared'
import type { Connection } from 'mongoose'
import type { Deps } from '../../../deps'
import { upsertSafely } from '../../../storage/insert-once'
import type { PreferenceDoc } from '../push.model'
import { pushModels } from '../push.model'

/** How a person is told who has chosen nothing. */
export const defaultPreferences: Omit<PreferenceDoc, '_id'> = {
  textSize: null,
  frequency: 'daily',
  hour: '18:30',
  weekday: 5,
  channels: ['wechat', 'sms', 'email'],
  quietFrom: '22:00',
  quietTo: '07:00',
  household: true,
  muted: [],
  welcomedAt: null,
}

export const preferencesView = (kept: Omit<PreferenceDoc, '_id'>): Preferences => ({
  textSize: kept.textSize ?? 'standard',
  frequency: kept.frequency,
  hour: kept.hour,
  weekday: kept.weekday,
  channels: kept.channels,
  quietFrom: kept.quietFrom,
  quietTo: kept.quietTo,
  household: kept.household,
  personal: kept.personal ?? true,
})

/** As the database has them now. */
export async function preferenceOf(db: Connection, person: string): Promise<PreferenceDoc> {
  const kept = await pushModels(db).Preference.findById(person).lean<PreferenceDoc>()
  return kept ?? { _id: person, ...defaultPreferences }
}

/** Of many persons, in one query. */
export async function preferencesOf(
  db: Connection,
  people: readonly string[],
): Promise<(person: string) => PreferenceDoc> {
  const kept = await pushModels(db)
    .Preference.find({ _id: { $in: [...new Set(people)] } })
    .batchSize(people.length + 1)
    .lean<PreferenceDoc[]>()
  const byPerson = new Map(kept.map((preference) => [preference._id, preference]))
  return (person) => byPerson.get(person) ?? { _id: person, ...defaultPreferences }
}

/** Of some people those who have not switched off what is picked for them (个人信息保护法第二十四条). */
export async function wantPersonal(db: Connection, people: readonly string[]): Promise<ReadonlySet<string>> {
  if (people.length === 0) return new Set()
  const preferenceFor = await preferencesOf(db, people)
  return new Set(people.filter((person) => preferenceFor(person).personal !== false))
}

/** Only what is given changes; what was never chosen is as for everybody. */
export async function keepPreference(
  { db }: Pick<Deps, 'db'>,
  person: string,
  part: Partial<Omit<PreferenceDoc, '_id'>>,
): Promise<void> {
  const others = Object.entries(defaultPreferences).filter(([field]) => !(field in part))
  await upsertSafely(() =>
    pushModels(db).Preference.updateOne(
      { _id: person },
      { $set: part, $setOnInsert: Object.fromEntries(others) },
      { upsert: true },
    ),
  )
}
