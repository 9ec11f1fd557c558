import type { Outcome } from '../../../channels/channel'
import type { AttemptDoc, DeliveryDoc } from '../push.model'
import { conclude } from './conclude'
import type { Context } from './context'
import { record } from './record'
import { wechatFields } from './words.rules'

/** e to h: the one call of an attempt this worker has set to `sending`. */
export async function call(ctx: Context, attempt: AttemptDoc, delivery: DeliveryDoc): Promise<void> {
  const [item] = delivery.items
  if (!item || attempt.openid === null || attempt.template === null) return
  const emergencyWords = attempt.template === ctx.deps.config.wechat.templates.emergency
  const outcome = await ctx.wechat.send({
    openid: attempt.openid,
    templateId: attempt.template,
    page: item.link,
    fields: wechatFields(item, emergencyWords),
    tries: attempt.tries,
  })
  await ctx.reached('e')
  learn(ctx, attempt, outcome)
  await record(ctx, attempt, outcome)
  await ctx.reached('f')
  await conclude(ctx, attempt)
}

/** What the answer says about the messages that follow. */
function learn({ deps, gate }: Context, attempt: AttemptDoc, outcome: Outcome): void {
  const template = attempt.template ?? ''
  if (outcome.kind === 'accepted') gate.accepted(template)
  if (outcome.kind === 'unknown')
    deps.log.warn({ attempt: attempt._id, detail: outcome.detail }, 'wechat: no answer, counted as unknown')
  if (outcome.kind !== 'refused') return
  gate.learn(outcome, template, deps.clock.now())
  const about = { attempt: attempt._id, code: outcome.code, detail: outcome.detail }
  if (outcome.effect === 'channelBroken') deps.log.error(about, 'wechat: the channel is stopped')
  if (outcome.effect === 'templateBroken')
    deps.log.error({ ...about, template }, 'wechat: a template is stopped')
  if (outcome.effect === 'contentRefused') deps.log.error(about, 'wechat: the words were refused')
  if (outcome.effect === 'quotaSpent') deps.log.warn(about, 'wechat: the quota of the day is spent')
}
