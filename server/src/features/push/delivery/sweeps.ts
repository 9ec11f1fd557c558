import { randomUUID } from 'node:crypto'
import { eachSafely } from '../../../each-safely'
import { isDuplicate } from '../../../storage/duplicate'
import { inPages } from '../../../storage/pages'
import type { AttemptDoc, DeliveryDoc, MatchDoc } from '../push.model'
import { pushModels } from '../push.model'
import { attemptId } from './attempts'
import { call } from './call'
import { conclude, droppedCode, finishMatches } from './conclude'
import { type Context, leaseFrom, leftToNextPoll } from './context'
import { carryOn, takeOver } from './deliver'
import { recheck } from './recheck'
import { recordUnknown } from './record'

/** Deliveries whose worker is gone, or whose time has come, carry on from where they stand. */
export async function resumeDeliveries(ctx: Context): Promise<void> {
  const { db, clock, log } = ctx.deps
  for (const state of ['open', 'sealed'] as const) {
    const over = { state, leaseUntil: { $lte: clock.now() } }
    for await (const page of inPages(pushModels(db).Delivery, over)) {
      await eachSafely(log, leftToNextPoll, page, async (delivery) => {
        const mine = await takeOver(ctx, delivery)
        if (mine) await carryOn(ctx, mine)
      })
    }
  }
}

/** A call whose worker is gone may have reached the phone: unknown, and never made again. */
export async function giveUpSending(ctx: Context): Promise<void> {
  const { db, clock, log } = ctx.deps
  const over = { state: 'sending', leaseUntil: { $lte: clock.now() } }
  for await (const page of inPages(pushModels(db).Attempt, over)) {
    await eachSafely(log, leftToNextPoll, page, async (attempt) => {
      await recordUnknown(ctx, attempt, 'lost')
      await conclude(ctx, attempt)
    })
  }
}

/** The same attempt after a definite no, when its time has come. */
export async function retryWaiting(ctx: Context): Promise<void> {
  const { db, clock, log } = ctx.deps
  const due = { state: 'waiting', leaseUntil: { $lte: clock.now() } }
  for await (const page of inPages(pushModels(db).Attempt, due)) {
    await eachSafely(log, leftToNextPoll, page, (attempt) => retry(ctx, attempt))
  }
}

async function retry(ctx: Context, attempt: AttemptDoc): Promise<void> {
  const { Attempt, Delivery } = pushModels(ctx.deps.db)
  const delivery = await Delivery.findById(attempt.delivery).lean<DeliveryDoc>()
  if (delivery?.state !== 'sealed') return
  const same = { _id: attempt._id, state: 'waiting' as const, tries: attempt.tries, token: attempt.token }
  const verdict = await recheck(ctx, delivery)
  if (verdict.kind === 'drop') {
    await Attempt.updateOne(same, { state: 'refused', code: droppedCode(verdict.why) })
    await conclude(ctx, attempt)
    return
  }
  const held = ctx.stops.heldUntil(ctx.deps.clock.now(), attempt.channel, attempt.template ?? '')
  const until = verdict.kind === 'wait' ? verdict.until : held
  if (until) {
    await Attempt.updateOne(same, { leaseUntil: until })
    return
  }
  const mine = await startAgain(ctx, same)
  if (mine) await call(ctx, mine, delivery)
}

/** Compare-and-set: one worker has the next try, and no other call for the same address is under way. */
async function startAgain(
  { deps }: Context,
  same: { _id: string; state: 'waiting'; tries: number; token: string },
): Promise<AttemptDoc | null> {
  const now = deps.clock.now()
  try {
    return await pushModels(deps.db)
      .Attempt.findOneAndUpdate(
        same,
        { state: 'sending', token: randomUUID(), startedAt: now, leaseUntil: leaseFrom(now) },
        { returnDocument: 'after' },
      )
      .lean<AttemptDoc>()
  } catch (error) {
    if (isDuplicate(error)) return null
    throw error
  }
}

async function deliveriesOf({ deps }: Context, ids: readonly string[]): Promise<Map<string, DeliveryDoc>> {
  const found = await pushModels(deps.db)
    .Delivery.find({ _id: { $in: [...ids] } })
    .lean<DeliveryDoc[]>()
  return new Map(found.map((delivery) => [delivery._id, delivery]))
}

/** A match whose delivery is gone, or was sealed without it, is pending again; one whose delivery is done is finished. */
export async function finishTaken(ctx: Context): Promise<void> {
  const { db, log } = ctx.deps
  for await (const page of inPages(pushModels(db).Match, { state: 'taken' })) {
    const deliveries = await deliveriesOf(
      ctx,
      page.flatMap(({ delivery }) => delivery ?? []),
    )
    await eachSafely(log, leftToNextPoll, page, (match) =>
      finishOneTaken(ctx, match, deliveries.get(match.delivery ?? '')),
    )
  }
}

async function finishOneTaken(
  ctx: Context,
  { _id, delivery: id, token }: MatchDoc,
  delivery: DeliveryDoc | undefined,
): Promise<void> {
  const { db, clock } = ctx.deps
  const holds = delivery?.items.some((item) => item.match === _id) ?? false
  if (delivery?.state === 'done' && holds) return finishMatches(ctx, delivery._id)
  const left = !delivery || (delivery.state !== 'open' && !holds && delivery.leaseUntil <= clock.now())
  if (!left) return
  await pushModels(db).Match.updateOne(
    { _id, state: 'taken', delivery: id, token },
    { state: 'pending', delivery: null, token: null, nextAt: null },
  )
}

/** What a worker set aside for a call and never used. */
export async function finishReserved(ctx: Context): Promise<void> {
  const { channel, deps } = ctx
  for await (const page of channel.reserved()) {
    const ids = page.map(({ delivery }) => delivery)
    const deliveries = await deliveriesOf(ctx, ids)
    const attempts = await pushModels(deps.db)
      .Attempt.find({ _id: { $in: ids.map((id) => attemptId(id, channel.name)) } })
      .lean<AttemptDoc[]>()
    const users = new Map(attempts.map((attempt) => [attempt.grant, attempt]))
    await eachSafely(deps.log, leftToNextPoll, page, async ({ _id: grant, delivery: id }) => {
      const user = users.get(grant)
      if (user) return conclude(ctx, user)
      const state = deliveries.get(id)?.state ?? 'done'
      if (state === 'done') await channel.release(id, grant)
    })
  }
}
