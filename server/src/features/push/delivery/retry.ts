import { randomUUID } from 'node:crypto'
import type { Channel, Message, Reservation } from '../../../channels/channel'
import { isDuplicate } from '../../../storage/duplicate'
import { inPages } from '../../../storage/pages'
import { type AttemptDoc, type DeliveryDoc, pushModels } from '../push.model'
import { callAll } from './calls'
import { droppedCode } from './chain.rules'
import { conclude } from './conclude'
import { type Context, channelIn, leaseFrom } from './context'
import { groupBy } from './group-by'
import { withinLimits } from './limited'
import { messageOf } from './message.rules'
import { inBatches, mostInBatch, untilTheEnd } from './pace'
import { recheckAll } from './recheck'
import { besideMs } from './send'

interface Again {
  attempt: AttemptDoc
  delivery: DeliveryDoc
  message: Message
}

interface Reserved extends Again {
  reservation: Reservation
}

/** How long a paused channel's attempts are left alone. */
const pausedMs = 60_000

/** The same attempt after a definite no, when its time has come. */
export async function retryWaiting(ctx: Context): Promise<void> {
  const { db, clock } = ctx.deps
  const due = { state: 'waiting', leaseUntil: { $lte: clock.now() } }
  for await (const page of untilTheEnd(ctx, inPages(pushModels(db).Attempt, due, { size: mostInBatch }))) {
    await inBatches(ctx, 'retried', page, (batch) => retry(ctx, batch))
  }
}

async function retry(ctx: Context, batch: readonly AttemptDoc[]): Promise<void> {
  const deliveries = await deliveriesOf(ctx, batch)
  const sealed = [...deliveries.values()].filter(({ state }) => state === 'sealed')
  const rechecked = new Map((await recheckAll(ctx, sealed)).map((one) => [one.delivery._id, one.recheck]))
  const again: Again[] = []
  const over: { attempt: AttemptDoc; code: string }[] = []
  const waits: { attempt: AttemptDoc; until: Date }[] = []
  for (const attempt of batch) {
    const recheck = rechecked.get(attempt.delivery)
    // Another channel, or a receipt, has ended the delivery.
    if (!recheck) over.push({ attempt, code: 'settled' })
    else if (recheck.kind === 'drop') over.push({ attempt, code: droppedCode(recheck.why) })
    else if (recheck.kind === 'wait') waits.push({ attempt, until: recheck.until })
    else {
      const message = messageOf(recheck.delivery)
      if (message) again.push({ attempt, delivery: recheck.delivery, message })
    }
  }
  for (const [name, own] of groupBy(again, ({ attempt }) => attempt.channel)) {
    const channel = channelIn(ctx.channels, name)
    if (!channel) over.push(...own.map(({ attempt }) => ({ attempt, code: 'channelsOff' })))
    else await retryBy(ctx, channel, own, { over, waits })
  }
  await letWait(ctx, waits)
  await endAttempts(ctx, over)
}

async function retryBy(
  ctx: Context,
  channel: Channel,
  again: readonly Again[],
  {
    over,
    waits,
  }: { over: { attempt: AttemptDoc; code: string }[]; waits: { attempt: AttemptDoc; until: Date }[] },
): Promise<void> {
  const now = ctx.deps.clock.now()
  if (ctx.stops.isPaused(channel.name)) {
    const until = new Date(now.getTime() + pausedMs)
    waits.push(...again.map(({ attempt }) => ({ attempt, until })))
    return
  }
  // What is set aside already is given again; a provider that is stopped may leave the try to another one.
  const answers = await channel.reserve(
    again.map(({ delivery: { _id, person }, message }) => ({ delivery: _id, person, message })),
    (template) => ctx.stops.heldUntil(now, channel.name, template),
  )
  const ready: Reserved[] = []
  for (const one of again) {
    const answer = answers.get(one.delivery._id)
    if (answer?.kind === 'reserved') ready.push({ ...one, reservation: answer.reservation })
    else if (answer?.kind === 'held') waits.push({ attempt: one.attempt, until: answer.until })
    else over.push({ attempt: one.attempt, code: answer?.why ?? 'none' })
  }
  const { go, places, taken } = await withinLimits(ctx, channel, ready, ({ reservation, message }) => ({
    provider: reservation.provider,
    isEmergency: message.emergency,
  }))
  waits.push(...places.map(({ one, until }) => ({ attempt: one.attempt, until })))
  const started = await startAgain(ctx, go)
  const beside = new Date(now.getTime() + besideMs)
  const own = new Set(started.map(({ attempt }) => attempt._id))
  waits.push(...go.flatMap(({ attempt }) => (own.has(attempt._id) ? [] : { attempt, until: beside })))
  if (started.length === 0) return
  const attempts = await callAll(
    ctx,
    channel,
    started.map((one) => ({ attempt: one.attempt, message: one.message, taken: taken(one) })),
  )
  await conclude(
    ctx,
    started.map(({ delivery }) => delivery._id),
    { attempts },
  )
}

/** Compare-and-set: one worker has the next try, and no other call for the same address is under way. */
async function startAgain({ deps }: Context, ready: readonly Reserved[]): Promise<Reserved[]> {
  if (ready.length === 0) return []
  const { Attempt } = pushModels(deps.db)
  const now = deps.clock.now()
  const begun = { state: 'sending', token: randomUUID(), startedAt: now, leaseUntil: leaseFrom(now) } as const
  try {
    await Attempt.bulkWrite(
      ready.map(({ attempt: { _id, tries, token }, reservation }) => ({
        updateOne: {
          filter: { _id, state: 'waiting', tries, token },
          update: { $set: { ...reservation, ...begun } },
        },
      })),
      { ordered: false },
    )
  } catch (error) {
    if (!isDuplicate(error)) throw error
  }
  const mine = await Attempt.find({
    _id: { $in: ready.map(({ attempt }) => attempt._id) },
    state: 'sending',
    token: begun.token,
  })
    .batchSize(ready.length + 1)
    .lean<AttemptDoc[]>()
  const byId = new Map(mine.map((attempt) => [attempt._id, attempt]))
  return ready.flatMap((one) => {
    const attempt = byId.get(one.attempt._id)
    return attempt ? Object.assign(one, { attempt }) : []
  })
}

const sameTry = ({ _id, tries, token }: AttemptDoc) => ({ _id, state: 'waiting' as const, tries, token })

async function letWait(
  { deps }: Context,
  waits: readonly { attempt: AttemptDoc; until: Date }[],
): Promise<void> {
  if (waits.length === 0) return
  await pushModels(deps.db).Attempt.bulkWrite(
    waits.map(({ attempt, until }) => ({
      updateOne: { filter: sameTry(attempt), update: { $set: { leaseUntil: until } } },
    })),
    { ordered: false },
  )
}

/** They are not tried any more; where there is another channel, it follows. */
async function endAttempts(
  ctx: Context,
  over: readonly { attempt: AttemptDoc; code: string }[],
): Promise<void> {
  if (over.length === 0) return
  await pushModels(ctx.deps.db).Attempt.bulkWrite(
    over.map(({ attempt, code }) => ({
      updateOne: { filter: sameTry(attempt), update: { $set: { state: 'refused' as const, code } } },
    })),
    { ordered: false },
  )
  await conclude(ctx, [...new Set(over.map(({ attempt }) => attempt.delivery))])
}

async function deliveriesOf(
  { deps }: Context,
  attempts: readonly AttemptDoc[],
): Promise<Map<string, DeliveryDoc>> {
  const ids = [...new Set(attempts.map(({ delivery }) => delivery))]
  const found = await pushModels(deps.db)
    .Delivery.find({ _id: { $in: ids } })
    .batchSize(ids.length + 1)
    .lean<DeliveryDoc[]>()
  return new Map(found.map((delivery) => [delivery._id, delivery]))
}
