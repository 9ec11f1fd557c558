import { type Api, gateFields, visibleText } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import type { EditionDoc } from '../notices.model'
import type { PaperDoc } from '../paper/paper.docs'
import { finishWork, withWork } from '../work/announce-work'
import type { Stamp } from './idempotency'
import { returnedAs } from './since-return.rules'
import { type By, type Prepared, takeStep } from './step'
import { type NoticeWork, noticeStore } from './store'

export type Decision = Api['POST /api/notices/:id/review']['body']

/** Approves exactly the content the reviewer read, or returns it with a reason. */
export async function reviewNotice(
  deps: Deps,
  actor: By,
  subject: string,
  decided: Decision,
  stamp: Stamp | null,
): Promise<NoticeWork> {
  const step = { actor, subject, verb: decided.decision, stamp, now: deps.clock.now() } as const
  const { edition, work } = await takeStep(noticeStore(deps), step, async (found) => judged(found, decided))
  await finishWork(deps, edition)
  return { ...work, edition }
}

/** 线下审核: the same step, taken for who signed a sheet of exactly this revision; `paper` says who handed it in. */
export async function reviewOnPaper(
  deps: Deps,
  signer: By,
  subject: string,
  { revision, paper, ...decided }: Decision & { revision: number; paper: PaperDoc },
): Promise<void> {
  const step = { actor: signer, subject, verb: decided.decision, stamp: null, now: deps.clock.now() } as const
  const { edition } = await takeStep(noticeStore(deps), step, async (found) => {
    if (found.revision !== revision) throw new AppError('wrongState')
    const remark = visibleText(decided.reason ?? '')
    return { ...(remark === '' ? {} : { reason: remark }), ...judged(found, decided), paper }
  })
  await finishWork(deps, edition)
}

function judged(found: EditionDoc, decided: Decision): Prepared<EditionDoc> {
  const why = reasonOf(found, decided)
  return decided.decision === 'approve'
    ? { set: { approvedHash: decided.contentHash, owed: withWork(found) } }
    : { set: { returned: returnedAs(found), owed: withWork(found) }, reason: why }
}

/** The reason as it can be seen; refused where a return has none, or where the content is not what the reviewer read. */
export function reasonOf(
  found: { contentHash: string },
  { decision, reason, contentHash }: Pick<Decision, 'decision' | 'reason' | 'contentHash'>,
): string {
  const why = visibleText(reason ?? '')
  if (decision === 'return' && why === '') {
    const fields = [{ field: 'reason', message: '退回原因：请写明哪里要改，经办人才好改。' }]
    throw new AppError('invalidFields', { fields })
  }
  const fields = gateFields([{ field: 'reason', title: '退回原因', text: why }])
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
  if (found.contentHash !== contentHash) throw new AppError('wrongState')
  return why
}
