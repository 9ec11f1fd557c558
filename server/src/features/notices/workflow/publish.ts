import { isHidden, type TellingChoice } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import { refusePublished } from '../nil/nil-return'
import type { EditionDoc, NoticeDoc } from '../notices.model'
import { finishPublished } from './finish'
import type { Stamp } from './idempotency'
import { type By, takeStep } from './step'
import { type NoticeWork, noticeStore } from './store'
import { chosenTelling, refuseOver } from './telling'

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
  telling?: TellingChoice,
): Promise<NoticeWork> {
  const wanted = ({ approvedHash }: EditionDoc) => approvedHash === contentHash
  return publishAs(deps, actor, subject, { wanted, telling }, stamp)
}

/** `wanted` says whether the edition is still what was decided about; `telling`, what its publisher chooses otherwise. */
export async function publishAs(
  deps: Deps,
  actor: By,
  subject: string,
  { wanted, telling }: { wanted: (edition: EditionDoc) => boolean; telling?: TellingChoice | undefined },
  stamp: Stamp | null,
): Promise<NoticeWork> {
  const now = deps.clock.now()
  const step = { actor, subject, verb: 'publish', stamp, now } as const
  const { edition, work } = await takeStep(noticeStore(deps), step, async (found, { notice }) => {
    if (!wanted(found) || found.contentHash !== found.approvedHash) throw new AppError('wrongState')
    refuseEnded(notice, found, now)
    refuseOver(found, now, now)
    if (notice.nil) await refusePublished(deps, notice)
    const { set, reason } = chosenTelling(found, telling)
    const published = { publishedAt: now, returned: null, owed: [...found.owed, 'current' as const] }
    return { set: { ...set, ...published }, ...(reason ? { reason } : {}) }
  })
  const notice = await finishPublished(deps, edition)
  if (!notice) throw new AppError('wrongState', { message: endedText })
  return { ...work, notice, edition }
}

const endedText = '这条公开已被撤回、遮住或撤下，现在不能发布更正。'

/** A correction takes the place of what is public; where nothing is any more, there is nothing to correct. Null: it may go out. */
export function endedReason(notice: NoticeDoc, { base = null }: EditionDoc, now: Date): string | null {
  const state = base === null ? 'none' : 'published'
  const ended = notice.state !== state || notice.current !== base || isHidden(notice.hidden, now)
  return ended ? endedText : null
}

export function refuseEnded(notice: NoticeDoc, edition: EditionDoc, now: Date): void {
  const message = endedReason(notice, edition, now)
  if (message) throw new AppError('wrongState', { message })
}
