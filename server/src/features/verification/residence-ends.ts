import { personKey } from '@hutang/shared'
import type { Deps } from '../../deps'
import { accountsOfPersons } from '../accounts'
import { endProxies, endResidence, type PersonDoc } from '../residents'
import { personEnded, release } from './tie'

/** 迁出、去世, with the verification of every account that stood for the resident. False where it was so before; repeatable. */
export async function residenceEnds(
  deps: Deps,
  resident: PersonDoc,
  reason: 'moved' | 'death',
): Promise<boolean> {
  const ended = await endResidence(deps, resident, reason === 'moved' ? 'moved' : 'dead')
  for (const account of await accountsOfPersons(deps.db, [resident._id])) {
    await release(deps, account, reason === 'moved' ? 'follow' : 'stay')
  }
  const own = personKey(resident.residence?.region ?? '', resident._id)
  await endProxies(deps, { household: { $in: [own] } }, 'register')
  await personEnded(deps, resident._id)
  return ended
}
