import type { GrantTemplate } from '@hutang/shared'
import type { WechatEvent } from '../../../channels/wechat'
import type { Deps } from '../../../deps'
import { wechatTemplates } from '../../catalogue'
import { receiptCame, receiptOf } from '../delivery/receipts'
import { grantGiven } from './given'
import { freeGrants, voidGrants } from './grants'

/** More than anybody has given: a report beyond it is not a person's tap. */
const mostFree = 100

/** The templates a person may be asked for, under the ids of this installation. */
export function grantTemplates({ config }: Pick<Deps, 'config'>): GrantTemplate[] {
  const { published, emergency } = wechatTemplates()
  const ids = config.wechat.templates
  return [
    { templateId: ids.published, title: published.title, long: published.kind === 'long' },
    { templateId: ids.emergency, title: emergency.title, long: emergency.kind === 'long' },
  ]
}

export interface FreeGrants {
  templateId: string
  free: number
}

export const grantsOf = (deps: Deps, openid: string): Promise<FreeGrants[]> =>
  Promise.all(
    grantTemplates(deps).map(async ({ templateId }) => ({
      templateId,
      free: await freeGrants(deps.db, openid, templateId),
    })),
  )

/** The mini-program's report of one answer of the WeChat sheet: a hint, until the vendor says so too. */
export async function grantsReported(
  deps: Deps,
  openid: string,
  results: readonly { templateId: string; result: string }[],
): Promise<FreeGrants[]> {
  const known = new Set(grantTemplates(deps).map((template) => template.templateId))
  const at = deps.clock.now()
  for (const { templateId, result } of results) {
    if (result !== 'accept' || !known.has(templateId)) continue
    if ((await freeGrants(deps.db, openid, templateId)) >= mostFree) continue
    await grantGiven(deps.db, { openid, template: templateId, at, by: 'client' })
  }
  return grantsOf(deps, openid)
}

/** What the vendor pushed. Repeatable: it pushes until it reads "success". */
export async function wechatEvents(deps: Deps, events: readonly WechatEvent[]): Promise<void> {
  const { db } = deps
  for (const event of events) {
    const { openid, templateId: template, at } = event
    if (event.kind === 'sent') await receiptCame(deps, receiptOf(event))
    else if (event.result === 'reject') {
      // A refused sheet takes nothing back; a switch turned off in WeChat's settings takes everything.
      if (event.kind === 'change') await voidGrants(db, openid, template, new Date(at.getTime() + 1000))
    } else if (event.kind === 'popup') {
      await grantGiven(db, { openid, template, at, by: 'vendor' })
    }
  }
}
