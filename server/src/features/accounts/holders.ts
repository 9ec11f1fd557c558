import type { Viewer } from '@hutang/shared'
import type { Deps } from '../../deps'
import { isWorking, knownRolesIn } from '../residents'
import { accountsOfHolders } from './accounts'
import { standingOf } from './actor'

/** Who works at an office and may do this now, by the persons whose inbox they read. */
export async function holdersWho(
  deps: Deps,
  region: string,
  may: (viewer: Viewer) => boolean,
): Promise<string[]> {
  const now = deps.clock.now()
  const roles = (await knownRolesIn(deps, region)).filter((role) => isWorking(role, now))
  const accounts = await accountsOfHolders(deps.db, [...new Set(roles.map(({ person }) => person))])
  const standings = await Promise.all(accounts.map(({ _id }) => standingOf(deps, _id)))
  const theirs = standings.flatMap((one) => (one && may(one.viewer) ? one.person._id : []))
  return [...new Set(theirs)]
}
