import type { Outcome } from '../../../channels/channel'
import type { AttemptDoc } from '../push.model'
import { pushModels } from '../push.model'
import type { Context } from './context'
import { deliveredText, type Receipt, receiptCame } from './receipts'

/** A provider that answers "later" for ever is a no in the end. */
const mostTries = 10

/** f: the outcome on the attempt, conditional on the worker's own turn. */
export async function record(ctx: Context, attempt: AttemptDoc, outcome: Outcome): Promise<void> {
  switch (outcome.kind) {
    case 'accepted':
      return recordYes(ctx, attempt, outcome.receiptKey ?? null)
    case 'unknown':
      return recordUnknown(ctx, attempt, 'unknown')
    case 'refused':
      return recordNo(ctx, attempt, outcome)
  }
}

/** A yes is a yes even if the turn was given up as unknown meanwhile. */
async function recordYes({ deps }: Context, attempt: AttemptDoc, key: string | null): Promise<void> {
  const before = await pushModels(deps.db)
    .Attempt.findOneAndUpdate(
      { _id: attempt._id, token: attempt.token, state: { $in: ['sending', 'unknown'] } },
      { state: 'accepted', code: null, ...(key === null ? {} : { receiptKey: key }) },
    )
    .lean<AttemptDoc>()
  if (key === null || !before?.receiptKey || before.receiptKey === key) return
  await pushModels(deps.db).Attempt.updateOne({ _id: attempt._id, receiptKey: key }, { receipt: null })
  await passOn(deps, before)
}

/** No answer; a receipt that came meanwhile is one. */
export async function recordUnknown({ deps }: Context, attempt: AttemptDoc, code: string): Promise<void> {
  const mine = { _id: attempt._id, state: 'sending' as const, token: attempt.token }
  const told = await pushModels(deps.db).Attempt.updateOne(
    { ...mine, receipt: deliveredText },
    { state: 'accepted', code: null },
  )
  if (told.matchedCount === 0) await pushModels(deps.db).Attempt.updateOne(mine, { state: 'unknown', code })
}

async function recordNo(
  { deps }: Context,
  attempt: AttemptDoc,
  outcome: Extract<Outcome, { kind: 'refused' }>,
): Promise<void> {
  const tries = attempt.tries + 1
  const again = outcome.retry !== 'never' && tries < mostTries
  const at = new Date(deps.clock.now().getTime() + (outcome.retryAfterMs ?? 0))
  const before = await pushModels(deps.db)
    .Attempt.findOneAndUpdate(
      { _id: attempt._id, state: 'sending', token: attempt.token },
      {
        state: again ? 'waiting' : 'refused',
        code: outcome.code,
        tries,
        receiptKey: null,
        receipt: null,
        ...(again ? { leaseUntil: at } : {}),
      },
    )
    .lean<AttemptDoc>()
  if (before?.receiptKey) await passOn(deps, before)
}

/** The receipt that came during this call was of an earlier one. */
async function passOn(deps: Context['deps'], before: AttemptDoc): Promise<void> {
  if (!before.receiptKey || !before.openid || !before.template) return
  const receipt: Receipt = {
    key: before.receiptKey,
    openid: before.openid,
    template: before.template,
    delivered: before.receipt === deliveredText,
    status: before.receipt?.replace('failed:', '') ?? '',
  }
  await receiptCame(deps, receipt)
}
