import { type AccountDoc, isVerified } from '../../accounts'
import type { Context } from '../delivery/context'
import type { DeliveryDoc, GrantDoc } from '../push.model'
import { freeGrant, freeGrants, reserveGrant } from './grants'

type Choice =
  | { kind: 'grant'; openid: string; template: string; grant: GrantDoc }
  | { kind: 'held'; until: Date }
  | { kind: 'none'; why: 'noGrant' | 'lastGrantKept' }

/** The first of the person's phones that has a grant for the message, with the grant reserved. */
export async function chooseGrant(
  ctx: Context,
  delivery: DeliveryDoc,
  accounts: readonly AccountDoc[],
): Promise<Choice> {
  const { db, clock } = ctx.deps
  const { published, emergency } = ctx.deps.config.wechat.templates
  const [item] = delivery.items
  // An emergency may go out as an ordinary notice where only that was granted.
  const templates = item?.emergency ? [emergency, published] : [published]
  let kept = false
  for (const account of accounts) {
    for (const template of templates) {
      const until = ctx.gate.heldUntil(clock.now(), template)
      if (until) return { kind: 'held', until }
      const grant = await reserveGrant(db, account.openid, template, delivery._id)
      if (!grant) continue
      if (item?.urgent || (await maySpend(ctx, account))) {
        return { kind: 'grant', openid: account.openid, template, grant }
      }
      await freeGrant(db, grant._id, delivery._id)
      kept = true
    }
  }
  return { kind: 'none', why: kept ? 'lastGrantKept' : 'noGrant' }
}

/** A resident's last grant, over all templates, is kept for emergencies and their own household. */
async function maySpend(ctx: Context, account: AccountDoc): Promise<boolean> {
  if (!isVerified(account)) return true
  const { published, emergency } = ctx.deps.config.wechat.templates
  for (const template of new Set([published, emergency])) {
    if ((await freeGrants(ctx.deps.db, account.openid, template)) > 0) return true
  }
  return false
}
