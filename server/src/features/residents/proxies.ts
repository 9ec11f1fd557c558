import type { Connection } from 'mongoose'
import type { Deps } from '../../deps'
import { insertOnce } from '../../storage/insert-once'
import { moveAfter } from '../../storage/marks'
import { inBatches, registerBatch } from './batches'
import { openPhone } from './phones'
import { type HouseholdProxyDoc, type PersonDoc, personMark, residentModels } from './residents.model'

const longestList = 200

type Writing = Pick<Deps, 'db' | 'marks' | 'clock'>
type EndedBy = NonNullable<HouseholdProxyDoc['endedBy']>

/**
 * The household has agreed: from now on the person looks after it. Repeatable. What was ended between the agreement and
 * this is taken away again, so that an end always wins.
 */
export async function beginProxy(
  { db, marks }: Writing,
  { _id, person, household }: HouseholdProxyDoc,
): Promise<void> {
  if (household === null) return
  const { HouseholdProxy, Person } = residentModels(db)
  await moveAfter(marks, [personMark(person)], async () => {
    await Person.updateOne({ _id: person }, { $addToSet: { caresFor: household } })
    if (await HouseholdProxy.exists({ _id, open: true, state: 'held' })) return
    await Person.updateOne({ _id: person }, { $pull: { caresFor: household } })
  })
}

/** Ends some of them at once. Repeatable. */
export async function endProxies(
  { db, marks, clock }: Writing,
  which:
    | { _id: string }
    | { person: string }
    | { account: string }
    | { givenBy: string }
    | { household: { $in: string[] } },
  by: EndedBy,
): Promise<void> {
  const { HouseholdProxy, Person } = residentModels(db)
  const found = await HouseholdProxy.find({ ...which, open: true }).lean<HouseholdProxyDoc[]>()
  if (found.length === 0) return
  await HouseholdProxy.updateMany(
    { _id: { $in: found.map(({ _id }) => _id) }, open: true },
    { $set: { open: false, state: 'ended', endedAt: clock.now(), endedBy: by } },
  )
  for (const { person, household } of found) {
    await moveAfter(marks, [personMark(person)], () =>
      Person.updateOne({ _id: person }, { $pull: { caresFor: household ?? '' } }),
    )
  }
}

/** Whether somebody's looking after this household, or this person, was ended since then. */
export async function proxyEndedSince(
  db: Connection,
  { household, person, account, since }: { household: string; person: string; account: string; since: Date },
): Promise<boolean> {
  const ended = { household, open: false, endedAt: { $gt: since }, $or: [{ person }, { account }] }
  return (await residentModels(db).HouseholdProxy.exists(ended)) !== null
}

/** Who looks after households, by the household. */
export async function carersOf(
  db: Connection,
  households: readonly string[],
): Promise<Map<string, string[]>> {
  const wanted = new Set(households)
  const found = await inBatches([...wanted], (some) =>
    residentModels(db)
      .Person.find({ caresFor: { $in: some } }, { caresFor: 1 })
      .batchSize(registerBatch)
      .lean<Pick<PersonDoc, '_id' | 'caresFor'>[]>(),
  )
  const carers = new Map<string, Set<string>>()
  for (const { _id, caresFor = [] } of found) {
    for (const household of caresFor) {
      if (wanted.has(household)) carers.set(household, (carers.get(household) ?? new Set()).add(_id))
    }
  }
  return new Map([...carers].map(([household, people]) => [household, [...people]]))
}

/** What a person looks after goes along when their account is tied to another person. Repeatable. */
export async function moveProxies({ db, marks }: Writing, from: string, to: string): Promise<void> {
  const { HouseholdProxy, Person } = residentModels(db)
  const held = await HouseholdProxy.find({ person: from, open: true, state: 'held' }).lean<
    HouseholdProxyDoc[]
  >()
  await moveAfter(marks, [personMark(from), personMark(to)], async () => {
    const households = held.flatMap(({ household }) => household ?? [])
    if (households.length > 0) {
      await Person.updateOne({ _id: to }, { $addToSet: { caresFor: { $each: households } } })
      await Person.updateOne({ _id: from }, { $pullAll: { caresFor: households } })
    }
    await HouseholdProxy.updateMany({ person: from, open: true }, { $set: { person: to } })
  })
}

/** What is asked; asked again, it is what was asked before. */
export async function askProxy(db: Connection, proxy: HouseholdProxyDoc): Promise<HouseholdProxyDoc> {
  const { HouseholdProxy } = residentModels(db)
  if (await insertOnce(HouseholdProxy, proxy)) return proxy
  const { person, region, said } = proxy
  const before = await HouseholdProxy.findOne({ person, region, said, open: true }).lean<HouseholdProxyDoc>()
  return before ?? proxy
}

/** Agreed to by a code: what was asked before is agreed to with it. Repeatable; null where another end came first. */
export async function holdProxy(deps: Writing, proxy: HouseholdProxyDoc): Promise<HouseholdProxyDoc | null> {
  const { HouseholdProxy } = residentModels(deps.db)
  const known = await askProxy(deps.db, proxy)
  const { consent, givenBy } = proxy
  const held = await HouseholdProxy.findOneAndUpdate(
    { _id: known._id, open: true },
    {
      $set: { ...{ state: 'held', household: proxy.household, consent, givenBy } },
      $min: { heldSince: deps.clock.now() },
    },
    { returnDocument: 'after' },
  ).lean<HouseholdProxyDoc>()
  if (held) await beginProxy(deps, held)
  return held
}

/** The household agrees to what is still asked; null where it has been answered, or has ended. Repeatable. */
export const agreeToProxy = (
  { db, clock }: Writing,
  _id: string,
  consent: NonNullable<HouseholdProxyDoc['consent']>,
): Promise<HouseholdProxyDoc | null> =>
  residentModels(db)
    .HouseholdProxy.findOneAndUpdate(
      { _id, state: 'asked', open: true, household: { $ne: null } },
      { $set: { state: 'held', heldSince: clock.now(), consent } },
      { returnDocument: 'after' },
    )
    .lean<HouseholdProxyDoc>()

export const proxyOf = (db: Connection, _id: string): Promise<HouseholdProxyDoc | null> =>
  residentModels(db).HouseholdProxy.findById(_id).lean<HouseholdProxyDoc>()

/** What is asked for and what is agreed to, the oldest first. */
export const proxiesOf = (
  db: Connection,
  which: { person: string } | { household: { $in: string[] } } | { region: string },
): Promise<HouseholdProxyDoc[]> =>
  residentModels(db)
    .HouseholdProxy.find({ ...which, open: true })
    .sort({ at: 1, _id: 1 })
    .limit(longestList)
    .lean<HouseholdProxyDoc[]>()

/** The one home of a living resident of this name whose number ends so; null where there is none, or more. */
export async function homeByPhoneTail(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  region: string,
  name: string,
  tail: string,
): Promise<string | null> {
  const people = await residentModels(db)
    .Person.find({ 'residence.region': region, name, 'residence.state': 'living' })
    .limit(longestList)
    .lean<PersonDoc[]>()
  const keys = [config.secrets.fieldKey]
  const homes = people.flatMap(({ phoneSealed, residence }) =>
    phoneSealed && openPhone(phoneSealed, keys)?.endsWith(tail) ? (residence?.household ?? []) : [],
  )
  return new Set(homes).size === 1 ? (homes[0] ?? null) : null
}
