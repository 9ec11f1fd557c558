import type { Deps } from '../../deps'
import type { Revoked } from '../../feature'
import { type AccountDoc, accountWithOpenid, endSessionsOf } from '../accounts'
import { noteAct } from '../audit'
import { hasEnded, rolesOf } from '../residents'
import { withdrawPhone } from '../verification'
import { leaveAccount } from './leave'

/** In the vendor's numbers; '' is all of it. Of pictures and files that were chosen nothing is kept for the person. */
const all = ''
const phone = '8'

/** What WeChat says that the person took back goes here, too; with their WeChat account the one here. Repeatable. */
export async function revokedInWechat(deps: Deps, { openid, what, info, at }: Revoked): Promise<void> {
  const account = await accountWithOpenid(deps.db, openid)
  // Who has come back since is not meant.
  if (!account || account.createdAt > at) return
  if (what === 'account' || info === all) return accountRevoked(deps, account)
  if (info === phone) await withdrawPhone(deps, account)
}

/** As if they had deleted the account here. Whose post is not handed over is signed out, and the office has to act. */
async function accountRevoked(deps: Deps, account: AccountDoc): Promise<void> {
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
