import { createHash } from 'node:crypto'
import { type Api, gateFields, type OldBatch, visibleText } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import type { Actor } from '../accounts'
import { type Act, noteAct } from '../audit'
import { canonicalJson, roleLine } from '../notices'
import { byLineOf } from './by-line'
import { allowed, move } from './moves'
import { type OldBatchDoc, type OldEntryDoc, oldModels } from './old.model'
import { finishBatch } from './publish'
import { batchView } from './view'

const noted = (deps: Deps, actor: Actor, act: Act, { _id, region }: OldBatchDoc) =>
  noteAct(deps, { act, by: actor, region, subject: _id })

/** What is reviewed: every notice of the batch as it is now. */
async function hashOf({ db }: Deps, batch: string): Promise<string> {
  const entries = await oldModels(db)
    .OldEntry.find({ batch, state: { $in: ['fresh', 'held'] } }, { hash: 1 })
    .sort({ n: 1, _id: 1 })
    .batchSize(2000)
    .lean<Pick<OldEntryDoc, '_id' | 'hash'>[]>()
  return createHash('sha256')
    .update(canonicalJson(entries.map(({ _id, hash }) => [_id, hash])))
    .digest('hex')
}

export async function submitBatch(deps: Deps, actor: Actor, id: string): Promise<OldBatch> {
  const batch = await allowed(deps, actor, id, 'submit')
  const hash = await hashOf(deps, id)
  const moved = await move(deps, batch, { state: 'submitted', hash, reason: null, reviewed: null })
  await noted(deps, actor, 'oldNoticesSubmitted', moved)
  return batchView(deps, actor, moved)
}

export async function reviewBatch(
  deps: Deps,
  actor: Actor,
  id: string,
  { decision, reason, hash }: Api['POST /api/old-batches/:id/review']['body'],
): Promise<OldBatch> {
  const why = visibleText(reason ?? '')
  if (decision === 'return' && why === '') {
    const fields = [{ field: 'reason', message: '退回原因：请写明哪里要改，导入的人才好改。' }]
    throw new AppError('invalidFields', { fields })
  }
  const fields = gateFields([{ field: 'reason', title: '退回原因', text: why }])
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
  const batch = await allowed(deps, actor, id, 'review')
  if (batch.hash !== hash) throw new AppError('wrongState')
  const approves = decision === 'approve'
  const moved = await move(deps, batch, {
    state: approves ? 'approved' : 'returned',
    reviewed: {
      ...{ person: actor.person._id, account: actor.account._id, at: deps.clock.now() },
      by: byLineOf(actor, batch.region, 'review'),
    },
    reason: approves ? null : why,
  })
  await noted(deps, actor, approves ? 'oldNoticesApproved' : 'oldNoticesReturned', moved)
  return batchView(deps, actor, moved)
}

/** Publishes the batch as it was approved. What is still held stays on the list and comes in when it is mended. */
export async function publishBatch(
  deps: Deps,
  actor: Actor,
  id: string,
  { hash }: Api['POST /api/old-batches/:id/publish']['body'],
): Promise<OldBatch> {
  const batch = await allowed(deps, actor, id, 'publish')
  if (batch.hash !== hash) throw new AppError('wrongState')
  const moved = await move(deps, batch, {
    ...{ state: 'publishing', owed: 'publish' },
    published: {
      ...{ person: actor.person._id, account: actor.account._id, session: actor.session },
      ...{ by: roleLine(actor, batch.region), at: deps.clock.now() },
    },
  })
  await noted(deps, actor, 'oldNoticesPublished', moved)
  return batchView(deps, actor, await finishBatch(deps, moved))
}
