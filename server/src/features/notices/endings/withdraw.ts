import type { Api } from '@hutang/shared'
import type { Deps } from '../../../deps'
import type { Actor } from '../../accounts'
import { itemOfNotice } from '../../catalogue'
import { regionOf, regionRef } from '../../regions'
import type { EndedDoc, NoticeDoc, NoticeStepDoc } from '../notices.model'
import type { Stamp } from '../workflow/idempotency'
import { decidingBody } from './deciders'
import { finishEnding } from './finish'
import { takeEnding } from './take-ending'

/** 撤回: the text stays readable under a banner, and is current no more. */
export async function withdrawNotice(
  deps: Deps,
  actor: Actor,
  id: string,
  { reason, tell }: Api['POST /api/notices/:id/withdraw']['body'],
  stamp: Stamp | null,
): Promise<void> {
  const asked = { actor, id, verb: 'withdraw', reason, stamp } as const
  const notice = await takeEnding(deps, asked, async (found, step) => {
    const ended = await endedBy(deps, actor, found, step, tell)
    return { $set: { ended }, owed: ended.tell ? ['tell'] : [] }
  })
  await finishEnding(deps, notice)
}

/** What the banner or the tombstone says. Who had received it is told where the publisher wishes, and of an emergency. */
export async function endedBy(
  deps: Deps,
  actor: Actor,
  notice: NoticeDoc,
  { at, by, reason }: NoticeStepDoc,
  tell: boolean | undefined,
): Promise<EndedDoc> {
  const region = regionRef(await regionOf(deps, notice.region))
  return {
    at,
    by,
    body: await decidingBody(deps, actor, notice),
    reason: reason ?? '',
    tell: tell ?? itemOfNotice(region, notice.item)?.emergency ?? false,
  }
}
