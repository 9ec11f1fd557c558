import { randomUUID } from 'node:crypto'
import type { ChannelName } from '../../../channels/channel'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { insertOnce } from '../../../storage/insert-once'
import { droppedCode } from '../delivery/chain.rules'
import { attemptId } from '../delivery/send'
import { type DeliveryDoc, pushModels } from '../push.model'

const cancelled = 'cancelled'

/**
 * Nothing is said of it, where no channel has begun. The attempt's insert is the lock, as it is for a worker: who holds it
 * makes the call, and here nobody makes one. What is pending is dropped before any delivery takes it.
 */
export async function cancelDelivery(
  { db, clock, work }: Pick<Deps, 'db' | 'clock' | 'work'>,
  id: string,
): Promise<void> {
  const { Delivery, Match } = pushModels(db)
  const delivery = await Delivery.findById(id).lean<DeliveryDoc>()
  if (!delivery) {
    const { modifiedCount } = await Match.updateOne(
      { _id: id, state: 'pending' },
      { $set: { state: 'dropped', outcome: cancelled } },
    )
    if (modifiedCount === 0) throw new AppError('pushNotFound')
    return
  }
  if (delivery.state !== 'sealed' || delivery.channels.length === 0) throw new AppError('notCancelled')
  for (const channel of delivery.channels) {
    if (!(await lock(db, delivery, channel, clock.now()))) throw new AppError('notCancelled')
  }
  // Its next worker finds the attempts, and ends it with its matches.
  await Delivery.updateOne({ _id: id, state: 'sealed' }, { $set: { leaseUntil: clock.now() } })
  work.send()
}

function lock(
  db: Deps['db'],
  { _id, person }: DeliveryDoc,
  channel: ChannelName,
  now: Date,
): Promise<boolean> {
  return insertOnce(pushModels(db).Attempt, {
    _id: attemptId(_id, channel),
    delivery: _id,
    channel,
    person,
    address: null,
    template: null,
    provider: null,
    state: 'refused',
    tries: 0,
    token: randomUUID(),
    leaseUntil: now,
    startedAt: now,
    effect: null,
    stopUntil: null,
    code: droppedCode(cancelled),
    grant: null,
    fen: 0,
    receiptKey: null,
    receipt: null,
  })
}
