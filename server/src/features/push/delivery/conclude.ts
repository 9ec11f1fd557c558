import type { AttemptDoc, DeliveryDoc, DeliveryResult } from '../push.model'
import { pushModels } from '../push.model'
import type { Context } from './context'

/** Receipts conclude too, outside the engine. */
export type Concluding = Pick<Context, 'deps' | 'channel' | 'reached'>

const resultOf = (attempt: AttemptDoc): DeliveryResult => {
  if (attempt.state === 'accepted') return 'delivered'
  if (attempt.state === 'unknown') return 'unknown'
  return attempt.code?.startsWith(droppedPrefix) ? 'dropped' : 'visit'
}

const droppedPrefix = 'dropped:'
export const droppedCode = (why: string): string => `${droppedPrefix}${why}`

/** g and h from the attempt as it stands in the ledger; whoever repeats it writes the same. */
export async function conclude(ctx: Concluding, { _id }: Pick<AttemptDoc, '_id'>): Promise<void> {
  const { Attempt, Delivery } = pushModels(ctx.deps.db)
  const attempt = await Attempt.findById(_id).lean<AttemptDoc>()
  if (!attempt || attempt.state === 'sending' || attempt.state === 'waiting') return
  await ctx.channel.finish(attempt)
  const result = resultOf(attempt)
  const reason = result === 'delivered' ? null : (attempt.code?.replace(droppedPrefix, '') ?? null)
  // A receipt may make something of an unknown.
  await Delivery.updateOne(
    {
      _id: attempt.delivery,
      $or: [{ state: 'sealed' }, { state: 'done', result: 'unknown' }],
    },
    { state: 'done', result, reason },
  )
  await ctx.reached('g')
  await finishMatches(ctx, attempt.delivery)
  await ctx.reached('h')
}

/** The end of a delivery that needs no attempt. Conditional on the worker's token: another may be sending. */
export async function finishWithout(
  ctx: Concluding,
  { _id, token }: DeliveryDoc,
  result: DeliveryResult,
  reason: string,
): Promise<void> {
  const done = await pushModels(ctx.deps.db).Delivery.updateOne(
    { _id, state: 'sealed', token },
    { state: 'done', result, reason },
  )
  if (done.matchedCount === 0) return
  await ctx.reached('g')
  await finishMatches(ctx, _id)
  await ctx.reached('h')
}

/** Step h: what a delivery that is done means for its matches. */
export async function finishMatches({ deps }: Pick<Context, 'deps'>, id: string): Promise<void> {
  const { Delivery, Match } = pushModels(deps.db)
  const delivery = await Delivery.findById(id).lean<DeliveryDoc>()
  if (delivery?.state !== 'done') return
  const ids = delivery.items.map((item) => item.match)
  await Match.updateMany(
    { _id: { $in: ids }, delivery: id, state: 'taken' },
    delivery.result === 'dropped'
      ? { state: 'dropped', outcome: delivery.reason, token: null }
      : { state: 'sent', token: null },
  )
}
