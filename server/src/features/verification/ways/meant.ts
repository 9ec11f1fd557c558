import type { Deps } from '../../../deps'
import { type HouseholdDoc, householdOf, type PersonDoc, personOf, residentClaimed } from '../../residents'
import { kindOf } from '../claims'
import type { ClaimDoc } from '../verification.model'

/** Who is meant: of 手机号换了 whom the account stands for, of the others whom the register knows by that name. */
export async function residentMeant(
  deps: Deps,
  claim: ClaimDoc,
): Promise<{ household: HouseholdDoc; resident: PersonDoc } | null> {
  if (kindOf(claim) !== 'phone') return residentClaimed(deps, claim)
  const resident = claim.resident === null ? null : await personOf(deps.db, claim.resident)
  if (resident?.residence?.state !== 'living') return null
  const household = await householdOf(deps.db, resident.residence.household)
  return household && { household, resident }
}
