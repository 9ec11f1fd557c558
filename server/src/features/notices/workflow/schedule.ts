import type { Api } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import type { Stamp } from './idempotency'
import { refuseEnded } from './publish'
import { takeStep } from './step'
import { type NoticeWork, noticeStore } from './store'
import { refuseOver } from './telling'

const dayMs = 86_400_000
/** Longer ahead nobody remembers what was scheduled. */
const mostDays = 90

/** A time that has passed, or is so far ahead that nobody remembers it. */
export function refuseScheduledTime(at: Date, now: Date): void {
  const refused = (message: string) => {
    throw new AppError('invalidFields', { fields: [{ field: 'at', message: `发布时间：${message}` }] })
  }
  if (at.getTime() <= now.getTime()) refused('已经过了，请选以后的时间；要现在就发，请直接点发布。')
  if (at.getTime() > now.getTime() + mostDays * dayMs) refused(`最多提前 ${mostDays} 天。`)
}

/** Sets when exactly the approved content is to be published by itself. */
export async function scheduleNotice(
  deps: Deps,
  actor: Actor,
  subject: string,
  { at, contentHash }: Api['POST /api/notices/:id/schedule']['body'],
  stamp: Stamp | null,
): Promise<NoticeWork> {
  const now = deps.clock.now()
  const scheduledFor = new Date(at)
  const step = { actor, subject, verb: 'schedule', stamp, now } as const
  const { edition, work } = await takeStep(noticeStore(deps), step, async (found, { notice }) => {
    refuseScheduledTime(scheduledFor, now)
    if (found.approvedHash !== contentHash || found.contentHash !== contentHash)
      throw new AppError('wrongState')
    refuseEnded(notice, found, now)
    refuseOver(found, scheduledFor, now)
    return { set: { scheduledFor, scheduledBy: actor.account._id } }
  })
  return { ...work, edition }
}

/** Takes the time back; the edition waits for its publisher again. */
export async function cancelSchedule(
  deps: Deps,
  actor: Actor,
  subject: string,
  stamp: Stamp | null,
): Promise<NoticeWork> {
  const step = { actor, subject, verb: 'cancel', stamp, now: deps.clock.now() } as const
  const { edition, work } = await takeStep(noticeStore(deps), step, async () => ({
    set: { scheduledFor: null },
  }))
  return { ...work, edition }
}
