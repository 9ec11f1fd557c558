import { householdWritten, plainHouseholdCode } from '@hutang/shared'
import type { Connection } from 'mongoose'
import type { Deps } from '../../deps'
import { upsertSafely } from '../../storage/insert-once'
import { cacheByMarks, longestUnseenMs } from '../../storage/marked-cache'
import { moveAfter } from '../../storage/marks'
import { holdsOffice, residentNamed } from './register.rules'
import {
  type HouseholdDoc,
  householdMark,
  type PersonDoc,
  personMark,
  type RoleDoc,
  residentModels,
} from './residents.model'

const batchSize = 500

/** Runs a query for at most 500 keys at a time and joins what it finds. */
async function inBatches<T>(keys: readonly string[], find: (some: string[]) => Promise<T[]>): Promise<T[]> {
  const found: T[] = []
  for (let from = 0; from < keys.length; from += batchSize) {
    found.push(...(await find(keys.slice(from, from + batchSize))))
  }
  return found
}

/** The person of an account that is not tied to a resident; made once, also when asked for twice at the same time. */
export async function ensurePerson(
  db: Connection,
  { _id, name }: { _id: string; name: string },
): Promise<void> {
  await upsertSafely(() =>
    residentModels(db).Person.updateOne(
      { _id },
      { $setOnInsert: { name, residence: null, enterprises: [], phoneHash: null, phoneSealed: null } },
      { upsert: true, setDefaultsOnInsert: false },
    ),
  )
}

export const personOf = (db: Connection, id: string): Promise<PersonDoc | null> =>
  residentModels(db).Person.findById(id).lean<PersonDoc>()

export const personsOf = (db: Connection, ids: readonly string[]): Promise<PersonDoc[]> =>
  inBatches(ids, (some) =>
    residentModels(db)
      .Person.find({ _id: { $in: some } })
      .lean<PersonDoc[]>(),
  )

/** Every role these persons ever had; whether it holds now is for the rules to say. */
export const rolesOf = (db: Connection, persons: readonly string[]): Promise<RoleDoc[]> =>
  inBatches(persons, (some) =>
    residentModels(db)
      .Role.find({ person: { $in: some } })
      .lean<RoleDoc[]>(),
  )

/** Every role that these regions ever gave. */
export const rolesIn = (db: Connection, regions: readonly string[]): Promise<RoleDoc[]> =>
  inBatches(regions, (some) =>
    residentModels(db)
      .Role.find({ region: { $in: some } })
      .batchSize(registerBatch)
      .lean<RoleDoc[]>(),
  )

/** A person, with every role that this one or `own` ever had; null where there is no such person. One command. */
export async function personWithRoles(
  db: Connection,
  id: string,
  own: string,
): Promise<{ person: PersonDoc; roles: RoleDoc[] } | null> {
  const { Person, Role } = residentModels(db)
  const found = await Person.aggregate<PersonDoc & { roles: RoleDoc[] }>([
    { $match: { _id: { $in: [...new Set([id, own])] } } },
    { $lookup: { from: Role.collection.name, localField: '_id', foreignField: 'person', as: 'roles' } },
  ])
  const person = found.find(({ _id }) => _id === id)
  return person ? { person, roles: found.flatMap(({ roles }) => roles) } : null
}

export const householdOf = (db: Connection, id: string): Promise<HouseholdDoc | null> =>
  residentModels(db).Household.findById(id).lean<HouseholdDoc>()

const households = cacheByMarks<{ household: HouseholdDoc | null }>({
  maxEntries: 5000,
  ttlMs: longestUnseenMs,
})

/** The same, as it is kept in memory. */
export async function knownHousehold(
  deps: Pick<Deps, 'db' | 'marks'>,
  id: string,
): Promise<HouseholdDoc | null> {
  const read = async () => ({ household: await householdOf(deps.db, id) })
  return (await households(deps).get(id, read, () => [householdMark(id)])).household
}

export const householdsByCode = (
  db: Connection,
  region: string,
  codes: readonly string[],
): Promise<HouseholdDoc[]> =>
  inBatches([...new Set(codes)], (some) =>
    residentModels(db)
      .Household.find({ region, code: { $in: some } })
      .lean<HouseholdDoc[]>(),
  )

export const householdsById = (db: Connection, ids: readonly string[]): Promise<HouseholdDoc[]> =>
  inBatches([...new Set(ids)], (some) =>
    residentModels(db)
      .Household.find({ _id: { $in: some } })
      .batchSize(registerBatch)
      .lean<HouseholdDoc[]>(),
  )

/** The households that these codes mean, by the code as it was typed: dashes may be left out. */
export async function householdsWritten(
  db: Connection,
  region: string,
  typed: readonly string[],
): Promise<Map<string, HouseholdDoc>> {
  const exact = await householdsByCode(db, region, typed.map(plainHouseholdCode))
  const known = (code: string) => exact.some((one) => one.code === plainHouseholdCode(code))
  const all = typed.every(known) ? exact : await registerOf(db, region)
  return new Map(
    typed.flatMap((code) => {
      const household = householdWritten(all, code)
      return household ? [[code, household] as const] : []
    }),
  )
}

export const householdByCode = async (
  db: Connection,
  region: string,
  typed: string,
): Promise<HouseholdDoc | null> => (await householdsWritten(db, region, [typed])).get(typed) ?? null

/** A village has some hundred households: they come in one answer. */
const registerBatch = 10_000

/** 户籍登记: the households of a village in the order of their codes. */
export const registerOf = (db: Connection, region: string): Promise<HouseholdDoc[]> =>
  residentModels(db)
    .Household.find({ region })
    .sort({ code: 1 })
    .batchSize(registerBatch)
    .lean<HouseholdDoc[]>()

export const countHouseholds = (db: Connection, region: string): Promise<number> =>
  residentModels(db).Household.countDocuments({ region })

/** Everybody who is or was registered in these households. */
export const membersOf = (db: Connection, households: readonly string[]): Promise<PersonDoc[]> =>
  inBatches(households, (some) =>
    residentModels(db)
      .Person.find({ 'residence.household': { $in: some } })
      .sort({ _id: 1 })
      .batchSize(registerBatch)
      .lean<PersonDoc[]>(),
  )

const living = (person: PersonDoc): boolean => person.residence?.state === 'living'

export const livingMembersOf = async (db: Connection, households: readonly string[]): Promise<PersonDoc[]> =>
  (await membersOf(db, households)).filter(living)

/** The names of everybody who is or was registered in a village, or in the villages of a township. */
export async function residentNamesIn(
  db: Connection,
  region: string,
): Promise<{ name: string; household: string }[]> {
  const persons = await residentModels(db)
    .Person.find({ 'residence.region': { $regex: `^${region}` } }, { name: 1, residence: 1 })
    .batchSize(registerBatch)
    .lean<Pick<PersonDoc, 'name' | 'residence'>[]>()
  return persons.flatMap(({ name, residence }) =>
    residence ? [{ name, household: residence.household }] : [],
  )
}

/** Every living resident of a village, by `_id`. */
export async function residentIdsOf(db: Connection, region: string): Promise<string[]> {
  const persons = await residentModels(db)
    .Person.find({ 'residence.region': region, 'residence.state': 'living' }, { _id: 1 })
    .lean<{ _id: string }[]>()
  return persons.map(({ _id }) => _id)
}

export const residentIn = async (db: Connection, region: string, id: string): Promise<PersonDoc | null> => {
  const person = await personOf(db, id)
  return person?.residence?.region === region ? person : null
}

export const livesIn = async (db: Connection, region: string, id: string): Promise<boolean> => {
  const person = await residentIn(db, region, id)
  return person !== null && living(person)
}

/** What the register says to a claim: the household and the resident of that name in it, or null. */
export async function residentClaimed(
  { db }: Pick<Deps, 'db'>,
  claim: { region: string; householdCode: string; name: string },
): Promise<{ household: HouseholdDoc; resident: PersonDoc } | null> {
  const household = await householdByCode(db, claim.region, claim.householdCode)
  if (!household) return null
  const resident = residentNamed(await membersOf(db, [household._id]), claim.name)
  return resident && { household, resident }
}

export async function isOfficeHolder(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  person: string,
): Promise<boolean> {
  return holdsOffice(await rolesOf(db, [person]), clock.now())
}

/** 迁出、去世. False where it was written down before. */
export async function endResidence(
  { db, clock, marks }: Pick<Deps, 'db' | 'clock' | 'marks'>,
  resident: string,
  state: 'moved' | 'dead',
): Promise<boolean> {
  const { modifiedCount } = await moveAfter(marks, [personMark(resident)], () =>
    residentModels(db).Person.updateOne(
      { _id: resident, 'residence.state': 'living' },
      { $set: { 'residence.state': state, 'residence.endedAt': clock.now() } },
    ),
  )
  return modifiedCount === 1
}
