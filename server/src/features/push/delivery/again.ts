import { inPages } from '../../../storage/pages'
import { preferencesOf } from '../following/preferences'
import { type AttemptDoc, type DeliveryDoc, type MatchDoc, pushModels } from '../push.model'
import { againId } from './again-ids'
import { channelsFor } from './chain.rules'
import type { Context } from './context'
import { groupBy } from './group-by'
import { type Opening, openDeliveries } from './open'
import { inBatches, mostInBatch, untilTheEnd } from './pace'
import { sealAndSend } from './resume'

/** Important and unread after the time that its publisher chose: told again by the channels after the one that took it. */
export async function tellAgain(ctx: Context): Promise<void> {
  const { db, clock } = ctx.deps
  // The type is what its index is made of.
  const due = { againAt: { $type: 'date', $lte: clock.now() } }
  for await (const page of untilTheEnd(
    ctx,
    inPages(pushModels(db).Match, due, { by: 'againAt', size: mostInBatch }),
  )) {
    await inBatches(ctx, 'again', page, (batch) => tellBatch(ctx, batch))
  }
}

async function tellBatch(ctx: Context, batch: readonly MatchDoc[]): Promise<void> {
  const { Match } = pushModels(ctx.deps.db)
  const unread = batch.filter(({ readAt, state }) => readAt === null && state === 'sent')
  const openings = await openingsOf(ctx, unread)
  const opened = await openDeliveries(ctx, openings)
  await sealAndSend(ctx, opened)
  // What waits for the morning has a new time; of the others it is decided.
  const own = new Set(opened.map(({ _id }) => _id))
  const over = batch.filter(({ _id }) => !own.has(againId(_id)))
  for (const [againAt, some] of groupBy(over, ({ againAt }) => againAt?.getTime() ?? 0)) {
    await Match.updateMany(
      { _id: { $in: some.map(({ _id }) => _id) }, againAt: new Date(againAt) },
      { $set: { againAt: null } },
    )
  }
}

/** None where a channel that is left does not exist: the end is the visit list or the notice board all the same. */
async function openingsOf(ctx: Context, unread: readonly MatchDoc[]): Promise<Opening[]> {
  const { Attempt, Delivery } = pushModels(ctx.deps.db)
  const ids = unread.flatMap(({ delivery }) => delivery ?? [])
  const [deliveries, accepted, preference] = await Promise.all([
    Delivery.find({ _id: { $in: ids } }, { channels: 1 })
      .batchSize(ids.length + 1)
      .lean<Pick<DeliveryDoc, '_id' | 'channels'>[]>(),
    Attempt.find({ delivery: { $in: ids }, state: 'accepted' }, { delivery: 1, channel: 1 })
      .batchSize(ids.length * 3 + 1)
      .lean<Pick<AttemptDoc, '_id' | 'delivery' | 'channel'>[]>(),
    preferencesOf(
      ctx.deps.db,
      unread.map(({ person }) => person),
    ),
  ])
  const sealed = new Map(deliveries.map(({ _id, channels }) => [_id, channels]))
  const took = new Map(accepted.map(({ delivery, channel }) => [delivery, channel]))
  const installed = ctx.channels.map(({ name }) => name)
  return unread.map(({ _id, person, delivery, urgency }) => {
    const before = sealed.get(delivery ?? '') ?? []
    const tried = before.slice(0, before.findIndex((name) => name === took.get(delivery ?? '')) + 1)
    const wanted = channelsFor(preference(person).channels, installed, urgency === 'emergency')
    return {
      _id: againId(_id),
      person,
      kind: 'again',
      channels: wanted.filter((name) => !tried.includes(name)),
    }
  })
}
