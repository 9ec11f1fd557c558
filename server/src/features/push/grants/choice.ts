import type { ReservationRequest, Reserved } from '../../../channels/channel'
import type { Deps } from '../../../deps'
import { isVerified, type WechatAccount } from '../../accounts'
import { freeGrant, freeGrants, reserveGrant } from './grants'

/** The first of the person's phones that has a grant for the message, with the grant reserved. */
export async function chooseGrant(
  deps: Deps,
  { delivery, message, heldUntil }: ReservationRequest,
  accounts: readonly WechatAccount[],
): Promise<Reserved> {
  const { db, config } = deps
  const { published, emergency } = config.wechat.templates
  // An emergency may go out as an ordinary notice where only that was granted.
  const templates = message.emergency ? [emergency, published] : [published]
  let kept = false
  for (const account of accounts) {
    for (const template of templates) {
      const until = heldUntil(template)
      if (until) return { kind: 'held', until }
      const grant = await reserveGrant(db, account.openid, template, delivery)
      if (!grant) continue
      if (message.urgent || (await maySpend(deps, account))) {
        return { kind: 'reserved', reservation: { address: account.openid, template, grant: grant._id } }
      }
      await freeGrant(db, grant._id, delivery)
      kept = true
    }
  }
  return { kind: 'none', why: kept ? 'lastGrantKept' : 'noGrant' }
}

/** A resident's last grant, over all templates, is kept for emergencies and their own household. */
async function maySpend({ db, config }: Deps, account: WechatAccount): Promise<boolean> {
  if (!isVerified(account)) return true
  const { published, emergency } = config.wechat.templates
  return (await freeGrants(db, account.openid, [published, emergency])).size > 0
}
