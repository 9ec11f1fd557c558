import type { Channel } from '../../../channels/channel'
import { inPages } from '../../../storage/pages'
import { type AttemptDoc, type DeliveryDoc, type MatchDoc, pushModels } from '../push.model'
import { conclude, endIn } from './conclude'
import type { Context } from './context'
import { finishMatches } from './finish-matches'
import { acceptance, noAnswer } from './outcome.rules'
import { inBatches, mostInBatch, untilTheEnd } from './pace'
import { deliveredText } from './receipts'
import { attemptId } from './send'

/** A call whose worker is gone may have reached the phone: unknown, and never made again. */
export async function giveUpSending(ctx: Context): Promise<void> {
  const { db, clock } = ctx.deps
  const { Attempt } = pushModels(db)
  const over = { state: 'sending', leaseUntil: { $lte: clock.now() } }
  for await (const page of untilTheEnd(ctx, inPages(Attempt, over, { size: mostInBatch }))) {
    await inBatches(ctx, 'given up', page, async (batch) => {
      const lost = { ...over, state: 'sending' as const, _id: { $in: batch.map(({ _id }) => _id) } }
      // A receipt that came meanwhile is an answer.
      await Attempt.updateMany({ ...lost, receipt: deliveredText }, { $set: acceptance })
      await Attempt.updateMany({ ...lost, receipt: { $ne: deliveredText } }, { $set: noAnswer('lost') })
      await conclude(ctx, [...new Set(batch.map(({ delivery }) => delivery))])
    })
  }
}

async function deliveriesOf({ deps }: Context, ids: readonly string[]): Promise<Map<string, DeliveryDoc>> {
  const found = await pushModels(deps.db)
    .Delivery.find({ _id: { $in: [...new Set(ids)] } })
    .batchSize(ids.length + 1)
    .lean<DeliveryDoc[]>()
  return new Map(found.map((delivery) => [delivery._id, delivery]))
}

/** A match whose delivery is gone, or was sealed without it, is pending again; one whose delivery is done is finished. */
export async function finishTaken(ctx: Context): Promise<void> {
  const { db } = ctx.deps
  for await (const page of untilTheEnd(
    ctx,
    inPages(pushModels(db).Match, { state: 'taken' }, { by: 'delivery' }),
  )) {
    await inBatches(ctx, 'swept', page, (batch) => finishPage(ctx, batch))
  }
}

async function finishPage(ctx: Context, page: readonly MatchDoc[]): Promise<void> {
  const { db, clock } = ctx.deps
  const now = clock.now()
  const deliveries = await deliveriesOf(
    ctx,
    page.flatMap(({ delivery }) => delivery ?? []),
  )
  const done = new Map<string, DeliveryDoc>()
  const left: MatchDoc[] = []
  for (const match of page) {
    const delivery = deliveries.get(match.delivery ?? '')
    const holds = delivery?.items.some((item) => item.match === match._id) ?? false
    if (delivery?.state === 'done' && holds) done.set(delivery._id, delivery)
    else if (!delivery || (delivery.state !== 'open' && !holds && delivery.leaseUntil <= now))
      left.push(match)
  }
  await finishMatches(ctx, [...done.values()].flatMap(endIn))
  if (left.length === 0) return
  await pushModels(db).Match.bulkWrite(
    left.map(({ _id, delivery, token }) => ({
      updateOne: {
        filter: { _id, state: 'taken' as const, delivery, token },
        update: { $set: { state: 'pending' as const, delivery: null, token: null } },
      },
    })),
    { ordered: false },
  )
}

/** What a worker set aside for a call and never used. */
export async function finishReserved(ctx: Context): Promise<void> {
  for (const channel of ctx.channels) {
    for await (const page of untilTheEnd(ctx, channel.reserved())) {
      await inBatches(ctx, 'swept', page, (batch) => finishHeld(ctx, channel, batch))
    }
  }
}

async function finishHeld(
  ctx: Context,
  channel: Channel,
  held: readonly { _id: string; delivery: string }[],
): Promise<void> {
  const ids = held.map(({ delivery }) => delivery)
  const deliveries = await deliveriesOf(ctx, ids)
  const attempts = await pushModels(ctx.deps.db)
    .Attempt.find({ _id: { $in: ids.map((id) => attemptId(id, channel.name)) } })
    .batchSize(ids.length + 1)
    .lean<AttemptDoc[]>()
  const users = new Map(attempts.map((attempt) => [attempt.grant, attempt]))
  const used = held.flatMap(({ _id }) => users.get(_id)?.delivery ?? [])
  await conclude(ctx, [...new Set(used)])
  const unused = held.filter(({ _id, delivery }) => {
    const state = deliveries.get(delivery)?.state ?? 'done'
    return !users.has(_id) && state === 'done'
  })
  await channel.release(unused.map(({ _id: grant, delivery }) => ({ delivery, grant, fen: 0 })))
}
