import { hiddenUntil } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { eachSafely } from '../../../each-safely'
import { inPages, oneByOne } from '../../../storage/pages'
import type { Actor } from '../../accounts'
import { type NoticeDoc, noticeModels } from '../notices.model'
import type { Stamp } from '../workflow/idempotency'
import { takeEnding, write } from './take-ending'

/** 先遮住: one person's decision, for 24 hours; only who decides still reads it. */
export async function hideNotice(
  deps: Deps,
  actor: Actor,
  id: string,
  reason: string,
  stamp: Stamp | null,
): Promise<void> {
  await takeEnding(deps, { actor, id, verb: 'hide', reason, stamp }, (_, step) => {
    const { at, by } = step
    const hidden = {
      person: actor.person._id,
      account: actor.account._id,
      at,
      until: hiddenUntil(at),
      by,
      reason: step.reason ?? '',
    }
    return { $set: { hidden, shownAgain: null } }
  })
}

/** Shows it again before the time is up. */
export async function unhideNotice(
  deps: Deps,
  actor: Actor,
  id: string,
  reason: string | undefined,
  stamp: Stamp | null,
): Promise<void> {
  await takeEnding(deps, { actor, id, verb: 'unhide', reason, stamp }, shown)
}

const shown = ({ hidden }: NoticeDoc) => ({ $set: { hidden: null, shownAgain: hidden?.at ?? null } })

/** What nobody has confirmed within its 24 hours; readers see it from that instant on, this notes it. */
export function showAgain(deps: Deps): Promise<number> {
  const now = deps.clock.now()
  const over = inPages(noticeModels(deps.db).Notice, { 'hidden.until': { $lte: now } })
  return eachSafely(deps.log, 'a hidden notice could not be shown again', oneByOne(over), async (notice) => {
    const step = {
      verb: 'unhide' as const,
      edition: notice.current ?? '',
      person: null,
      account: null,
      by: '到时间自动恢复',
      at: now,
      reason: null,
      key: null,
      hash: null,
    }
    return (await write(deps, notice, step, shown(notice))) !== null
  })
}
