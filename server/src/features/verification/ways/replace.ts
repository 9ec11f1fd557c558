import type { Deps } from '../../../deps'
import type { Replaced } from '../../../feature'
import { type AccountDoc, accountsOfPersons, endSessionsOf, untieAccount } from '../../accounts'
import { passProxies } from '../../residents'
import { closeOpenClaims } from '../claims'
import type { ClaimDoc } from '../verification.model'

/**
 * 换了微信: the resident's earlier accounts end, and what is theirs is the new one's. What they follow and have received is
 * the resident's, so it is there already. The tie goes last: what a crash cuts short is found by it again.
 */
export async function replaceAccounts(
  deps: Deps,
  claim: ClaimDoc,
  { _id: by }: AccountDoc,
  resident: string,
): Promise<void> {
  for (const old of await accountsOfPersons(deps.db, [resident])) {
    if (old._id === by || old.verifiedAt === null) continue
    const replaced: Replaced = {
      ...{ account: old._id, openid: old.openid, by, claim: claim._id, region: claim.region },
      at: claim.settledAt ?? deps.clock.now(),
    }
    for (const { accounts } of deps.features) await accounts?.replaced?.(deps, replaced)
    await passProxies(deps.db, old._id, by)
    await closeOpenClaims(deps, old._id)
    await endSessionsOf(deps, old._id)
    await untieAccount(deps, old)
  }
}
