import { personOfKey } from '@hutang/shared'
import type { Connection } from 'mongoose'
import type { Deps } from '../../deps'
import { upsertSafely } from '../../storage/insert-once'
import { moveAfter } from '../../storage/marks'
import { inBatches, registerBatch } from './batches'
import { homesBehind, householdByCode, householdOf } from './households'
import { residentNamed } from './register.rules'
import {
  type HouseholdDoc,
  type PersonDoc,
  personMark,
  registerMark,
  residentModels,
} from './residents.model'
import type { RoleDoc } from './roles.model'

/** The person of an account that is not tied to a resident; made once, also when asked for twice at the same time. */
export async function ensurePerson(
  db: Connection,
  { _id, name }: { _id: string; name: string },
): Promise<void> {
  await upsertSafely(() =>
    residentModels(db).Person.updateOne(
      { _id },
      {
        $setOnInsert: {
          name,
          relation: null,
          sex: null,
          birthYear: null,
          residence: null,
          enterprises: [],
          phoneHash: null,
          phoneSealed: null,
        },
      },
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
      .batchSize(registerBatch)
      .lean<PersonDoc[]>(),
  )

export type Living = Pick<PersonDoc, '_id' | 'residence' | 'caresFor'> &
  Partial<Pick<PersonDoc, 'enterprises'>>

/** Where each of many lives, for whom they care, and for which enterprises they act. */
export const livingOf = (db: Connection, ids: readonly string[]): Promise<Living[]> =>
  inBatches(ids, (some) =>
    residentModels(db)
      .Person.find({ _id: { $in: some } }, { residence: 1, caresFor: 1, enterprises: 1 })
      .batchSize(some.length + 1)
      .lean<Living[]>(),
  )

interface Standing {
  person: PersonDoc
  roles: RoleDoc[]
  /** Households whose rows are the own household's too. */
  tied: string[]
  /** Households that the person looks after, with those whose rows are theirs too. */
  caredFor: string[]
}

/** A person, with every role that this one or `own` ever had; null where there is no such person. One command. */
export async function personWithRoles(db: Connection, id: string, own: string): Promise<Standing | null> {
  const { Household, Person, Role } = residentModels(db)
  const home = { localField: 'residence.household', foreignField: '_id', as: 'home' }
  const cared = { localField: 'caresFor', foreignField: '_id', as: 'cared' }
  const found = await Person.aggregate<
    PersonDoc & { roles: RoleDoc[]; home: HouseholdDoc[]; cared: HouseholdDoc[] }
  >([
    { $match: { _id: { $in: [...new Set([id, own])] } } },
    { $lookup: { from: Role.collection.name, localField: '_id', foreignField: 'person', as: 'roles' } },
    { $lookup: { from: Household.collection.name, ...home } },
    { $lookup: { from: Household.collection.name, ...cared } },
  ])
  const one = found.find(({ _id }) => _id === id)
  if (!one) return null
  const { home: homes, cared: caredHomes, roles: _own, ...person } = one
  return {
    person,
    roles: found.flatMap(({ roles }) => roles),
    tied: homes.flatMap(({ tied }) => tied ?? []),
    caredFor: [
      ...caredHomes.flatMap(({ _id, tied }) => [_id, ...(tied ?? [])]),
      ...(one.caresFor ?? []).filter((key) => personOfKey(key) !== null),
    ],
  }
}

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

/** By whose a row is: who lives in the household, and in the 户籍户 that it belongs to; of a person's row that person. */
export async function livingByHousehold(
  deps: Pick<Deps, 'db' | 'marks'>,
  households: readonly string[],
): Promise<Map<string, PersonDoc[]>> {
  const ids = households.flatMap((key) => personOfKey(key) ?? [])
  const homesOf = await homesBehind(deps, households)
  const [people, persons] = await Promise.all([
    livingMembersOf(deps.db, [...new Set(households.flatMap(homesOf))]),
    ids.length > 0 ? personsOf(deps.db, ids) : [],
  ])
  const byId = new Map(persons.filter(living).map((person) => [person._id, person]))
  return new Map(
    households.map((household) => {
      const person = personOfKey(household)
      if (person !== null) return [household, byId.has(person) ? [byId.get(person) as PersonDoc] : []]
      const homes = homesOf(household)
      return [household, people.filter(({ residence }) => homes.includes(residence?.household ?? ''))]
    }),
  )
}

/** Everybody who is or was registered in a village. */
export const peopleOfRegister = (db: Connection, region: string): Promise<PersonDoc[]> =>
  residentModels(db).Person.find({ 'residence.region': region }).batchSize(registerBatch).lean<PersonDoc[]>()

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

/** Who of some people lives in the region. */
export async function livingIn(
  db: Connection,
  region: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const persons = await personsOf(db, ids)
  const residents = persons.filter((person) => person.residence?.region === region && living(person))
  return new Set(residents.map(({ _id }) => _id))
}

/**
 * What the register says to a claim: the resident of that name in the household, or in the one that it merged into or
 * belongs to, with the household where they live; or null.
 */
export async function residentClaimed(
  deps: Pick<Deps, 'db' | 'marks'>,
  claim: { region: string; householdCode: string; name: string },
): Promise<{ household: HouseholdDoc; resident: PersonDoc } | null> {
  const written = await householdByCode(deps.db, claim.region, claim.householdCode)
  if (!written) return null
  const homesOf = await homesBehind(deps, [written._id])
  const resident = residentNamed(await membersOf(deps.db, homesOf(written._id)), claim.name)
  const home = resident?.residence?.household ?? ''
  const household = home === written._id ? written : await householdOf(deps.db, home)
  return resident && household && { household, resident }
}

/** 迁出、去世. False where it was written down before. */
export async function endResidence(
  { db, clock, marks }: Pick<Deps, 'db' | 'clock' | 'marks'>,
  { _id: resident, residence }: Pick<PersonDoc, '_id' | 'residence'>,
  state: 'moved' | 'dead',
): Promise<boolean> {
  const { modifiedCount } = await moveAfter(
    marks,
    [personMark(resident), registerMark(residence?.region ?? '')],
    () =>
      residentModels(db).Person.updateOne(
        { _id: resident, 'residence.state': 'living' },
        { $set: { 'residence.state': state, 'residence.endedAt': clock.now() } },
      ),
  )
  return modifiedCount === 1
}
