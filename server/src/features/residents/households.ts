import { type HouseholdKind, householdWritten, personOfKey, plainHouseholdCode } from '@hutang/shared'
import type { Connection } from 'mongoose'
import type { Deps } from '../../deps'
import { cacheByMarks, longestUnseenMs } from '../../storage/marked-cache'
import { inBatches, registerBatch } from './batches'
import { oneOfEachCode } from './register.rules'
import {
  type HouseholdDoc,
  householdMark,
  type PersonDoc,
  regionOfHousehold,
  registerMark,
  residentModels,
} from './residents.model'

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
  const marks = [householdMark(id), registerMark(regionOfHousehold(id))]
  return (await households(deps).get(id, read, () => marks)).household
}

/** The households that have these codes; of one that two kinds have the 户籍户. */
export async function householdsByCode(
  db: Connection,
  region: string,
  codes: readonly string[],
): Promise<HouseholdDoc[]> {
  const found = await inBatches([...new Set(codes)], (some) =>
    residentModels(db)
      .Household.find({ region, code: { $in: some } })
      .lean<HouseholdDoc[]>(),
  )
  return oneOfEachCode(found)
}

export const householdsById = (db: Connection, ids: readonly string[]): Promise<HouseholdDoc[]> =>
  inBatches([...new Set(ids)], (some) =>
    residentModels(db)
      .Household.find({ _id: { $in: some } })
      .batchSize(registerBatch)
      .lean<HouseholdDoc[]>(),
  )

/** How those are called who stand in rows, by household or person: 户号 and 户主, or the person's own name. */
export async function rowNames(
  db: Connection,
  keys: readonly string[],
): Promise<Map<string, { code: string; name: string }>> {
  const { Person } = residentModels(db)
  const ids = keys.flatMap((key) => personOfKey(key) ?? [])
  const persons = await inBatches([...new Set(ids)], (some) =>
    Person.find({ _id: { $in: some } }, { name: 1, residence: 1 })
      .batchSize(registerBatch)
      .lean<PersonDoc[]>(),
  )
  const byId = new Map(persons.map((person) => [person._id, person]))
  const homeOf = (key: string) => byId.get(personOfKey(key) ?? '')?.residence?.household ?? key
  const households = new Map((await householdsById(db, keys.map(homeOf))).map((one) => [one._id, one]))
  return new Map(
    keys.flatMap((key) => {
      const home = households.get(homeOf(key))
      return home
        ? [[key, { code: home.code, name: byId.get(personOfKey(key) ?? '')?.name ?? home.head }] as const]
        : []
    }),
  )
}

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

/** 户籍登记: the households of a village in the order of their codes; what a table's codes can mean. */
export async function registerOf(db: Connection, region: string): Promise<HouseholdDoc[]> {
  const all = await residentModels(db)
    .Household.find({ region })
    .sort({ code: 1 })
    .batchSize(registerBatch)
    .lean<HouseholdDoc[]>()
  return oneOfEachCode(all)
}

/** All households of a village, of one kind or of all three. */
export const householdsOfRegister = (
  db: Connection,
  region: string,
  kind?: HouseholdKind,
): Promise<HouseholdDoc[]> =>
  residentModels(db)
    .Household.find(kind ? { region, kind } : { region })
    .sort({ kind: 1, code: 1 })
    .batchSize(registerBatch)
    .lean<HouseholdDoc[]>()

/** How many 户籍户 there are now. */
export const countHouseholds = (db: Connection, region: string): Promise<number> =>
  residentModels(db).Household.countDocuments({ region, kind: 'residence', endedAt: null })

/** By the household: those whose rows are its own too. */
export async function tiedTo(db: Connection, households: readonly string[]): Promise<Map<string, string[]>> {
  const found = await householdsById(db, households)
  return new Map(found.map(({ _id, tied }) => [_id, tied ?? []]))
}

/** By a 承包户, 成员户 or merged household: the 户籍户 that it belongs to. */
type Homes = ReadonlyMap<string, readonly string[]>

const keptHomes = cacheByMarks<Homes>({ maxEntries: 1000, ttlMs: longestUnseenMs })

const homesIn = (deps: Pick<Deps, 'db' | 'marks'>, region: string): Promise<Homes> =>
  keptHomes(deps).get(
    region,
    async () => {
      const tied = await residentModels(deps.db)
        .Household.find({ region, tied: { $ne: [] } }, { tied: 1 })
        .lean<Pick<HouseholdDoc, '_id' | 'tied'>[]>()
      const homes = new Map<string, string[]>()
      for (const { _id, tied: theirs = [] } of tied)
        for (const one of theirs) homes.set(one, [...(homes.get(one) ?? []), _id])
      return homes
    },
    () => [registerMark(region)],
  )

/** Where the people are whom a row of a household concerns: in itself, and in the 户籍户 that it belongs to. */
export async function homesBehind(
  deps: Pick<Deps, 'db' | 'marks'>,
  households: readonly string[],
): Promise<(household: string) => string[]> {
  const regions = [...new Set(households.map(regionOfHousehold))]
  const known = await Promise.all(regions.map((region) => homesIn(deps, region)))
  return (household) => [household, ...known.flatMap((homes) => homes.get(household) ?? [])]
}
