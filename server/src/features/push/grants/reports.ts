import type { GrantTemplate } from '@hutang/shared'
import type { MediaEvent, RevokedEvent, SentEvent, WechatEvent } from '../../../channels/wechat'
import { wechatConnected } from '../../../config'
import type { Deps } from '../../../deps'
import { wechatTold } from '../../wechat'
import { type Receipt, receiptCame } from '../delivery/receipts'
import { grantGiven } from './given'
import { freeGrants, voidGrants } from './grants'
import { longTemplates, ownTemplates } from './templates'
import { wechatChannel } from './wechat-channel'

/** More than anybody has given: a report beyond it is not a person's tap. */
const mostFree = 100

/** The templates a person may be asked for, under the ids of this installation; none while WeChat is not connected. */
export const grantTemplates = (deps: Pick<Deps, 'config'>): GrantTemplate[] =>
  wechatConnected(deps.config)
    ? ownTemplates(deps).map(({ templateId, title, kind }) => ({ templateId, title, long: kind === 'long' }))
    : []

export interface FreeGrants {
  templateId: string
  free: number
}

/** An account without an openid has none to give. */
export async function grantsOf(deps: Deps, openid: string | null): Promise<FreeGrants[]> {
  const ids = openid === null ? [] : grantTemplates(deps).map(({ templateId }) => templateId)
  if (openid === null || ids.length === 0) return []
  const free = await freeGrants(deps.db, openid, ids)
  return ids.map((templateId) => ({ templateId, free: free.get(templateId) ?? 0 }))
}

/** The mini-program's report of one answer of the WeChat sheet: a hint, until the vendor says so too. */
export async function grantsReported(
  deps: Deps,
  openid: string | null,
  results: readonly { templateId: string; result: string }[],
): Promise<FreeGrants[]> {
  if (openid === null) return []
  const before = new Map((await grantsOf(deps, openid)).map(({ templateId, free }) => [templateId, free]))
  const at = deps.clock.now()
  const accepted = results.filter(({ result }) => result === 'accept')
  for (const { templateId: template } of accepted) {
    const free = before.get(template)
    if (free === undefined || free >= mostFree) continue
    await grantGiven(deps.db, { openid, template, at, by: 'client' })
    before.set(template, free + 1)
  }
  return grantsOf(deps, openid)
}

type AboutPeople = RevokedEvent | MediaEvent

/** What the vendor pushed. Repeatable: it pushes until it reads "success". */
export async function wechatEvents(deps: Deps, events: readonly WechatEvent[]): Promise<void> {
  const isAboutPeople = (event: WechatEvent): event is AboutPeople =>
    event.kind === 'revoked' || event.kind === 'media'
  await wechatTold(deps, events.filter(isAboutPeople))
  await messageEvents(
    deps,
    events.filter((event) => !isAboutPeople(event)),
  )
}

async function messageEvents(
  deps: Deps,
  events: readonly Exclude<WechatEvent, AboutPeople>[],
): Promise<void> {
  const { db } = deps
  const receiving = { deps, channel: wechatChannel(deps) }
  const long = longTemplates(deps)
  for (const event of events) {
    const { openid, templateId: template, at } = event
    if (event.kind === 'sent') await receiptCame(receiving, receiptOf(event))
    else if (event.result === 'reject') {
      // A refused sheet takes no one-time grant back; a switch turned off in WeChat's settings takes everything.
      if (event.kind === 'change' || long.has(template))
        await voidGrants(db, openid, template, new Date(at.getTime() + 1000))
    } else if (event.kind === 'popup') {
      await grantGiven(db, { openid, template, at, by: 'vendor' })
    }
  }
}

const receiptOf = (event: SentEvent): Receipt => ({
  key: event.msgId,
  address: event.openid,
  template: event.templateId,
  delivered: event.code === 0,
  status: event.status,
})
