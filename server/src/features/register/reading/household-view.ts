import { plainGroup, plainName, type RegisterHousehold, type RegisterPerson } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { accountsOfPersons, isVerified } from '../../accounts'
import type { HouseholdDoc, PersonDoc } from '../../residents'
import { factsOfPerson } from '../imports/lines-view'
import type { Places } from '../stored'
import { isHead, type Register } from './register-kept'

/** Who of these people somebody is verified as. One command. */
export async function verifiedAs({ db }: Deps, people: readonly PersonDoc[]): Promise<ReadonlySet<string>> {
  const accounts = await accountsOfPersons(
    db,
    people.map(({ _id }) => _id),
  )
  return new Set(accounts.filter(isVerified).map(({ person }) => person))
}

export const householdView = (
  deps: Deps,
  { living, places }: Register,
  household: HouseholdDoc,
  verified: ReadonlySet<string>,
): RegisterHousehold => ({
  id: household._id,
  kind: household.kind,
  code: household.code,
  head: household.head,
  group: household.groupName,
  area: placeRef(places, household.area),
  row: placeRef(places, household.row),
  estate: placeRef(places, household.estate),
  building: household.building,
  ended: household.endedAt !== null,
  people: (living.get(household._id) ?? []).map((person) => personView(deps, person, household, verified)),
})

const placeRef = (places: Places, id: string | null) => {
  const place = id === null ? undefined : places.get(id)
  return place ? { id: place._id, name: place.name } : null
}

const personView = (
  deps: Deps,
  person: PersonDoc,
  { head }: HouseholdDoc,
  verified: ReadonlySet<string>,
): RegisterPerson => ({
  id: person._id,
  ...factsOfPerson(deps, person),
  isHead: isHead(person, head),
  verified: verified.has(person._id),
  state: person.residence?.state ?? 'moved',
})

/** What a 户籍户 has, or the 户籍户 of a 承包户, 成员户 or merged one. */
export const linksOf = ({ households, byId }: Register, { _id, tied }: HouseholdDoc): HouseholdDoc[] => [
  ...tied.flatMap((id) => byId.get(id) ?? []),
  ...households.filter((one) => one.tied.includes(_id)),
]

/** Same head in the same group, of another kind and not linked: for the clerk to say. */
export function suggestionsFor(
  { households }: Register,
  household: HouseholdDoc,
  linked: readonly HouseholdDoc[],
): HouseholdDoc[] {
  const other =
    household.kind === 'residence'
      ? (kind: string) => kind !== 'residence'
      : (kind: string) => kind === 'residence'
  const name = plainName(household.head)
  return households.filter(
    (one) =>
      other(one.kind) &&
      one.endedAt === null &&
      plainName(one.head) === name &&
      (household.groupName === '' ||
        one.groupName === '' ||
        plainGroup(one.groupName) === plainGroup(household.groupName)) &&
      !linked.includes(one),
  )
}
