import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { refusePublished } from '../nil/nil-return'
import { finishPublished } from './finish'
import type { Stamp } from './idempotency'
import { takeStep } from './step'
import { type NoticeWork, noticeStore } from './store'

/**
 * Publishes exactly the approved content. The edition becomes published and its notice has to follow;
 * everything after that is repeatable, here or by the sweep.
 */
export async function publishNotice(
  deps: Deps,
  actor: Actor,
  subject: string,
  contentHash: string,
  stamp: Stamp | null,
): Promise<NoticeWork> {
  const now = deps.clock.now()
  const step = { actor, subject, verb: 'publish', stamp, now } as const
  const { edition, work } = await takeStep(noticeStore(deps), step, async (found, { notice }) => {
    if (found.approvedHash !== contentHash || found.contentHash !== contentHash)
      throw new AppError('wrongState')
    if (notice.nil) await refusePublished(deps, notice)
    return { set: { publishedAt: now, owed: [...found.owed, 'current' as const] } }
  })
  const notice = (await finishPublished(deps, edition)) ?? work.notice
  return { ...work, notice, edition }
}
