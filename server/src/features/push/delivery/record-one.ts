import { type AttemptDoc, pushModels } from '../push.model'
import type { Context } from './context'
import { type Answered, acceptance, type Change, changeBy } from './outcome.rules'
import { deliveredText, failed, type Receipt, receiptCame, statusOf } from './receipts'

/** Step f of one attempt which a receipt has touched: what was of an earlier call is passed on. */
export async function recordOne(ctx: Context, answered: Answered): Promise<void> {
  const { attempt, outcome } = answered
  const change = changeBy(answered, ctx.deps.clock.now())
  switch (outcome.kind) {
    case 'accepted':
      return recordYes(ctx, attempt, outcome.receiptKey ?? null, change)
    case 'unknown':
      return recordUnknown(ctx, attempt, change)
    case 'refused':
      return recordNo(ctx, attempt, change)
  }
}

async function recordYes(
  ctx: Context,
  attempt: AttemptDoc,
  key: string | null,
  change: Change,
): Promise<void> {
  const { Attempt } = pushModels(ctx.deps.db)
  const before = await Attempt.findOneAndUpdate(
    { _id: attempt._id, token: attempt.token, state: { $in: ['sending', 'unknown'] } },
    change,
  ).lean<AttemptDoc>()
  if (key === null || !before?.receiptKey) return
  if (before.receiptKey === key) {
    const status = statusOf(before.receipt)
    if (status !== null)
      await Attempt.updateOne({ _id: attempt._id, receiptKey: key, state: 'accepted' }, failed(status))
    return
  }
  await Attempt.updateOne({ _id: attempt._id, receiptKey: key }, { receipt: null })
  await passOn(ctx, before)
}

async function recordUnknown({ deps }: Context, attempt: AttemptDoc, change: Change): Promise<void> {
  const { Attempt } = pushModels(deps.db)
  const mine = { _id: attempt._id, state: 'sending' as const, token: attempt.token }
  const told = await Attempt.updateOne({ ...mine, receipt: deliveredText }, acceptance)
  if (told.matchedCount === 0) await Attempt.updateOne(mine, change)
}

async function recordNo(ctx: Context, attempt: AttemptDoc, change: Change): Promise<void> {
  const before = await pushModels(ctx.deps.db)
    .Attempt.findOneAndUpdate({ _id: attempt._id, state: 'sending', token: attempt.token }, change)
    .lean<AttemptDoc>()
  if (before?.receiptKey) await passOn(ctx, before)
}

/** The receipt that came during this call was of an earlier one. */
async function passOn(
  ctx: Context,
  { channel: name, receiptKey, address, template, receipt }: AttemptDoc,
): Promise<void> {
  if (!receiptKey || !address || !template) return
  const channel = ctx.channels.find((one) => one.name === name)
  if (!channel) return
  const passed: Receipt = {
    key: receiptKey,
    address,
    template,
    delivered: receipt === deliveredText,
    status: statusOf(receipt) ?? '',
  }
  await receiptCame({ deps: ctx.deps, channel }, passed)
}
