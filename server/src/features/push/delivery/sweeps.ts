import { randomUUID } from 'node:crypto'
import { isDuplicate } from '../../../storage/duplicate'
import { freeGrant } from '../grants/grants'
import type { AttemptDoc, DeliveryDoc, GrantDoc, MatchDoc } from '../push.model'
import { pushModels } from '../push.model'
import { call } from './call'
import { conclude, droppedCode, settleMatches } from './conclude'
import { type Context, leaseFrom } from './context'
import { carryOn, takeOver } from './deliver'
import { eachSafely } from './each'
import { recheck } from './recheck'
import { recordUnknown } from './record'

const batchSize = 200

/** Deliveries whose worker is gone, or whose time has come, carry on from where they stand. */
export async function resumeDeliveries(ctx: Context): Promise<void> {
  const { db, clock } = ctx.deps
  for (const state of ['open', 'sealed'] as const) {
    const over = await pushModels(db)
      .Delivery.find({ state, leaseUntil: { $lte: clock.now() } })
      .limit(batchSize)
      .lean<DeliveryDoc[]>()
    await eachSafely(ctx, over, async (delivery) => {
      const mine = await takeOver(ctx, delivery)
      if (mine) await carryOn(ctx, mine)
    })
  }
}

/** A call whose worker is gone may have reached the phone: unknown, and never made again. */
export async function giveUpSending(ctx: Context): Promise<void> {
  const { db, clock } = ctx.deps
  const over = await pushModels(db)
    .Attempt.find({ state: 'sending', leaseUntil: { $lte: clock.now() } })
    .limit(batchSize)
    .lean<AttemptDoc[]>()
  for (const attempt of over) {
    await recordUnknown(ctx, attempt, 'lost')
    await conclude(ctx, attempt)
  }
}

/** The same attempt after a definite no, when its time has come. */
export async function retryWaiting(ctx: Context): Promise<void> {
  const { db, clock } = ctx.deps
  const due = await pushModels(db)
    .Attempt.find({ state: 'waiting', leaseUntil: { $lte: clock.now() } })
    .limit(batchSize)
    .lean<AttemptDoc[]>()
  await eachSafely(ctx, due, (attempt) => retry(ctx, attempt))
}

async function retry(ctx: Context, attempt: AttemptDoc): Promise<void> {
  const { db, clock } = ctx.deps
  const delivery = await pushModels(db).Delivery.findById(attempt.delivery).lean<DeliveryDoc>()
  if (delivery?.state !== 'sealed') return
  const same = { _id: attempt._id, state: 'waiting' as const, tries: attempt.tries, token: attempt.token }
  const held = ctx.gate.heldUntil(clock.now(), attempt.template ?? '')
  const verdict = await recheck(ctx, delivery)
  if (verdict.kind === 'drop') {
    await pushModels(db).Attempt.updateOne(same, { state: 'refused', code: droppedCode(verdict.why) })
    await conclude(ctx, attempt)
    return
  }
  const until = verdict.kind === 'wait' ? verdict.until : held
  if (until) {
    await pushModels(db).Attempt.updateOne(same, { leaseUntil: until })
    return
  }
  const mine = await startAgain(ctx, same)
  if (mine) await call(ctx, mine, delivery)
}

/** Compare-and-set: one worker has the next try, and no other call for the same phone is under way. */
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

/** Claimed by a delivery that is gone, or was sealed without it: pending again. Done, but not yet told so: told. */
export async function settleClaimed(ctx: Context): Promise<void> {
  const { db, clock } = ctx.deps
  const claimed = await pushModels(db).Match.find({ state: 'taken' }).limit(batchSize).lean<MatchDoc[]>()
  for (const match of claimed) {
    const delivery = await pushModels(db).Delivery.findById(match.delivery).lean<DeliveryDoc>()
    const holds = delivery?.items.some((item) => item.match === match._id) ?? false
    if (delivery?.state === 'done' && holds) {
      await settleMatches(ctx, delivery._id)
    } else if (!delivery || (delivery.state !== 'open' && !holds && delivery.leaseUntil <= clock.now())) {
      await pushModels(db).Match.updateOne(
        { _id: match._id, state: 'taken', delivery: match.delivery, token: match.token },
        { state: 'pending', delivery: null, token: null, nextAt: null },
      )
    }
  }
}

/** Grants reserved by a worker that never used them. */
export async function settleReserved(ctx: Context): Promise<void> {
  const { db } = ctx.deps
  const reserved = await pushModels(db).Grant.find({ state: 'reserved' }).limit(batchSize).lean<GrantDoc[]>()
  for (const grant of reserved) {
    if (grant.delivery === null) continue
    const attempt = await pushModels(db).Attempt.findById(`${grant.delivery}:wechat`).lean<AttemptDoc>()
    if (attempt?.grant === grant._id) {
      await conclude(ctx, attempt)
      continue
    }
    const delivery = await pushModels(db).Delivery.findById(grant.delivery).lean<DeliveryDoc>()
    if (!delivery || delivery.state === 'done') await freeGrant(db, grant._id, grant.delivery)
  }
}
