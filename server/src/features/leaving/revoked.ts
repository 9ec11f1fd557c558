import type { Deps } from '../../deps'
import { accountWithOpenid, endSessionsOf } from '../accounts'
import { noteAct } from '../audit'
import { hasEnded, rolesOf } from '../residents'
import { leaveAccount } from './leave'

/**
 * WeChat says that the person has withdrawn their authorization, or closed their WeChat: it is as if they had deleted the
 * account here. Whose post is not handed over is signed out, and the office has to act. Repeatable.
 */
export async function accountRevoked(deps: Deps, openid: string): Promise<void> {
  const account = await accountWithOpenid(deps.db, openid)
  if (!account) return
  const now = deps.clock.now()
  const posts = await rolesOf(deps.db, [...new Set([account.person, account.own])])
  const held = posts.find((post) => !hasEnded(post, now))
  if (!held) return leaveAccount(deps, account)
  await endSessionsOf(deps, account._id)
  await noteAct(deps, {
    ...{ act: 'authorizationRevoked', by: { account, person: { _id: account.person }, from: null } },
    region: held.region,
  })
}
