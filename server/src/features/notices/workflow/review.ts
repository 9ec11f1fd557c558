import { type Api, gateFields, visibleText } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { Actor } from '../../accounts'
import type { Stamp } from './idempotency'
import { returnedAs } from './since-return.rules'
import { takeStep } from './step'
import { type NoticeWork, noticeStore } from './store'

/** Approves exactly the content the reviewer read, or returns it with a reason. */
export async function reviewNotice(
  deps: Deps,
  actor: Actor,
  subject: string,
  { decision, reason, contentHash }: Api['POST /api/notices/:id/review']['body'],
  stamp: Stamp | null,
): Promise<NoticeWork> {
  const why = visibleText(reason ?? '')
  const step = { actor, subject, verb: decision, stamp, now: deps.clock.now() } as const
  const { edition, work } = await takeStep(noticeStore(deps), step, async (found) => {
    if (decision === 'return' && why === '') {
      const fields = [{ field: 'reason', message: '退回原因：请写明哪里要改，经办人才好改。' }]
      throw new AppError('invalidFields', { fields })
    }
    const fields = gateFields([{ field: 'reason', title: '退回原因', text: why }])
    if (fields.length > 0) throw new AppError('invalidFields', { fields })
    if (found.contentHash !== contentHash) throw new AppError('wrongState')
    return decision === 'approve'
      ? { set: { approvedHash: contentHash } }
      : { set: { returned: returnedAs(found) }, reason: why }
  })
  return { ...work, edition }
}
