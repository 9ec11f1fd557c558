import type { Outcome } from '../../../channels/channel'
import type { AttemptDoc, DeliveryDoc } from '../push.model'
import { conclude } from './conclude'
import type { Context } from './context'
import { record } from './record'

/** Steps e to h: the one call of an attempt this worker has set to `sending`. */
export async function call(ctx: Context, attempt: AttemptDoc, delivery: DeliveryDoc): Promise<void> {
  const [message] = delivery.items
  const { address, template } = attempt
  if (!message || address === null || template === null) return
  const outcome = await ctx.channel.send({ address, template }, message, attempt.tries)
  await ctx.reached('e')
  report(ctx, attempt, outcome)
  await record(ctx, attempt, outcome)
  await ctx.reached('f')
  await conclude(ctx, attempt)
}

/** For the operator. */
function report({ deps: { log } }: Context, attempt: AttemptDoc, outcome: Outcome): void {
  if (outcome.kind === 'accepted') return
  const { _id, channel, template } = attempt
  const about = { attempt: _id, channel, template, detail: outcome.detail }
  if (outcome.kind === 'unknown') {
    log.warn(about, 'push: no answer, counted as unknown')
    return
  }
  const refused = { ...about, code: outcome.code, effect: outcome.effect }
  if (outcome.effect === 'channelBroken') log.error(refused, 'push: the channel is stopped')
  else if (outcome.effect === 'templateBroken') log.error(refused, 'push: a template is stopped')
  else log.warn(refused, 'push: a message was refused')
}
