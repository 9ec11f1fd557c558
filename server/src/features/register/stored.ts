import { plainGroup, type StoredHousehold, type StoredPerson } from '@hutang/shared'
import type { Connection } from 'mongoose'
import type { HouseholdDoc, PersonDoc } from '../residents'
import { type PlaceDoc, registerModels } from './register.model'

export type Places = ReadonlyMap<string, PlaceDoc>

export async function placesOf(db: Connection, region: string): Promise<Places> {
  const places = await registerModels(db)
    .RegisterPlace.find({ region })
    .sort({ kind: 1, name: 1 })
    .lean<PlaceDoc[]>()
  return new Map(places.map((place) => [place._id, place]))
}

export const placeName = (places: Places, id: string | null): string =>
  id === null ? '' : (places.get(id)?.name ?? '')

/** A household as registers are compared: its places by their names. */
export const storedHousehold = (places: Places, household: HouseholdDoc): StoredHousehold => ({
  id: household._id,
  code: household.code,
  head: household.head,
  group: plainGroup(household.groupName ?? ''),
  area: placeName(places, household.area ?? null),
  line: placeName(places, household.row ?? null),
  estate: placeName(places, household.estate ?? null),
  building: household.building ?? '',
  ended: (household.endedAt ?? null) !== null,
})

export const storedPerson = (person: PersonDoc): StoredPerson => ({
  id: person._id,
  name: person.name,
  household: person.residence?.household ?? '',
  relation: person.relation ?? null,
  sex: person.sex ?? null,
  birthYear: person.birthYear ?? null,
  member: person.residence?.member ?? false,
  state: person.residence?.state ?? 'moved',
  phone: person.phoneHash,
})
