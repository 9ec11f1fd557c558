import { effectOf, type Outcome } from '../../../channels/channel'
import type { AttemptDoc } from '../push.model'
import { pushModels } from '../push.model'
import type { Context } from './context'
import { deliveredText, type Receipt, receiptCame } from './receipts'
import { stopUntil } from './stops'

/** A provider that answers "later" for ever is a no in the end. */
const mostTries = 10

const acceptance = { state: 'accepted', effect: 'accepted', stopUntil: null, code: null } as const

/** Step f: writes the outcome on the attempt, if the attempt is still this worker's. */
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
async function recordYes(ctx: Context, attempt: AttemptDoc, key: string | null): Promise<void> {
  const { Attempt } = pushModels(ctx.deps.db)
  const before = await Attempt.findOneAndUpdate(
    { _id: attempt._id, token: attempt.token, state: { $in: ['sending', 'unknown'] } },
    { ...acceptance, ...(key === null ? {} : { receiptKey: key }) },
  ).lean<AttemptDoc>()
  if (key === null || !before?.receiptKey || before.receiptKey === key) return
  await Attempt.updateOne({ _id: attempt._id, receiptKey: key }, { receipt: null })
  await passOn(ctx, before)
}

/** No answer; a receipt that came meanwhile is one. */
export async function recordUnknown({ deps }: Context, attempt: AttemptDoc, code: string): Promise<void> {
  const { Attempt } = pushModels(deps.db)
  const mine = { _id: attempt._id, state: 'sending' as const, token: attempt.token }
  const told = await Attempt.updateOne({ ...mine, receipt: deliveredText }, acceptance)
  if (told.matchedCount > 0) return
  await Attempt.updateOne(mine, { state: 'unknown', effect: 'unknown', stopUntil: null, code })
}

async function recordNo(
  ctx: Context,
  attempt: AttemptDoc,
  outcome: Extract<Outcome, { kind: 'refused' }>,
): Promise<void> {
  const now = ctx.deps.clock.now()
  const tries = attempt.tries + 1
  const again = outcome.retry !== 'never' && tries < mostTries
  const answer = { effect: effectOf(outcome), stopUntil: stopUntil(outcome, now) }
  const before = await pushModels(ctx.deps.db)
    .Attempt.findOneAndUpdate(
      { _id: attempt._id, state: 'sending', token: attempt.token },
      {
        ...answer,
        state: again ? 'waiting' : 'refused',
        code: outcome.code,
        tries,
        receiptKey: null,
        receipt: null,
        ...(again ? { leaseUntil: new Date(now.getTime() + (outcome.retryAfterMs ?? 0)) } : {}),
      },
    )
    .lean<AttemptDoc>()
  if (before) ctx.stops.learn({ ...before, ...answer })
  if (before?.receiptKey) await passOn(ctx, before)
}

/** The receipt that came during this call was of an earlier one. */
async function passOn(ctx: Context, { receiptKey, address, template, receipt }: AttemptDoc): Promise<void> {
  if (!receiptKey || !address || !template) return
  const passed: Receipt = {
    key: receiptKey,
    address,
    template,
    delivered: receipt === deliveredText,
    status: receipt?.replace('failed:', '') ?? '',
  }
  await receiptCame(ctx, passed)
}
