import { randomUUID } from 'node:crypto'
import { insertOnce } from '../../../storage/insert-once'
import type { DeliveryDoc, MatchDoc } from '../push.model'
import { pushModels } from '../push.model'
import { type Context, leaseFrom } from './context'
import { judge, type Verdict } from './judge'
import { send } from './send'

/** Steps a to h for one pending match whose time has come. */
export async function deliver(ctx: Context, match: MatchDoc): Promise<void> {
  const delivery = await openDelivery(ctx, match)
  if (!delivery) return
  await ctx.reached('a')
  await carryOn(ctx, delivery)
}

/** Step a: opens the delivery; null when another worker has opened it before. If that worker dies, the sweep goes on. */
async function openDelivery({ deps }: Context, match: MatchDoc): Promise<DeliveryDoc | null> {
  const now = deps.clock.now()
  const delivery: DeliveryDoc = {
    _id: match._id,
    person: match.person,
    kind: 'immediate',
    state: 'open',
    items: [],
    token: randomUUID(),
    leaseUntil: leaseFrom(now),
    result: null,
    reason: null,
    at: now,
  }
  return (await insertOnce(pushModels(deps.db).Delivery, delivery)) ? delivery : null
}

/** Takes over a delivery whose worker's lease is over. Null when another was faster. */
export async function takeOver({ deps }: Context, delivery: DeliveryDoc): Promise<DeliveryDoc | null> {
  const { db, clock } = deps
  const token = randomUUID()
  const mine = await pushModels(db)
    .Delivery.findOneAndUpdate(
      { _id: delivery._id, state: delivery.state, token: delivery.token, leaseUntil: { $lte: clock.now() } },
      { token, leaseUntil: leaseFrom(clock.now()) },
      { returnDocument: 'after' },
    )
    .lean<DeliveryDoc>()
  if (mine) await pushModels(db).Match.updateMany({ delivery: mine._id, state: 'taken' }, { token })
  return mine
}

/** From wherever a delivery stands. `delivery.token` is the worker's own. */
export async function carryOn(ctx: Context, delivery: DeliveryDoc): Promise<void> {
  if (delivery.state === 'open') {
    await take(ctx, delivery)
    await ctx.reached('b')
    const sealed = await seal(ctx, delivery)
    if (sealed) await send(ctx, sealed, { fresh: true })
  } else if (delivery.state === 'sealed' && delivery.items.length === 0) {
    await abandon(ctx, delivery, [])
  } else if (delivery.state === 'sealed') {
    await send(ctx, delivery, { fresh: false })
  }
}

/** Step b: takes the match whose `_id` the delivery carries. */
async function take({ deps }: Context, { _id, token }: DeliveryDoc): Promise<void> {
  await pushModels(deps.db).Match.updateOne(
    { _id, state: 'pending' },
    { state: 'taken', delivery: _id, token, nextAt: null },
  )
}

interface Judged {
  match: MatchDoc
  verdict: Verdict
}

/** Step c: reads what was taken and seals it once. */
async function seal(ctx: Context, delivery: DeliveryDoc): Promise<DeliveryDoc | null> {
  const { db } = ctx.deps
  const { _id, token } = delivery
  const taken = await pushModels(db).Match.find({ delivery: _id, state: 'taken', token }).lean<MatchDoc[]>()
  const judged: Judged[] = []
  for (const match of taken) judged.push({ match, verdict: await judge(ctx.deps, match) })
  const items = judged.flatMap(({ verdict }) => (verdict.kind === 'tell' ? verdict.item : []))
  const sealed = await pushModels(db)
    .Delivery.findOneAndUpdate(
      { _id, state: 'open', token },
      { state: 'sealed', items },
      { returnDocument: 'after' },
    )
    .lean<DeliveryDoc>()
  if (!sealed) return null
  await ctx.reached('c')
  if (items.length > 0) return sealed
  await abandon(ctx, sealed, judged)
  return null
}

/**
 * Nothing to say: the matches are dropped or wait for their time, then the delivery goes. What it still holds
 * without a verdict (its worker died) is pending again.
 */
async function abandon({ deps }: Context, { _id, token }: DeliveryDoc, judged: Judged[]): Promise<void> {
  const { Match, Delivery } = pushModels(deps.db)
  for (const { match, verdict } of judged) {
    const held = { _id: match._id, state: 'taken' as const, delivery: _id, token }
    if (verdict.kind === 'drop') {
      await Match.updateOne(held, { state: 'dropped', outcome: verdict.why, token: null })
    } else if (verdict.kind === 'wait') {
      await Match.updateOne(held, {
        state: 'pending',
        delivery: null,
        token: null,
        nextAt: verdict.until,
      })
    }
  }
  await Match.updateMany(
    { delivery: _id, state: 'taken', token },
    { state: 'pending', delivery: null, token: null, nextAt: null },
  )
  await Delivery.deleteOne({ _id, state: 'sealed', token })
}
