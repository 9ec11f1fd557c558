import type { DeliveryDoc } from '../push.model'
import { pushModels } from '../push.model'
import { attemptOf, startAttempt } from './attempts'
import { call } from './call'
import { conclude, finishWithout } from './conclude'
import type { Context } from './context'
import { recheck } from './recheck'

/** Another call for the same address is under way: longer than it takes, shorter than anyone notices. */
const besideMs = 3000

/** Steps d to h of a sealed delivery. `fresh`: sealed a moment ago by this worker, so it need not be read again. */
export async function send(
  ctx: Context,
  delivery: DeliveryDoc,
  { fresh }: { fresh: boolean },
): Promise<void> {
  if (!fresh) {
    if (await attemptCarriesOn(ctx, delivery)) return
    const verdict = await recheck(ctx, delivery)
    if (verdict.kind === 'drop') return finishWithout(ctx, delivery, 'dropped', verdict.why)
    if (verdict.kind === 'wait') return postpone(ctx, delivery, verdict.until)
  }
  await attempt(ctx, delivery)
}

/** What an earlier worker's attempt means; false where there is none. */
async function attemptCarriesOn(ctx: Context, delivery: DeliveryDoc): Promise<boolean> {
  const earlier = await attemptOf(ctx, delivery._id)
  if (!earlier) return false
  const open = earlier.state === 'sending' || earlier.state === 'waiting'
  if (open) await postpone(ctx, delivery, earlier.leaseUntil)
  else await conclude(ctx, earlier)
  return true
}

async function attempt(ctx: Context, delivery: DeliveryDoc): Promise<void> {
  const { channel, deps, stops } = ctx
  const [message] = delivery.items
  if (!message) return
  const now = deps.clock.now()
  const { _id, person } = delivery
  const heldUntil = (template: string) => stops.heldUntil(now, channel.name, template)
  const reserved = await channel.reserve({ delivery: _id, person, message, heldUntil })
  if (reserved.kind === 'none') return finishWithout(ctx, delivery, 'inbox', reserved.why)
  if (reserved.kind === 'held') return postpone(ctx, delivery, reserved.until)
  await ctx.reached('r')
  const { grant } = reserved.reservation
  const started = await startAttempt(ctx, delivery, reserved.reservation)
  if (started.kind === 'started') {
    await ctx.reached('d')
    return call(ctx, started.attempt, delivery)
  }
  if (started.kind === 'addressBusy') {
    await channel.release(_id, grant)
    return postpone(ctx, delivery, new Date(now.getTime() + besideMs))
  }
  // Another worker's attempt stands; what was set aside is free again unless that attempt uses it.
  if (started.other.grant !== grant) await channel.release(_id, grant)
}

/** Nobody takes the delivery up before then. */
async function postpone({ deps }: Context, { _id, token }: DeliveryDoc, until: Date): Promise<void> {
  await pushModels(deps.db).Delivery.updateOne({ _id, state: 'sealed', token }, { leaseUntil: until })
}
