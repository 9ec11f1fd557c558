import { randomUUID } from 'node:crypto'
import type { ChannelName, Reservation } from '../../../channels/channel'
import { insertOnce } from '../../../storage/insert-once'
import type { AttemptDoc, DeliveryDoc } from '../push.model'
import { pushModels } from '../push.model'
import { type Context, leaseFrom } from './context'

/** One attempt a delivery and channel. */
export const attemptId = (delivery: string, channel: ChannelName): string => `${delivery}:${channel}`

export const attemptOf = (
  { deps, channel }: Pick<Context, 'deps' | 'channel'>,
  delivery: string,
): Promise<AttemptDoc | null> =>
  pushModels(deps.db).Attempt.findById(attemptId(delivery, channel.name)).lean<AttemptDoc>()

export type Started =
  | { kind: 'started'; attempt: AttemptDoc }
  | { kind: 'addressBusy' }
  | { kind: 'notFirst'; other: AttemptDoc }

/** Step d: whoever inserts the attempt may make the call; nobody else can. */
export async function startAttempt(
  ctx: Context,
  delivery: DeliveryDoc,
  reservation: Reservation,
): Promise<Started> {
  const { deps, channel } = ctx
  const now = deps.clock.now()
  const attempt: AttemptDoc = {
    _id: attemptId(delivery._id, channel.name),
    delivery: delivery._id,
    channel: channel.name,
    person: delivery.person,
    ...reservation,
    state: 'sending',
    tries: 0,
    token: randomUUID(),
    leaseUntil: leaseFrom(now),
    startedAt: now,
    effect: null,
    stopUntil: null,
    code: null,
    receiptKey: null,
    receipt: null,
  }
  if (await insertOnce(pushModels(deps.db).Attempt, attempt)) return { kind: 'started', attempt }
  const other = await attemptOf(ctx, delivery._id)
  return other ? { kind: 'notFirst', other } : { kind: 'addressBusy' }
}
