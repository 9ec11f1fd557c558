import type { Deps } from '../../deps'
import type { HouseholdDoc } from '../regions/regions.model'
import type { ClaimDoc, PersonDoc, RoleDoc } from './identity.model'
import { holdsOffice, residentNamed } from './verification.rules'

/** What the register says to a claim: the household and the resident of that name in it, or null. */
export async function residentClaimed(
  deps: Deps,
  claim: Pick<ClaimDoc, 'region' | 'householdCode' | 'name'>,
): Promise<{ household: HouseholdDoc; resident: PersonDoc } | null> {
  const { Household, Person } = deps.models
  const household = await Household.findOne({
    region: claim.region,
    code: claim.householdCode,
  }).lean<HouseholdDoc>()
  if (!household) return null
  const members = await Person.find({ 'residence.household': household._id }).lean<PersonDoc[]>()
  const resident = residentNamed(members, claim.name)
  return resident && { household, resident }
}

export async function isOfficeHolder(deps: Deps, person: string): Promise<boolean> {
  const roles = await deps.models.Role.find({ person }).lean<RoleDoc[]>()
  return holdsOffice(roles, deps.clock.now())
}
